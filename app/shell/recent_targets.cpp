// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/recent_targets.h"

#include "app/shell/settings.h"
#include "app/shell/shell_options.h"
#include "app/table/formatting.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QPainter>
#include <QTimeZone>
#include <QVBoxLayout>

namespace app {
namespace {

constexpr auto groupKey = "recent/targets";

/// One row: shape, name, result, time, chevron.
class Row final : public QAbstractButton {
public:
    Row(const RecentTarget &target, QWidget *parent)
        : QAbstractButton(parent)
        , m_target(target)
        , m_when(whenText(target.when, QDateTime::currentDateTime()))
    {
        setCursor(Qt::PointingHandCursor);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setAccessibleName(QCoreApplication::translate("app::RecentTargets", "Trace %1").arg(target.text));
        setAccessibleDescription(QStringLiteral("%1 %2").arg(target.result, m_when));
        setFixedHeight(scaled(36, fontMetrics()));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::of(palette());
        QPainter painter(this);
        if (underMouse() || isDown())
            painter.fillRect(rect(), theme.hover);
        if (hasFocus()) {
            painter.setPen(QPen(theme.accent, 2));
            painter.drawRect(rect().adjusted(1, 1, -1, -1));
        }
        const int h = height();
        paintIcon(painter, m_target.shape, QRectF(14, (h - 12) / 2.0, 12, 12), toneColour(m_target.tone, theme));
        const int whenX = width() - scaled(132, fontMetrics());
        const int resultX = whenX - scaled(118, fontMetrics());
        const auto write = [&](int from, int to, const QString &text, const QColor &colour) {
            painter.setPen(colour);
            painter.drawText(QRect(from, 0, to - from, h), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                fontMetrics().elidedText(text, Qt::ElideRight, to - from));
        };
        write(36, resultX - 8, visibleText(m_target.text), theme.text);
        QFont small = font();
        small.setPixelSize(qMax(9, QFontInfo(small).pixelSize() - 1));
        painter.setFont(small);
        write(resultX, whenX - 8, m_target.result, m_target.tone == TargetSummary::Tone::Bad ? theme.bad : theme.text2);
        write(whenX, width() - 28, m_when, theme.text2);
        paintIcon(painter, Icon::ArrowRight, QRectF(width() - 30, (h - 14) / 2.0, 14, 14), theme.text2);
    }

private:
    RecentTarget m_target;
    QString m_when;
};

} // namespace

QList<RecentTarget> readRecent(const Settings &settings)
{
    QList<RecentTarget> targets;
    const auto list = settings.state(QLatin1String(groupKey)).toList();
    for (const QVariant &item : list) {
        const QVariantMap map = item.toMap();
        RecentTarget target;
        target.text = map.value(QStringLiteral("text")).toString();
        target.tone = static_cast<TargetSummary::Tone>(std::clamp(map.value(QStringLiteral("tone")).toInt(), 0, 3));
        target.shape = static_cast<Icon>(std::clamp(map.value(QStringLiteral("shape")).toInt(),
            static_cast<int>(Icon::StateDisc), static_cast<int>(Icon::StateRing)));
        target.result = map.value(QStringLiteral("result")).toString();
        target.when = map.value(QStringLiteral("when")).toDateTime();
        if (!target.text.isEmpty())
            targets.append(target);
    }
    return targets;
}

QStringList recentTexts(const Settings &settings)
{
    QStringList texts;
    const auto targets = readRecent(settings);
    for (const auto &target : targets)
        texts.append(target.text);
    return texts;
}

QStringList goodRecentTexts(const Settings &settings)
{
    QStringList texts;
    const auto targets = readRecent(settings);
    for (const auto &target : targets)
        if (target.shape != Icon::StateCross)
            texts.append(target.text);
    return texts;
}

void rememberTarget(Settings &settings, const RecentTarget &target)
{
    constexpr ShellOptions options;
    auto targets = readRecent(settings);
    targets.removeIf([&target](const RecentTarget &old) { return old.text == target.text; });
    targets.prepend(target);
    QVariantList list;
    for (const auto &one : std::as_const(targets)) {
        if (list.size() == options.historyLength)
            break;
        list.append(
            QVariantMap{{QStringLiteral("text"), one.text}, {QStringLiteral("tone"), static_cast<int>(one.tone)},
                {QStringLiteral("shape"), static_cast<int>(one.shape)}, {QStringLiteral("result"), one.result},
                {QStringLiteral("when"), one.when}});
    }
    settings.setState(QLatin1String(groupKey), list);
}

void forgetTargets(Settings &settings)
{
    settings.store().remove(QLatin1String(groupKey));
}

RecentTarget recentOf(const engine::Session &session)
{
    const TargetSummary summary = summarise(session);
    RecentTarget recent{session.target().text, summary.tone, summary.shape, summary.detail, session.startedAt()};
    if (summary.tone == TargetSummary::Tone::Bad && summary.shape == Icon::StateTriangle)
        recent.result = summary.remark;
    else if (summary.tone == TargetSummary::Tone::Quiet)
        recent.result = summary.remark;
    return recent;
}

QString whenText(const QDateTime &utc, const QDateTime &now, const QLocale &locale)
{
    if (!utc.isValid())
        return {};
    const QDateTime local = utc.toTimeZone(now.timeZone());
    const qint64 days = local.date().daysTo(now.date());
    if (days == 0)
        return QCoreApplication::translate("app::RecentTargets", "today %1")
            .arg(locale.toString(local.time(), QLocale::ShortFormat));
    if (days == 1)
        return QCoreApplication::translate("app::RecentTargets", "yesterday");
    constexpr qint64 year = 365;
    return days < year ? locale.toString(local.date(), QStringLiteral("d MMM"))
                       : locale.toString(local.date(), QLocale::ShortFormat);
}

RecentTargets::RecentTargets(QWidget *parent)
    : QFrame(parent)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(1, 1, 1, 1);
    m_rows->setSpacing(1);
}

void RecentTargets::setTargets(const QList<RecentTarget> &targets)
{
    constexpr ShellOptions options;
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const auto &target : targets) {
        if (m_rows->count() == options.recentTargets)
            break;
        auto *row = new Row(target, this);
        connect(row, &QAbstractButton::clicked, this, [this, text = target.text] { Q_EMIT chosen(text); });
        m_rows->addWidget(row);
    }
}

void RecentTargets::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.border);
    painter.setBrush(theme.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int i = 1; i < m_rows->count(); ++i)
        painter.fillRect(QRect(1, m_rows->itemAt(i)->geometry().top() - 1, width() - 2, 1), theme.border);
}

} // namespace app
