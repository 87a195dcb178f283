// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text/method_text.h"

#include <QCoreApplication>

namespace app {

namespace {

struct MethodText {
    Q_DECLARE_TR_FUNCTIONS(app::MethodText)
};

QString otherProblem(int osCode)
{
    if (osCode == 0)
        return MethodText::tr("This system refuses it without saying why.");
    return MethodText::tr("This system refuses it: %1 (error %2).").arg(qt_error_string(osCode)).arg(osCode);
}

} // namespace

QString protocolText(platform::Protocol protocol)
{
    return QString::fromLatin1(platform::protocolName(protocol)).toUpper();
}

QString familyText(platform::Family family)
{
    return family == platform::Family::V4 ? QStringLiteral("IPv4") : QStringLiteral("IPv6");
}

QString methodText(platform::Method method)
{
    switch (method) {
    case platform::Method::IcmpSocket:
        return MethodText::tr("ping socket");
    case platform::Method::IcmpRaw:
        return MethodText::tr("raw socket");
    case platform::Method::IcmpApi:
        return MethodText::tr("the system's ICMP service");
    case platform::Method::UdpSocket:
        return MethodText::tr("UDP socket");
    case platform::Method::TcpConnect:
        return MethodText::tr("TCP connection attempts");
    case platform::Method::Simulated:
        return MethodText::tr("simulated network");
    }
    return {};
}

QString methodProblemText(const platform::MethodCapability &capability)
{
    switch (capability.problem) {
    case platform::MethodProblem::None:
        return {};
    case platform::MethodProblem::PingGroupRange:
        return MethodText::tr("This user's groups may not open ping sockets; an administrator can allow it: "
                              "sysctl -w net.ipv4.ping_group_range=\"0 2147483647\"");
    case platform::MethodProblem::NeedsCapability:
        return MethodText::tr(
            "Raw sockets need administrator rights or the capability: setcap cap_net_raw+ep on the program");
    case platform::MethodProblem::NeedsNewerSystem:
        return MethodText::tr("This system is too old for it.");
    case platform::MethodProblem::NoHopAddress:
        return MethodText::tr("It can be sent, but the system does not tell this user which routers answer.");
    case platform::MethodProblem::FamilyUnavailable:
        return MethodText::tr("%1 is switched off on this computer.").arg(familyText(capability.family));
    case platform::MethodProblem::Other:
        return otherProblem(capability.osCode);
    }
    return {};
}

QString methodAdvice(const platform::Capabilities &capabilities, platform::Protocol protocol, platform::Family family,
    std::optional<platform::Method> method)
{
    QString advice;
    for (const platform::MethodCapability &each : capabilities) {
        if (each.protocol != protocol || each.family != family || (method && each.method != *method))
            continue;
        if (each.available)
            return {};
        advice = methodProblemText(each); // of the last: it asks for the least
    }
    return advice;
}

QString methodProblemName(platform::MethodProblem problem)
{
    switch (problem) {
    case platform::MethodProblem::None:
        return {};
    case platform::MethodProblem::PingGroupRange:
        return QStringLiteral("ping-group-range");
    case platform::MethodProblem::NeedsCapability:
        return QStringLiteral("needs-capability");
    case platform::MethodProblem::NeedsNewerSystem:
        return QStringLiteral("needs-newer-system");
    case platform::MethodProblem::NoHopAddress:
        return QStringLiteral("no-hop-address");
    case platform::MethodProblem::FamilyUnavailable:
        return QStringLiteral("family-unavailable");
    case platform::MethodProblem::Other:
        return QStringLiteral("other");
    }
    return {};
}

} // namespace app
