// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/report_text.h"

#include "engine/formats/visible_text.h"

#include <QStringList>

#include <algorithm>

namespace engine {

namespace {

constexpr qsizetype longestName = 60;
constexpr int shortestName = 4; // less of a name says nothing

} // namespace

QString hostText(const ReportAddress &address, int columns)
{
    const QString text = QString::fromStdString(address.address.toString());
    if (address.name.isEmpty())
        return columns == 0 ? text : elidedText(text, columns);
    const QString name = visibleText(address.name, longestName);
    const QString behind = QStringLiteral(" (") + text + QLatin1Char(')');
    if (columns == 0)
        return name + behind;
    const int room = columns - columnsOf(behind);
    return room >= std::min(shortestName, columnsOf(name)) ? elidedText(name, room) + behind
                                                           : elidedText(text, columns);
}

QString networkText(const ReportAddress &address)
{
    QStringList parts;
    const QString name = visibleText(address.asName, longestName);
    if (address.asn)
        parts += QString(QStringLiteral("AS%1 ").arg(*address.asn) + name).trimmed();
    else if (!name.isEmpty() && address.asName != address.ixp)
        parts += name;
    if (!address.ixp.isEmpty())
        parts += visibleText(address.ixp, longestName);
    return parts.join(QStringLiteral(", "));
}

QString elidedNetwork(const QString &network, int columns)
{
    const QString first = network.section(u' ', 0, 0);
    const int room = columns - columnsOf(first) - 1;
    const bool isScrap = room < shortestName && columnsOf(network) > columns;
    return elidedText(isScrap ? first : network, columns);
}

QString segmentText(const ReportAddress &address)
{
    return address.segment == QLatin1String("unknown") ? QString() : visibleText(address.segment, longestName);
}

QString kindMark(platform::ReplyKind kind)
{
    switch (kind) {
    case platform::ReplyKind::HostUnreachable:
        return QStringLiteral(" !H");
    case platform::ReplyKind::NetUnreachable:
        return QStringLiteral(" !N");
    case platform::ReplyKind::AdminProhibited:
        return QStringLiteral(" !X");
    case platform::ReplyKind::PacketTooBig:
        return QStringLiteral(" !F");
    case platform::ReplyKind::Other:
        return QStringLiteral(" !C");
    case platform::ReplyKind::TcpOpen:
        return QStringLiteral(" [open]");
    case platform::ReplyKind::TcpClosed:
        return QStringLiteral(" [closed]");
    case platform::ReplyKind::TimeExceeded:
    case platform::ReplyKind::EchoReply:
    case platform::ReplyKind::PortUnreachable:
        return {};
    }
    return {};
}

QString mplsText(const std::vector<platform::MplsLabel> &stack)
{
    QStringList entries;
    for (const platform::MplsLabel &entry : stack)
        entries += QStringLiteral("L=%1,E=%2,S=%3,T=%4")
                       .arg(entry.label)
                       .arg(entry.trafficClass)
                       .arg(entry.bottom ? 1 : 0)
                       .arg(entry.ttl);
    return entries.join(u'/');
}

QString padded(const QString &text, int columns, bool right)
{
    const QString blanks(std::max(0, columns - columnsOf(text)), QLatin1Char(' '));
    return right ? blanks + text : text + blanks;
}

double toMilliseconds(platform::Duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

} // namespace engine
