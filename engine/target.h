// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <variant>

namespace engine {

/// What a person typed, understood: a host, an address, a URL or host:port.
struct Target {
    QString text; ///< as typed, trimmed
    QString host; ///< ASCII form (IDNA) of a name, or the address's text
    QString displayHost; ///< as people read it; differs from `host` for international names
    std::optional<platform::IpAddress> address; ///< when it is an address already
    std::optional<std::uint16_t> port; ///< from host:port or the URL

    friend bool operator==(const Target &, const Target &) = default;
};

enum class TargetProblem : std::uint8_t {
    Empty,
    TooLong, ///< a name over 253 characters or a label over 63 (RFC 1035 section 2.3.4)
    InvalidCharacters,
    InvalidAddress, ///< looks like an address and is none: 300.1.1.1, 1:2:3
    InvalidPort,
    Unspecified, ///< 0.0.0.0, ::
    Multicast,
    Broadcast,
};

/// Scheme, user part, path, brackets and port are taken apart; control characters are refused. Never looks anything up.
std::variant<Target, TargetProblem> parseTarget(const QString &text);

} // namespace engine
