// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/showing_box.h"

#include "app/table/shown_time_text.h"
#include "app/theme/icons.h"
#include "app/timeline/timeline_options.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

namespace app {

namespace {

QString lengthText(platform::Duration length)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(length).count();
    constexpr std::int64_t minute = 60;
    constexpr std::int64_t hour = 60 * minute;
    constexpr std::int64_t day = 24 * hour;
    if (seconds % day == 0 && seconds > day)
        return ShowingBox::tr("last %n day(s)", nullptr, static_cast<int>(seconds / day));
    if (seconds % hour == 0)
        return ShowingBox::tr("last %1 h").arg(seconds / hour);
    return ShowingBox::tr("last %1 min").arg(seconds / minute);
}

} // namespace

ShowingBox::ShowingBox(QWidget *parent)
    : QWidget(parent)
    , m_button(new QToolButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto *label = new QLabel(tr("Showing"), this);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setBuddy(m_button);
    row->addWidget(label);
    m_button->setProperty("framed", true);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setFocusPolicy(Qt::StrongFocus);
    m_button->setAccessibleName(tr("Time shown"));
    m_button->setToolTip(tr("What time the figures of the table sum up. Drag in the timeline to pick another."));
    m_button->setMenu(new QMenu(m_button));
    row->addWidget(m_button);
    fillMenu();
    setShown({}, {});
}

void ShowingBox::fillMenu()
{
    auto *group = new QActionGroup(m_button);
    const auto add = [this, group](const ShownTime &shown) {
        QAction *action = m_button->menu()->addAction(textOf(shown, {}));
        action->setCheckable(true);
        action->setData(QVariant::fromValue(shown.length().value_or(platform::Duration{}).count()));
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, shown] { Q_EMIT chosen(shown); });
    };
    add(ShownTime());
    for (const platform::Duration span : TimelineOptions().spans)
        add(ShownTime::last(span));
}

QString ShowingBox::textOf(const ShownTime &shown, const QDateTime &origin) const
{
    if (const auto length = shown.length())
        return tr("Live, %1").arg(lengthText(*length));
    if (shown.isWhole())
        return tr("Live, whole run");
    return spanText(*shown.span({}), origin);
}

void ShowingBox::setShown(const ShownTime &shown, const QDateTime &origin)
{
    m_shown = shown;
    m_button->setText(textOf(shown, origin));
    m_button->setIcon(shown.isLive() ? icon(Icon::StateDisc, IconTint::Ok) : icon(Icon::Clock, IconTint::Accent));
    m_button->setAccessibleDescription(m_button->text());
    const auto actions = m_button->menu()->actions();
    for (QAction *action : actions) {
        const auto length = shown.length().value_or(platform::Duration{}).count();
        action->setChecked(shown.isLive() && action->data().value<platform::Duration::rep>() == length);
    }
}

} // namespace app
