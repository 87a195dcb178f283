// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/name_completion.h"

#include <resolv.h>

namespace platform {

NameCompletion nameCompletion()
{
    NameCompletion completion;
    struct __res_state state { };
    if (res_ninit(&state) != 0)
        return completion;
    for (int i = 0; i < MAXDNSRCH && state.dnsrch[i] != nullptr; ++i)
        completion.domains.emplace_back(state.dnsrch[i]);
    completion.dots = state.ndots;
    res_nclose(&state);
    return completion;
}

} // namespace platform
