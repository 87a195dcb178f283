// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/trace_page.h"

#include "app/pathview/hop_details.h"
#include "app/pathview/path_view.h"
#include "app/privacy/privacy_view.h"
#include "app/shell/banner.h"
#include "app/shell/dock_area.h"
#include "app/shell/recent_targets.h"
#include "app/shell/settings.h"
#include "app/table/hop_facts.h"
#include "app/table/hop_table_view.h"
#include "app/table/shown_time_text.h"
#include "app/timeline/timeline_view.h"
#include "engine/session.h"

#include <QDockWidget>
#include <QMetaMethod>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace app {
namespace {

constexpr int layoutVersion = 2;

Banner::Kind bannerKind(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::Error:
        return Banner::Kind::Error;
    case Notice::Kind::Warning:
        return Banner::Kind::Warning;
    case Notice::Kind::Info:
        break;
    }
    return Banner::Kind::Info;
}

} // namespace

TracePage::TracePage(Settings &settings, engine::QuestionLog &log, QAction *nothingLeaves, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_escape(new QShortcut(Qt::Key_Escape, this))
    , m_banners(new BannerStack(this))
    , m_docks(new DockArea(this))
    , m_table(new HopTableView)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banners);
    column->addWidget(m_docks, 1);
    m_table->setSelection(&m_selection);
    m_docks->setCentralWidget(m_table);
    addTabs(log, nothingLeaves);
    connect(m_table, &HopTableView::timelineRequested, this, &TracePage::showTimeline);
    connect(m_table, &HopTableView::lookAgainRequested, this, &TracePage::lookAgain);
    connect(m_table, &HopTableView::registryRequested, this, &TracePage::registryRequested);
    m_settings.watch(m_settings.density, this, [this] { m_table->setDensity(m_settings.density.get()); });
    m_table->setDensity(m_settings.density.get());
    connect(m_docks, &DockArea::viewMade, this, &TracePage::attach);
    connect(&m_time, &TimeFocus::changed, this, &TracePage::showTime);
    connect(m_escape, &QShortcut::activated, this, &TracePage::goLive);
    m_escape->setContext(Qt::WidgetWithChildrenShortcut);
    m_escape->setEnabled(false);
}

void TracePage::addTabs(engine::QuestionLog &log, QAction *nothingLeaves)
{
    m_tabs.append(m_docks->addTab(
        QStringLiteral("timeline"), tr("Timeline"), [this]() -> QWidget * { return m_timeline = new TimelineView; },
        [](QWidget *view) { return static_cast<TimelineView *>(view)->controls(); }));
    m_tabs.append(
        m_docks->addTab(QStringLiteral("path"), tr("Path"), [this]() -> QWidget * { return m_path = new PathView; }));
    m_tabs.append(m_docks->addTab(
        QStringLiteral("details"), tr("Details"), [this]() -> QWidget * { return m_details = new HopDetails; }));
    m_tabs.append(m_docks->addTab(QStringLiteral("privacy"), tr("Privacy"),
        [this, &log, nothingLeaves]() -> QWidget * { return m_privacy = new PrivacyView(log, nothingLeaves); }));
}

void TracePage::attach(QWidget *view)
{
    const auto connectTo = [this](auto *to) {
        to->setSelection(&m_selection);
        to->setFacts(m_facts);
        to->setSession(m_session);
    };
    const auto showHop = [this](int ttl) {
        m_selection.select({static_cast<std::uint8_t>(ttl)});
        this->showTimeline();
    };
    if (view == m_timeline) {
        connectTo(m_timeline);
        connect(m_timeline, &TimelineView::focusChanged, &m_time, &TimeFocus::setFocus);
    }
    if (view == m_path) {
        connectTo(m_path);
        connect(m_path, &PathView::showInTimelineRequested, this, showHop);
    }
    if (view == m_privacy)
        connect(m_privacy, &PrivacyView::settingsRequested, this, &TracePage::privacySettingsRequested);
    if (view == m_details) {
        connectTo(m_details);
        connect(m_details, &HopDetails::showInTimelineRequested, this, showHop);
        connect(m_details, &HopDetails::lookAgainRequested, this, &TracePage::lookAgain);
        connect(m_details, &HopDetails::registryRequested, this, &TracePage::registryRequested);
        m_details->setRegistryOffered(isSignalConnected(QMetaMethod::fromSignal(&TracePage::registryRequested)));
    }
}

void TracePage::lookAgain(const platform::IpAddress &address)
{
    if (m_facts)
        m_facts->refresh(address);
}

void TracePage::showTimeline()
{
    m_tabs.front()->show();
    m_tabs.front()->raise();
}

void TracePage::showTime()
{
    m_table->setShown(m_time.shown());
    m_escape->setEnabled(m_time.focus().has_value());
    if (!m_time.focus() && m_timeline)
        m_timeline->clearFocus();
    showNotices();
}

void TracePage::goLive()
{
    if (m_timeline)
        m_timeline->goLive();
    m_time.setFocus({});
}

void TracePage::setSession(engine::Session *session)
{
    m_time.setFocus({});
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_hidden.clear();
    m_selection.select({});
    m_selection.setCurrent({});
    m_table->setSession(session);
    if (m_timeline)
        m_timeline->setSession(session);
    if (m_path)
        m_path->setSession(session);
    if (m_details)
        m_details->setSession(session);
    if (session) {
        connect(session, &engine::Session::stateChanged, this, &TracePage::showNotices);
        connect(session, &engine::Session::changed, this, &TracePage::showNotices);
    }
    showNotices();
}

void TracePage::setFacts(HopFacts *facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    m_table->setFacts(facts);
    if (m_timeline)
        m_timeline->setFacts(facts);
    if (m_path)
        m_path->setFacts(facts);
    if (m_details)
        m_details->setFacts(facts);
}

void TracePage::setSimulated(bool simulated)
{
    m_simulated = simulated;
    showNotices();
}

void TracePage::showNotices()
{
    QList<Notice> notices;
    if (m_simulated)
        notices.append(demoNotice());
    if (m_session && m_time.focus())
        notices.append(focusNotice(spanText(*m_time.focus(), m_session->startedAt())));
    if (m_session)
        notices.append(noticesOf(*m_session,
            m_session->state() == engine::Session::State::Failed ? goodRecentTexts(m_settings) : QStringList()));
    QSet<QString> wanted;
    for (const Notice &notice : std::as_const(notices))
        if (!m_hidden.contains(notice.id))
            wanted.insert(notice.id);
    const auto shown = m_banners->banners();
    for (const Banner *banner : shown)
        if (!wanted.contains(banner->id()) && !banner->id().startsWith(QLatin1String("input")))
            m_banners->remove(banner->id());
    for (const Notice &notice : std::as_const(notices))
        if (wanted.contains(notice.id))
            showNotice(notice);
}

void TracePage::showNotice(const Notice &notice)
{
    if (const Banner *old = m_banners->find(notice.id);
        old && old->title() == notice.title && old->text() == notice.text)
        return;
    auto *banner = new Banner(bannerKind(notice.kind), notice.id, notice.title, notice.text);
    if (!notice.suggestion.isEmpty()) {
        const QString text = suggestionText(notice);
        QPushButton *button = banner->addAction(QString(text).replace(QLatin1Char('&'), QStringLiteral("&&")), text);
        connect(button, &QPushButton::clicked, this,
            [this, target = notice.suggestion] { Q_EMIT suggestionChosen(target); });
    }
    for (const Notice::Action action : notice.actions) {
        QPushButton *button = banner->addAction(actionText(action));
        connect(button, &QPushButton::clicked, this, [this, action, id = notice.id] {
            if (action == Notice::Action::BackToLive)
                goLive();
            if (action == Notice::Action::Hide) {
                m_hidden.insert(id);
                showNotices();
            }
            Q_EMIT noticeActionChosen(action);
        });
    }
    m_banners->show(banner);
}

TimelineView *TracePage::needTimeline()
{
    m_docks->ensureView(m_tabs[0]);
    return m_timeline;
}

PathView *TracePage::needPath()
{
    m_docks->ensureView(m_tabs[1]);
    return m_path;
}

QByteArray TracePage::saveState() const
{
    return m_docks->saveState(layoutVersion);
}

void TracePage::restoreState(const QByteArray &state)
{
    m_arranged = m_docks->restoreState(state, layoutVersion);
}

void TracePage::resetLayout()
{
    setEnlarged(false);
    m_table->resetColumns();
    m_docks->arrange();
}

void TracePage::setEnlarged(bool enlarged)
{
    m_docks->setEnlarged(enlarged);
}

void TracePage::showTabs()
{
    if (!std::exchange(m_arranged, true))
        m_docks->arrange();
    m_docks->ensureViews();
}

void TracePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    // The table is on the screen first; the heavier views follow once the sizes hold.
    QMetaObject::invokeMethod(this, &TracePage::showTabs, Qt::QueuedConnection);
}

} // namespace app
