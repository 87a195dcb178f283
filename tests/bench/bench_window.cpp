// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real window, put together as main.cpp does, with its settings in a temporary directory; offscreen unless
// QT_QPA_PLATFORM says otherwise.
// usage: bench_window start HOST        from $BENCH_STARTED (seconds, $EPOCHREALTIME of bash) to the first hop; once
//        bench_window one HOST SECONDS  one target through this system's sockets, once a second; then stopped, so that
//                                       another process can look on: prints "stopped PID", ends after SECONDS again
//        bench_window many SCENARIO SECONDS TARGET…  the targets in the simulated network, in this process,
//                                       while facts of their hops stream in
#include "app/shell/event_batcher.h"
#include "app/shell/lookup_center.h"
#include "app/shell/main_window.h"
#include "app/shell/networks.h"
#include "app/shell/settings.h"
#include "app/shell/trace_page.h"
#include "app/shell/workspace.h"
#include "app/table/hop_grid.h"
#include "app/table/hop_table_view.h"
#include "app/theme/colour_scheme.h"
#include "figures.h"
#include "streamed_lookups.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTimer>

#include <dlfcn.h>
#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>

using namespace std::chrono_literals;

namespace {

/// What main.cpp makes.
struct Program {
    explicit Program(const QString &scenario)
        : settings(directory.path())
        , lookups(settings, app::lookupPaths(directory.path()))
        , workspace(settings,
              {[this, scenario] {
                   if (scenario.isEmpty())
                       return app::makeSystemNetwork(lookups);
                   auto network = app::makeDemoNetwork(scenario);
                   network->simulated = false; // stands for this machine's network
                   auto streamed = std::make_unique<bench::StreamedLookups>(std::move(network->lookups));
                   facts = streamed.get();
                   network->lookups = std::move(streamed);
                   return network;
               },
                  {}})
        , window(settings, workspace, scheme, lookups)
    {
    }

    void open(const QStringList &targets)
    {
        workspace.open(targets);
        window.show();
        workspace.queryCapabilities();
    }

    bench::StreamedLookups *facts = nullptr; ///< of the simulated network
    QTemporaryDir directory;
    app::Settings settings;
    app::ColourScheme scheme;
    app::LookupCenter lookups;
    app::Workspace workspace;
    app::MainWindow window;
};

platform::Duration cpuTime()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto length = [](const timeval &time) {
        return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
    };
    return length(usage.ru_utime) + length(usage.ru_stime);
}

/// How often any thread of this process has gone to sleep: zero more means that nothing has woken up.
long sleeps()
{
    long total = 0;
    for (const auto &task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream status(task.path() / "status");
        for (std::string word; status >> word;) {
            if (word != "voluntary_ctxt_switches:")
                continue;
            long count = 0;
            status >> count;
            total += count;
        }
    }
    return total;
}

std::size_t threads()
{
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator()));
}

/// Time from an answer's arrival until the window's model has it: the table follows its session at once.
void watchAnswers(app::Workspace &workspace, bench::Figure &figure)
{
    auto *batcher = workspace.findChild<app::EventBatcher *>();
    Q_ASSERT(batcher);
    QObject::connect(batcher, &app::EventBatcher::batchReady, &workspace, [&figure](const engine::TraceEvents &events) {
        const platform::TimePoint now = platform::Clock::now();
        for (const engine::TraceEvent &event : events)
            if (const auto *outcome = std::get_if<engine::ProbeOutcome>(&event.what);
                outcome && outcome->status == engine::AnswerStatus::Answered)
                figure.add(now - outcome->reply.receivedAt);
    });
}

/// How long the main thread is busy between one wait in the event loop and the next: everything that keeps a click
/// waiting. Taken in poll() itself, because the signals of the dispatcher do not enclose all that an iteration does.
class LoopSteps final {
public:
    explicit LoopSteps(bench::Figure &figure)
        : m_figure(figure)
    {
        s_active = this;
    }
    ~LoopSteps() { s_active = nullptr; }
    LoopSteps(const LoopSteps &) = delete;
    LoopSteps &operator=(const LoopSteps &) = delete;

    template <typename Wait>
    static int wrap(bool waits, Wait wait)
    {
        if (!waits || !s_active || gettid() != getpid())
            return wait();
        if (s_active->m_awake != platform::TimePoint())
            s_active->m_figure.add(platform::Clock::now() - s_active->m_awake);
        const int result = wait();
        if (s_active)
            s_active->m_awake = platform::Clock::now();
        return result;
    }

private:
    static inline LoopSteps *s_active = nullptr; // main thread
    bench::Figure &m_figure;
    platform::TimePoint m_awake;
};

/// Ends the event loop after the first painting of the hop table that can show an answer.
class FirstHop final : public QObject {
public:
    FirstHop(app::MainWindow &window, double startedAt)
        : m_grid(window.tracePage()->table()->grid())
        , m_startedAt(startedAt)
    {
        const app::HopTableModel &model = window.tracePage()->table()->model();
        const auto look = [this, &model] {
            if (m_inModel == 0 && model.rowCount() > 0 && model.rows().front().figures.received > 0)
                m_inModel = sinceStart();
        };
        connect(&model, &QAbstractItemModel::rowsInserted, this, look);
        connect(&model, &QAbstractItemModel::dataChanged, this, look);
        m_grid->viewport()->installEventFilter(this);
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_inModel > 0)
            QMetaObject::invokeMethod(this, &FirstHop::painted, Qt::QueuedConnection); // after this painting
        return false;
    }

private:
    double sinceStart() const
    {
        const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
        return now.count() - m_startedAt;
    }
    void painted()
    {
        std::printf("model %.0f painted %.0f\n", m_inModel * 1e6, sinceStart() * 1e6);
        QCoreApplication::quit();
    }

    app::HopGrid *m_grid;
    double m_startedAt;
    double m_inModel = 0;
};

int measureStart(const QString &host)
{
    const double startedAt = qEnvironmentVariable("BENCH_STARTED").toDouble();
    Program program{QString()};
    program.open({host});
    const FirstHop first(program.window, startedAt);
    return QApplication::exec();
}

int measureOne(const QString &host, std::chrono::seconds length)
{
    Program program{QString()};
    bench::Figure toModel("one target: packet in the kernel -> model");
    bench::Figure loop("one target: event-loop steps");
    watchAnswers(program.workspace, toModel);
    program.open({host});
    constexpr auto settling = 3s;
    constexpr auto poolExpiry = 32s; // QThreadPool ends idle threads after 30 s: the last thing that happens by itself
    platform::Duration cpuBefore{};
    long sleepsBefore = 0;
    std::unique_ptr<LoopSteps> steps;
    QTimer::singleShot(settling, &program.window, [&] {
        steps = std::make_unique<LoopSteps>(loop);
        cpuBefore = cpuTime();
        sleepsBefore = sleeps();
    });
    QTimer::singleShot(settling + length, &program.window, [&] {
        const std::chrono::duration<double> used = cpuTime() - cpuBefore;
        const double seconds = static_cast<double>(length.count());
        std::printf("one target at 1 s, window open: CPU %.2f %% of a core, %.0f wake-ups a second\n",
            100 * used.count() / seconds, static_cast<double>(sleeps() - sleepsBefore) / seconds);
        steps.reset();
        toModel.print();
        loop.print();
        program.workspace.stopAll();
    });
    QTimer::singleShot(poolExpiry + length, &program.window, [&] {
        cpuBefore = cpuTime();
        sleepsBefore = sleeps();
    });
    QTimer::singleShot(poolExpiry + 2 * length, &program.window, [&] {
        const std::chrono::duration<double> used = cpuTime() - cpuBefore;
        std::printf("stopped, window open: CPU %.3f ms and %ld wake-ups in %d s (the last one is the timer of this)\n",
            1e3 * used.count(), sleeps() - sleepsBefore, static_cast<int>(length.count()));
        std::printf("stopped %d\n", static_cast<int>(getpid()));
        std::fflush(stdout);
        QTimer::singleShot(length, &program.window, &QCoreApplication::quit);
    });
    return QApplication::exec();
}

int measureMany(const QString &scenario, const QStringList &targets, std::chrono::seconds length)
{
    Program program(scenario);
    bench::Figure toModel("many targets: answer -> model");
    bench::Figure loop("many targets: event-loop steps");
    watchAnswers(program.workspace, toModel);
    const LoopSteps steps(loop);
    program.open(targets);
    const platform::TimePoint begin = platform::Clock::now();
    QTimer::singleShot(length, &program.window, [&] {
        const std::chrono::duration<double> wall = platform::Clock::now() - begin;
        const std::chrono::duration<double> used = cpuTime();
        int reached = 0;
        for (int row = 0; row < program.workspace.sessions().count(); ++row)
            reached += program.workspace.sessions().at(row)->path().reached() ? 1 : 0;
        std::printf(
            "%d targets in the window, %d reached, %.0f s: CPU %.0f %% of a core, simulator included; %zu threads\n",
            program.workspace.sessions().count(), reached, wall.count(), 100 * used.count() / wall.count(), threads());
        std::printf("facts of %zu addresses came meanwhile\n", program.facts->told());
        toModel.print();
        loop.print();
        QCoreApplication::quit();
    });
    return QApplication::exec();
}

} // namespace

// In place of the C library's, for the whole process: GLib's event loop uses the one, Qt's own the other.
extern "C" __attribute__((visibility("default"))) int poll(pollfd *descriptors, nfds_t count, int timeout)
{
    static const auto real = reinterpret_cast<decltype(&poll)>(dlsym(RTLD_NEXT, "poll"));
    return LoopSteps::wrap(timeout != 0, [&] { return real(descriptors, count, timeout); });
}

extern "C" __attribute__((visibility("default"))) int ppoll(
    pollfd *descriptors, nfds_t count, const timespec *timeout, const sigset_t *signals)
{
    static const auto real = reinterpret_cast<decltype(&ppoll)>(dlsym(RTLD_NEXT, "ppoll"));
    const bool waits = !timeout || timeout->tv_sec != 0 || timeout->tv_nsec != 0;
    return LoopSteps::wrap(waits, [&] { return real(descriptors, count, timeout, signals); });
}

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("periplus"));
    const QStringList words = QApplication::arguments();
    const QString mode = words.value(1);
    if (mode == QLatin1String("start") && words.size() == 3)
        return measureStart(words[2]);
    if (mode == QLatin1String("one") && words.size() == 4)
        return measureOne(words[2], std::chrono::seconds(words[3].toInt()));
    if (mode == QLatin1String("many") && words.size() >= 5)
        return measureMany(words[2], words.mid(4), std::chrono::seconds(words[3].toInt()));
    std::fprintf(stderr, "usage: bench_window start HOST | one HOST SECONDS | many SCENARIO SECONDS TARGET...\n");
    return 2;
}
