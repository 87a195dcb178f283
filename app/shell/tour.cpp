// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/tour.h"

#include "app/dialogs/settings_dialog.h"
#include "app/shell/actions.h"
#include "app/shell/lookup_center.h"
#include "app/shell/main_window.h"
#include "app/shell/networks.h"
#include "app/shell/recent_targets.h"
#include "app/shell/settings.h"
#include "app/shell/shell_options.h"
#include "app/shell/start_page.h"
#include "app/shell/trace_page.h"
#include "app/shell/workspace.h"
#include "app/theme/colour_scheme.h"
#include "app/timeline/timeline_view.h"
#include "platform/sim/virtual_clock.h"

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QEventLoop>
#include <QFontDatabase>
#include <QLocale>
#include <QTemporaryDir>

#include <cstdio>

namespace app {
namespace {

constexpr int fileError = 5;
constexpr QSize pictureSize(1440, 900);

/// The window and its simulated network with a clock that only moves when told to.
class Tour final {
public:
    Tour(const QString &settingsDirectory, QDir output)
        : m_output(std::move(output))
        , m_clock(std::make_shared<platform::VirtualClock>())
        , m_settings(settingsDirectory)
        , m_lookups(m_settings, {})
        , m_workspace(m_settings,
              {[this] { return makeSystemNetwork(m_lookups); }, [this] { return makeDemoNetwork(QString(), m_clock); }})
        , m_window(m_settings, m_workspace, m_scheme, m_lookups)
    {
        m_clock->setLimit(m_clock->now());
        m_window.resize(pictureSize);
    }

    bool run()
    {
        m_settings.colours.set(SchemeChoice::Light);
        m_window.show();
        const QStringList targets{QStringLiteral("2001:db8:200::200"), QStringLiteral("192.0.2.146"),
            QStringLiteral("203.0.113.77"), QStringLiteral("198.51.100.9"), QStringLiteral("example.com")};
        m_workspace.enterDemo(targets);
        passTime();
        TracePage *page = m_window.tracePage();
        page->selection()->select({9, 14});
        const bool main = shoot("main-light.png") && inColours(SchemeChoice::Dark, "main-dark.png");
        page->tabs().at(1)->raise();
        m_window.actions()[ActionId::Enlarge]->trigger();
        const bool path = shoot("path.png");
        return main && path && shootSettings() && shootStart();
    }

private:
    /// Lets the event loop run until it holds for every target.
    template <typename Condition>
    void waitForAll(Condition holds)
    {
        SessionList &sessions = m_workspace.sessions();
        const auto done = [&] {
            for (int row = 0; row < sessions.count(); ++row)
                if (!holds(*sessions.at(row)))
                    return false;
            return true;
        };
        QEventLoop loop;
        QObject::connect(&sessions, &SessionList::summariesChanged, &loop, [&] {
            if (done())
                loop.quit();
        });
        if (!done())
            loop.exec();
    }

    /// As much as the small graphs show. Time stands still until every run has begun.
    void passTime()
    {
        const platform::Duration span = ShellOptions{}.sparkline;
        waitForAll([](const engine::Session &session) { return !session.path().target().isNull(); });
        m_clock->setLimit(m_clock->now() + span);
        waitForAll([span](const engine::Session &session) {
            return session.history().end() + 2 * session.options().timing.interval >= span;
        });
    }

    bool inColours(SchemeChoice colours, const char *name)
    {
        m_settings.colours.set(colours);
        const bool done = shoot(name);
        m_settings.colours.set(SchemeChoice::Light);
        return done;
    }

    bool shootSettings()
    {
        SettingsDialog dialog(m_settings, m_lookups, &m_window);
        dialog.showPage(SettingsDialog::Page::Graphs);
        dialog.show();
        return save(dialog, "settings.png");
    }

    bool shootStart()
    {
        for (int row = 0; row < m_workspace.sessions().count(); ++row)
            rememberTarget(m_settings, recentOf(*m_workspace.sessions().at(row)));
        m_workspace.leaveDemo();
        QEventLoop loop;
        QObject::connect(&m_workspace, &Workspace::capabilitiesChanged, &loop, &QEventLoop::quit, Qt::QueuedConnection);
        m_workspace.queryCapabilities();
        loop.exec();
        return shoot("start.png");
    }

    bool shoot(const char *name) { return save(m_window, name); }

    bool save(QWidget &widget, const char *name)
    {
        // Views follow in queued steps: each pass may post the next.
        for (int pass = 0; pass < 5; ++pass)
            QApplication::processEvents();
        if (TimelineView *timeline = m_window.tracePage()->timeline())
            timeline->pass(); // by itself only with the next frame
        const QString file = m_output.filePath(QLatin1String(name));
        const bool saved = widget.grab().save(file);
        std::fprintf(saved ? stdout : stderr, "%s\n", qPrintable(file));
        return saved;
    }

    QDir m_output;
    std::shared_ptr<platform::VirtualClock> m_clock;
    Settings m_settings;
    ColourScheme m_scheme;
    LookupCenter m_lookups;
    Workspace m_workspace;
    MainWindow m_window;
};

} // namespace

int drawTour(const QString &directory)
{
    const QTemporaryDir settings;
    if (!settings.isValid() || !QDir().mkpath(directory))
        return fileError;
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    if (QFontDatabase::hasFamily(QStringLiteral("Inter"))) {
        QFont font(QStringLiteral("Inter"));
        font.setPixelSize(13);
        QApplication::setFont(font);
    }
    return Tour(settings.path(), QDir(directory)).run() ? 0 : fileError;
}

} // namespace app
