// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/target.h"

#include <cstddef>
#include <cstdlib>

/// Whatever is typed is refused or understood; what was understood is understood again as the same host.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto parsed = engine::parseTarget(text);
    const auto *target = std::get_if<engine::Target>(&parsed);
    if (!target)
        return 0;
    const auto again = engine::parseTarget(target->host);
    const auto *same = std::get_if<engine::Target>(&again);
    if (!same || same->host != target->host || same->address != target->address)
        std::abort();
    return 0;
}
