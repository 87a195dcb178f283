// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/status_line.h"

#include "app/shell/target_box.h"
#include "app/shell/target_summary.h"
#include "app/table/formatting.h"
#include "app/text/method_text.h"
#include "app/theme/theme.h"
#include "engine/lookups/lookup_options.h"

#include <QCoreApplication>
#include <QPainter>

namespace app {
namespace {

constexpr int lineHeight = 26;
constexpr int gap = 10;
constexpr int iconSide = 14;

QString words(const char *text)
{
    return QCoreApplication::translate("app::StatusLine", text);
}

IconTint tintOf(TargetSummary::Tone tone)
{
    switch (tone) {
    case TargetSummary::Tone::Fine:
        return IconTint::Ok;
    case TargetSummary::Tone::Slow:
        return IconTint::Warn;
    case TargetSummary::Tone::Bad:
        return IconTint::Bad;
    case TargetSummary::Tone::Quiet:
        break;
    }
    return IconTint::Secondary;
}

QString channelText(const engine::PathState &path)
{
    const auto &channel = path.channel();
    QString how;
    switch (channel.method) {
    case platform::Method::IcmpSocket:
        how = words("ICMP through a ping socket");
        break;
    case platform::Method::IcmpRaw:
        how = words("ICMP through a raw socket");
        break;
    case platform::Method::IcmpApi:
        how = words("ICMP through the system's own service");
        break;
    case platform::Method::UdpSocket:
        how = words("UDP through an ordinary socket");
        break;
    case platform::Method::TcpConnect:
        how = words("TCP connection attempts");
        break;
    case platform::Method::Simulated:
        return words("%1 over the simulated network").arg(protocolText(channel.protocol));
    }
    return channel.kernelTimestamps ? words("%1, kernel timestamps").arg(how) : how;
}

QString roundText(const engine::Session &session)
{
    const QString round = words("Round %1").arg(formatCount(session.path().rounds()));
    const auto &options = session.options();
    if (options.rounds == 0 && options.duration.count() == 0)
        return words("%1, without end").arg(round);
    return round;
}

QString serverText(const engine::DnsOptions &dns)
{
    if (dns.servers.empty())
        return words("system DNS");
    const QString first = QString::fromStdString(dns.servers.front().address.toString());
    const std::size_t more = dns.servers.size() - 1;
    return more == 0 ? first : words("%1 and %2 more").arg(first).arg(more);
}

QString networkSources(const engine::LookupOptions &lookups)
{
    const bool databases = lookups.networks && (!lookups.databases.empty() || !lookups.mayAskCymru());
    if (lookups.mayAskCymru())
        return databases ? words("databases and Team Cymru") : words("Team Cymru");
    return databases ? words("databases") : words("off");
}

/// Everything that may be asked of others besides the probes, and that there is no more.
void addQuestions(QList<StatusLine::Part> &parts, const engine::LookupOptions &lookups)
{
    if (lookups.nothingLeaves) {
        parts.append({Icon::Lock, IconTint::Ok, words("Nothing but the probes leaves this machine")});
        return;
    }
    const QString server = serverText(lookups.dns);
    parts.append(
        {{}, {}, (lookups.mayAskNames() ? words("Names: %1") : words("Names: of targets only, %1")).arg(server)});
    parts.append({{}, {}, words("Networks: %1").arg(networkSources(lookups))});
    if (lookups.mayAskPublicAddress())
        parts.append({{}, {}, words("Public address: STUN")});
    parts.append({Icon::Lock, IconTint::Secondary, words("Nothing else leaves this machine")});
}

void addRun(QList<StatusLine::Part> &parts, const engine::Session &session)
{
    const TargetSummary summary = summarise(session);
    const auto &path = session.path();
    if (path.target().isNull()) {
        parts.append({summary.shape, tintOf(summary.tone), summary.detail});
        return;
    }
    parts.append({summary.shape, tintOf(summary.tone), channelText(path)});
    if (const auto took = path.completedAfter()) {
        const auto hops = path.hopsToTarget();
        parts.append({{}, {},
            hops ? words("%1 hops in %2").arg(*hops).arg(formatRttUnit(took))
                 : words("No answer from the target, complete in %1").arg(formatRttUnit(took))});
    }
    if (session.addresses().size() > 1)
        parts.append({{}, {}, oneOfText(path.target(), session.addresses().size())});
    parts.append({{}, {}, roundText(session)});
    if (path.counts().foreign > 0)
        parts.append({{}, {}, words("%1 foreign packets ignored").arg(formatCount(path.counts().foreign))});
}

} // namespace

QList<StatusLine::Part> statusParts(
    const engine::Session *session, bool simulated, const QString &ready, const engine::LookupOptions &lookups)
{
    QList<StatusLine::Part> parts;
    if (session)
        addRun(parts, *session);
    else if (!ready.isEmpty())
        parts.append({Icon::StateDisc, IconTint::Ok, ready});
    if (simulated) {
        parts.append({Icon::Lock, IconTint::Secondary, words("Nothing is sent")});
        return parts;
    }
    addQuestions(parts, lookups);
    return parts;
}

StatusLine::StatusLine(QWidget *parent)
    : QWidget(parent)
{
    QFont small = font();
    small.setPixelSize(qMax(9, QFontInfo(small).pixelSize() - 1));
    setFont(small);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Status"));
}

QSize StatusLine::sizeHint() const
{
    return {scaled(300, fontMetrics()), scaled(lineHeight, fontMetrics())};
}

void StatusLine::setParts(const QList<Part> &parts)
{
    if (parts == m_parts)
        return;
    m_parts = parts;
    QStringList texts;
    for (const Part &part : parts)
        texts.append(part.text);
    setAccessibleDescription(texts.join(QStringLiteral("; ")));
    setToolTip(
        QStringLiteral("<qt>%1</qt>")
            .arg(texts.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"))));
    update();
}

void StatusLine::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(QRect(0, 0, width(), 1), theme.border);
    if (layoutDirection() == Qt::RightToLeft)
        painter.setLayoutDirection(Qt::RightToLeft);
    int x = gap;
    for (const Part &part : m_parts) {
        const int iconWidth = part.icon ? iconSide + 6 : 0;
        const int textWidth = fontMetrics().horizontalAdvance(part.text);
        if (x > gap && x + iconWidth + textWidth + gap > width())
            return;
        if (x > gap)
            painter.fillRect(QRect(x - gap, 6, 1, height() - 11), theme.border);
        QRect box(x, 1, iconWidth + textWidth, height() - 1);
        if (part.icon) {
            const bool shape = *part.icon >= Icon::StateDisc;
            const int side = shape ? 11 : iconSide;
            icon(*part.icon, part.tint).paint(&painter, x, box.center().y() - side / 2, side, side);
            box.setLeft(x + iconWidth);
        }
        painter.setPen(theme.text2);
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, part.text);
        x += iconWidth + textWidth + 2 * gap;
    }
}

} // namespace app
