// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/posix/unique_fd.h"

#include <unistd.h>

#include <cerrno>

namespace platform {

void closeFd(int fd)
{
    const int saved = errno;
    ::close(fd); // never retried: on Linux the descriptor is gone even after EINTR
    errno = saved;
}

} // namespace platform
