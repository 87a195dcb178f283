// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/terminal.h"

#include <cstdlib>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace platform {

std::optional<TerminalSize> standardOutputTerminal()
{
    if (::isatty(STDOUT_FILENO) == 0)
        return std::nullopt;
    const char *kind = std::getenv("TERM");
    if (!kind || std::string_view(kind) == "dumb")
        return std::nullopt;
    TerminalSize size;
    winsize window{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0 && window.ws_row > 0)
        size = {.columns = window.ws_col, .rows = window.ws_row};
    return size;
}

} // namespace platform
