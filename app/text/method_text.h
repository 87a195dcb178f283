// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/capabilities.h"

#include <QString>

#include <optional>

/// The ways of sending in words, and why one does not work here. Plain text, translated; Qt Core only.
namespace app {

QString protocolText(platform::Protocol protocol); ///< "ICMP", "UDP", "TCP"
QString familyText(platform::Family family); ///< "IPv4", "IPv6"
QString methodText(platform::Method method); ///< "ping socket", "raw socket", …

/// One sentence why it does not work, with what to do; "" when it does.
QString methodProblemText(const platform::MethodCapability &capability);

/// Why `method`, or with none the best method of the protocol, does not work: methodProblemText() of it; "" when it
/// does.
QString methodAdvice(const platform::Capabilities &capabilities, platform::Protocol protocol, platform::Family family,
    std::optional<platform::Method> method);

/// The reason as one word for programs: "ping-group-range", …; "" for None. Never translated.
QString methodProblemName(platform::MethodProblem problem);

} // namespace app
