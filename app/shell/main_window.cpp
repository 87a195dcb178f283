// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/main_window.h"

#include "app/shell/actions.h"
#include "app/shell/banner.h"
#include "app/shell/export_commands.h"
#include "app/shell/lookup_center.h"
#include "app/shell/probe_controls.h"
#include "app/shell/recent_targets.h"
#include "app/shell/settings.h"
#include "app/shell/showing_box.h"
#include "app/shell/start_page.h"
#include "app/shell/status_line.h"
#include "app/shell/target_box.h"
#include "app/shell/target_delegate.h"
#include "app/shell/targets_panel.h"
#include "app/shell/trace_bar.h"
#include "app/shell/trace_page.h"
#include "app/shell/workspace.h"
#include "app/table/formatting.h"
#include "app/table/hop_table_view.h"
#include "app/text/error_text.h"
#include "app/theme/theme.h"
#include "app/timeline/timeline_options.h"

#include <QCloseEvent>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>
#include <QVBoxLayout>
#include <QWindow>

namespace app {
namespace {

constexpr int narrowWindow = 1000; // up to this width the list of targets shows shapes only
constexpr QSize usualSize(1280, 800);

} // namespace

MainWindow::MainWindow(Settings &settings, Workspace &workspace, ColourScheme &scheme, LookupCenter &lookups)
    : m_settings(settings)
    , m_workspace(workspace)
    , m_scheme(scheme)
    , m_lookups(lookups)
    , m_actions(new Actions(this))
{
    setWindowTitle(tr("Periplus"));
    setAcceptDrops(true);
    setContextMenuPolicy(Qt::NoContextMenu);
    makePages();
    makeMenus();
    connectActions();
    connectWorkspace();
    connectScheme();
    connectLookups();
    restoreState();
    updateShell();
}

MainWindow::~MainWindow() = default;

void MainWindow::makePages()
{
    m_pages = new QStackedWidget;
    m_startPage = new StartPage(m_settings, *m_actions);
    m_tracing = new QSplitter(Qt::Horizontal);
    m_tracing->setChildrenCollapsible(false);
    m_targets = new TargetsPanel(m_workspace.sessions(), *m_actions);
    m_tracing->addWidget(m_targets);
    m_pages->addWidget(m_startPage);
    m_pages->addWidget(m_tracing);
    m_status = new StatusLine;
    auto *middle = new QWidget;
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_pages, 1);
    column->addWidget(m_status);
    setCentralWidget(middle);

    m_bar = new TraceBar(m_settings, *m_actions, makeExportMenu());
    m_toolBar = addToolBar(tr("Trace"));
    m_toolBar->setObjectName(QStringLiteral("traceBar"));
    m_toolBar->setMovable(false);
    m_toolBar->setFloatable(false);
    m_toolBar->toggleViewAction()->setVisible(false);
    m_toolBar->addWidget(m_bar);

    connect(m_startPage, &StartPage::submitted, &m_workspace, &Workspace::open);
    connect(m_bar->box(), &TargetBox::submitted, &m_workspace, &Workspace::open);
    connect(m_bar->box(), &TargetBox::addressChosen, this,
        [this](const platform::IpAddress &address) { m_workspace.restartAt(m_workspace.current(), address); });
    connect(m_targets, &TargetsPanel::currentChanged, this, [this](engine::Session *session) {
        if (session)
            m_workspace.setCurrent(session);
    });
}

TracePage *MainWindow::tracePage()
{
    if (m_tracePage)
        return m_tracePage;
    m_tracePage = new TracePage(m_settings, m_lookups.log(), (*m_actions)[ActionId::NothingLeaves]);
    m_tracing->addWidget(m_tracePage);
    m_tracing->setStretchFactor(1, 1);
    const QByteArray state = m_settings.state(QStringLiteral("window/tabs")).toByteArray();
    if (!state.isEmpty())
        m_tracePage->restoreState(state);
    const QByteArray widths = m_settings.state(QStringLiteral("window/splitter")).toByteArray();
    if (m_folded || widths.isEmpty() || !m_tracing->restoreState(widths))
        shareWidth();
    connect(m_tracePage, &TracePage::noticeActionChosen, this, &MainWindow::act);
    connect(m_tracePage, &TracePage::privacySettingsRequested, this, &MainWindow::showLookupSettings);
    connect(m_tracePage, &TracePage::registryRequested, this, &MainWindow::showRegistry);
    connect(
        m_tracePage, &TracePage::suggestionChosen, this, [this](const QString &target) { m_workspace.open({target}); });
    addTabActions();
    HopTableView *table = m_tracePage->table();
    table->restoreState(m_settings.state(QStringLiteral("window/columns")).toByteArray());
    m_bar->setColumnsMenu([table](QWidget *parent) { return table->columnMenu(parent); });
    connectTime(*m_tracePage->time());
    return m_tracePage;
}

void MainWindow::connectTime(TimeFocus &time)
{
    const auto key = QStringLiteral("window/shownSeconds");
    connect(m_bar->showing(), &ShowingBox::chosen, &time, &TimeFocus::setLive);
    connect(&time, &TimeFocus::changed, this, [this, &time, key] {
        const engine::Session *session = m_workspace.current();
        m_bar->showing()->setShown(time.shown(), session ? session->startedAt() : QDateTime());
        const auto length = time.live().length().value_or(platform::Duration{});
        m_settings.setState(key, qint64(std::chrono::duration_cast<std::chrono::seconds>(length).count()));
    });
    const qint64 seconds = m_settings.state(key).toLongLong();
    const std::array<platform::Duration, 6> offered = TimelineOptions().spans;
    if (std::ranges::count(offered, platform::Duration(std::chrono::seconds(seconds))) != 0)
        time.setLive(ShownTime::last(std::chrono::seconds(seconds)));
}

void MainWindow::connectWorkspace()
{
    connect(&m_workspace, &Workspace::currentChanged, this, &MainWindow::showCurrent);
    connect(&m_workspace, &Workspace::targetsChanged, this, &MainWindow::updateShell);
    connect(&m_workspace, &Workspace::demoChanged, this, &MainWindow::updateShell);
    connect(&m_workspace, &Workspace::inputRefused, this, &MainWindow::refuse);
    connect(&m_workspace, &Workspace::networkFailed, this, &MainWindow::reportNetwork);
    connect(&m_workspace, &Workspace::capabilitiesChanged, this, [this] {
        m_startPage->setCapabilities(*m_workspace.capabilities());
        updateStatus();
    });
    connect(&m_workspace.sessions(), &SessionList::summariesChanged, this, &MainWindow::updateStatus);
    connect(&m_lookups, &LookupCenter::optionsChanged, this, &MainWindow::updateStatus);
}

void MainWindow::connectScheme()
{
    const auto follow = [this] { m_scheme.setChoice(m_settings.colours.get()); };
    m_settings.watch(m_settings.colours, this, follow);
    connect(&m_settings, &Settings::changed, this, &MainWindow::applySettings);
    follow();
    applySettings();
}

void MainWindow::connectLookups()
{
    QAction *nothing = (*m_actions)[ActionId::NothingLeaves];
    const auto follow = [this, nothing] {
        nothing->setChecked(m_settings.nothingLeaves.get());
        updateStatus();
    };
    connect(&m_lookups, &LookupCenter::optionsChanged, this, &MainWindow::updateShell);
    connect(m_startPage, &StartPage::lookupDetailsRequested, this, &MainWindow::showLookupSettings);
    connect(&m_workspace, &Workspace::aboutToTrace, &m_lookups, &LookupCenter::lookAround);
    m_settings.watch(m_settings.nothingLeaves, this, follow);
    connect(nothing, &QAction::toggled, this, [this](bool on) { m_settings.nothingLeaves.set(on); });
    follow();
}

void MainWindow::showCurrent(engine::Session *session)
{
    if (session) {
        tracePage()->setFacts(m_workspace.sessions().factsOf(session));
        tracePage()->setSession(session);
        m_targets->setCurrent(session);
        m_bar->box()->showTarget(session->target().text, {});
    } else if (m_tracePage) {
        m_tracePage->setSession(nullptr);
    }
    updateShell();
}

void MainWindow::updateShell()
{
    const engine::Session *session = m_workspace.current();
    const bool hasTargets = m_workspace.sessions().count() > 0;
    QWidget *page = hasTargets ? static_cast<QWidget *>(m_tracing) : m_startPage;
    if (m_pages->currentWidget() != page) {
        m_pages->setCurrentWidget(page);
        if (!hasTargets) {
            m_startPage->refresh();
            m_startPage->box()->setFocus();
        }
    }
    m_toolBar->setVisible(hasTargets);
    if (m_tracePage) {
        m_tracePage->setFacts(m_workspace.sessions().factsOf(session));
        m_tracePage->setSimulated(session && m_workspace.sessions().isSimulated(session));
    }
    m_bar->setActive(session && Workspace::isActive(*session));
    m_bar->box()->setHistory(recentTexts(m_settings));
    m_actions->updateActions(gatherState(m_workspace, m_lookups.options()));
    setWindowTitle(session ? tr("%1 – Periplus").arg(visibleText(session->target().displayHost)) : tr("Periplus"));
    updateStatus();
}

void MainWindow::updateStatus()
{
    const engine::Session *session = m_workspace.current();
    QString ready;
    if (!session && m_workspace.capabilities() && !capabilityLine(*m_workspace.capabilities()).isEmpty())
        ready = tr("Ready: %1").arg(capabilityLine(*m_workspace.capabilities()));
    m_status->setParts(
        statusParts(session, session && m_workspace.sessions().isSimulated(session), ready, m_lookups.options()));
    if (session)
        m_bar->box()->setAddresses(session->addresses(), session->path().target());
    const bool results = session && session->path().counts().sent > 0;
    if (results != (*m_actions)[ActionId::CopyText]->isEnabled())
        m_actions->updateActions(gatherState(m_workspace, m_lookups.options()));
}

void MainWindow::refuse(const QString &text, engine::TargetProblem problem)
{
    const bool starting = m_workspace.sessions().count() == 0;
    BannerStack *stack = starting ? m_startPage->banners() : tracePage()->banners();
    TargetBox *box = starting ? m_startPage->box() : m_bar->box();
    auto *banner = new Banner(Banner::Kind::Error, QStringLiteral("input"),
        tr("This cannot be traced: %1").arg(visibleText(text, 80)), targetProblemText(problem, text));
    connect(banner->addAction(tr("Edit")), &QPushButton::clicked, box, [box, stack] {
        stack->remove(QStringLiteral("input"));
        box->setFocus();
        box->lineEdit()->selectAll();
    });
    stack->show(banner);
    connect(box, &QComboBox::editTextChanged, banner, [stack] { stack->remove(QStringLiteral("input")); });
}

void MainWindow::reportNetwork(const platform::Error &error)
{
    auto *banner =
        new Banner(Banner::Kind::Error, QStringLiteral("network"), tr("This network cannot be used"), errorText(error));
    const bool starting = m_workspace.sessions().count() == 0;
    (starting ? m_startPage->banners() : tracePage()->banners())->show(banner);
    m_startPage->setTrouble(tr("No probes can be sent: %1").arg(errorText(error)));
}

void MainWindow::act(Notice::Action action)
{
    switch (action) {
    case Notice::Action::Retry:
        m_workspace.restart(m_workspace.current());
        break;
    case Notice::Action::Edit:
        m_bar->box()->setFocus();
        m_bar->box()->lineEdit()->selectAll();
        break;
    case Notice::Action::Stop:
        (*m_actions)[ActionId::Stop]->trigger();
        break;
    case Notice::Action::ShowMethods:
        showMethods();
        break;
    case Notice::Action::LeaveDemo:
        m_workspace.leaveDemo();
        break;
    case Notice::Action::Hide:
    case Notice::Action::BackToLive:
        break;
    }
}

void MainWindow::applySettings()
{
    setLatencyThresholds(
        {m_settings.step1.get(), m_settings.step2.get(), m_settings.step3.get(), m_settings.step4.get()});
    update();
}

void MainWindow::saveState()
{
    m_settings.setState(QStringLiteral("window/geometry"), saveGeometry());
    if (m_tracePage) {
        m_settings.setState(QStringLiteral("window/tabs"), m_tracePage->saveState());
        m_settings.setState(QStringLiteral("window/columns"), m_tracePage->table()->saveState());
        if (!m_folded)
            m_settings.setState(QStringLiteral("window/splitter"), m_tracing->saveState());
    }
    m_settings.setState(QStringLiteral("window/targetsShown"), (*m_actions)[ActionId::ShowTargets]->isChecked());
    m_settings.setState(QStringLiteral("window/targets"), m_workspace.targetTexts());
    m_workspace.rememberResults();
    m_settings.sync();
}

void MainWindow::restoreState()
{
    if (!restoreGeometry(m_settings.state(QStringLiteral("window/geometry")).toByteArray()))
        resize(usualSize);
    const bool shown = m_settings.state(QStringLiteral("window/targetsShown"), true).toBool();
    (*m_actions)[ActionId::ShowTargets]->setChecked(shown);
    m_targets->setVisible(shown);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    foldTargets();
}

void MainWindow::foldTargets()
{
    const bool fold = width() <= scaled(narrowWindow, fontMetrics());
    if (fold == m_folded)
        return;
    m_folded = fold;
    const int narrow = scaled(TargetDelegate::foldedWidth, m_targets->fontMetrics());
    m_targets->setMinimumWidth(fold ? narrow : scaled(160, m_targets->fontMetrics()));
    m_targets->setMaximumWidth(fold ? narrow : scaled(360, m_targets->fontMetrics()));
    shareWidth();
}

void MainWindow::shareWidth()
{
    const int left = m_folded ? m_targets->maximumWidth() : m_targets->sizeHint().width();
    m_tracing->setSizes({left, width() - left});
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (const QScreen *screen = this->screen())
        m_workspace.setRefreshRate(screen->refreshRate());
    if (m_pages->currentWidget() == m_startPage)
        m_startPage->box()->setFocus();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasText() || event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    m_workspace.open(TargetBox::targetsIn(*event->mimeData()));
    event->acceptProposedAction();
}

} // namespace app
