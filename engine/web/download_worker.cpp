// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/download_worker.h"

#include "engine/web/part_file.h"
#include "engine/web/web_question.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace engine {

namespace {

constexpr qint64 largestList = 1 << 20;
constexpr int notFound = 404;

using Phase = DownloadState::Phase;

} // namespace

/// The source that is being done.
struct DownloadWorker::Run {
    Run(const DownloadSource &what, const LookupOptions &how, const QString &lockPath)
        : source(what)
        , options(how)
        , fetch(how)
        , lock(lockPath)
    {
        lock.setStaleLockTime(0); // as long as its process lives
    }

    DownloadSource source;
    LookupOptions options;
    HttpFetch fetch;
    QLockFile lock;
    QDate month;
    bool isMonthBefore = false;
    QStringList parts;
    qsizetype at = 0; ///< which of the source's urls
    QUrl url;
    quint64 transfer = 0;
    qint64 before = 0; ///< bytes of the urls before
    qint64 told = -1; ///< bytes
    QByteArray checksum;
    bool installing = false;
    bool removing = false;
};

DownloadWorker::DownloadWorker(LookupPaths paths)
    : m_paths(std::move(paths))
    , m_sources(builtInDownloadSources())
{
    m_pool.setMaxThreadCount(1);
}

DownloadWorker::~DownloadWorker()
{
    m_stop = true;
    m_pool.waitForDone();
}

void DownloadWorker::load()
{
    QFile file(m_paths.sourcesFile);
    QString problem;
    if (!m_paths.sourcesFile.isEmpty() && file.exists()) {
        if (file.open(QIODevice::ReadOnly)) {
            const auto sources = readDownloadSources(file.read(largestList + 1));
            if (sources)
                m_sources = *sources;
            else
                problem = m_paths.sourcesFile + QLatin1String(": ") + QString::fromStdString(sources.error().context);
        } else {
            problem = m_paths.sourcesFile + QLatin1String(": ") + file.errorString();
        }
        Q_EMIT sourcesRead(m_sources, problem);
    }
    for (const DownloadSource &source : m_sources)
        set(source.id, withFile(source, {}));
}

const DownloadSource *DownloadWorker::find(const QString &id) const
{
    const auto found = std::ranges::find(m_sources, id, &DownloadSource::id);
    return found == m_sources.end() ? nullptr : &*found;
}

QString DownloadWorker::target(const DownloadSource &source) const
{
    return m_paths.dataFolder.isEmpty() ? QString() : m_paths.dataFolder + QLatin1Char('/') + source.fileName;
}

QStringList DownloadWorker::parts(const DownloadSource &source) const
{
    if (source.urls.size() == 1)
        return {target(source) + QLatin1String(".part")};
    QStringList paths;
    for (qsizetype number = 1; number <= source.urls.size(); ++number)
        paths += QStringLiteral("%1.%2.part").arg(target(source)).arg(number);
    return paths;
}

bool DownloadWorker::isBusy(const QString &id) const
{
    return (m_run && m_run->source.id == id) || std::ranges::find(m_queue, id, &Wanted::id) != m_queue.end();
}

/// Whether the source's file is there, added to `state`.
DownloadState DownloadWorker::withFile(const DownloadSource &source, DownloadState state) const
{
    const QFileInfo file(target(source));
    state.have = file.isFile() ? file.lastModified().toUTC() : QDateTime();
    state.outOfDate = state.have.isValid() && state.have.addDays(source.maxAgeDays) < QDateTime::currentDateTimeUtc();
    return state;
}

void DownloadWorker::set(const QString &id, DownloadState state)
{
    DownloadState &known = m_states[id];
    if (known == state)
        return;
    known = std::move(state);
    Q_EMIT stateChanged(id, known);
}

void DownloadWorker::start(const QString &id, const LookupOptions &options)
{
    const DownloadSource *const source = find(id);
    if (!source || isBusy(id))
        return;
    m_queue.push_back({id, options});
    DownloadState state = withFile(*source, {});
    state.phase = Phase::Waiting;
    set(id, state);
    startNext();
}

void DownloadWorker::keepCurrent(const QStringList &ids, const LookupOptions &options)
{
    for (const QString &id : ids) {
        const DownloadSource *const source = find(id);
        if (!source || isBusy(id))
            continue;
        if (withFile(*source, {}).outOfDate)
            start(id, options);
    }
}

void DownloadWorker::cancel(const QString &id)
{
    if (m_run && m_run->source.id == id) {
        m_stop = true;
        if (!m_run->installing)
            m_run->fetch.cancel(m_run->transfer);
        return;
    }
    if (std::erase_if(m_queue, [&id](const Wanted &wanted) { return wanted.id == id; }) == 0)
        return;
    DownloadState state = m_states[id];
    state.phase = Phase::Idle;
    set(id, state);
}

void DownloadWorker::remove(const QString &id)
{
    const DownloadSource *const source = find(id);
    if (!source)
        return;
    if (m_run && m_run->source.id == id) {
        m_run->removing = true; // when it has ended
        return cancel(id);
    }
    cancel(id);
    erase(*source);
}

void DownloadWorker::erase(const DownloadSource &source)
{
    for (const QString &part : parts(source))
        PartFile::remove(part);
    DownloadState state;
    QFile file(target(source));
    const bool wasThere = file.exists();
    if (wasThere && !file.remove()) {
        state.phase = Phase::Failed;
        state.problem = DownloadProblem::File;
        state.detail = file.fileName() + QLatin1String(": ") + file.errorString();
    }
    set(source.id, withFile(source, state));
    if (wasThere && state.problem == DownloadProblem::None)
        Q_EMIT replaced(file.fileName());
}

void DownloadWorker::startNext()
{
    if (m_run || m_queue.empty())
        return;
    const Wanted wanted = std::move(m_queue.front());
    m_queue.pop_front();
    const DownloadSource &source = *find(wanted.id);
    m_stop = false;
    m_run = std::make_unique<Run>(source, wanted.options, m_paths.dataFolder + QLatin1String("/downloads.lock"));
    if (m_paths.dataFolder.isEmpty() || !QDir().mkpath(m_paths.dataFolder))
        return fail(DownloadProblem::File, m_paths.dataFolder);
    if (!m_run->lock.tryLock()) {
        const bool inUse = m_run->lock.error() == QLockFile::LockFailedError;
        return fail(inUse ? DownloadProblem::InUse : DownloadProblem::File, m_paths.dataFolder);
    }
    m_run->parts = parts(source);
    m_run->month = QDateTime::currentDateTimeUtc().date();
    connect(&m_run->fetch, &HttpFetch::redirected, this, [this](quint64, const QUrl &url) {
        // Who is asked instead stands in the list too.
        Q_EMIT settled(m_question, QuestionOutcome::Answered);
        ask(url);
    });
    transferNext();
}

void DownloadWorker::ask(const QUrl &url)
{
    const bool database = m_run->source.kind == DownloadSource::Kind::Database;
    Q_EMIT asked(++m_question,
        webQuestion(
            database ? QuestionKind::DatabaseDownload : QuestionKind::ExchangeDownload, url, m_run->source.title));
}

void DownloadWorker::settle(const HttpResult &result)
{
    Q_EMIT settled(m_question, outcomeOf(result));
}

void DownloadWorker::transferNext()
{
    m_run->url = downloadUrl(m_run->source.urls[m_run->at], m_run->month);
    m_run->told = -1;
    ask(m_run->url);
    m_run->transfer = m_run->fetch.download(
        m_run->url, m_run->parts[m_run->at], m_run->source.kind == DownloadSource::Kind::Exchanges,
        [this](qint64 received, qint64 total) { progressed(received, total); },
        [this](const HttpResult &result) { transferred(result); });
}

/// Told to the window in steps that can be seen: a fast transfer has thousands of pieces.
void DownloadWorker::progressed(qint64 received, qint64 total)
{
    constexpr qint64 steps = 200;
    constexpr qint64 usualStep = 1 << 16;
    const qint64 step = total < 0 ? usualStep : total / steps;
    if (m_run->told >= 0 && received - m_run->told < step && received != total)
        return;
    m_run->told = received;
    DownloadState state = m_states[m_run->source.id];
    state.phase = Phase::Transferring;
    state.received = m_run->before + received;
    state.total = m_run->source.urls.size() == 1 ? total : -1;
    set(m_run->source.id, state);
}

void DownloadWorker::transferred(const HttpResult &result)
{
    settle(result);
    Run &run = *m_run;
    if (result.ok()) {
        run.before += QFileInfo(run.parts[run.at]).size();
        if (++run.at < run.source.urls.size())
            return transferNext();
        return run.source.checksumUrl.isEmpty() ? install() : fetchChecksum();
    }
    if (result.status == notFound && run.source.isMonthly() && !run.isMonthBefore) {
        run.isMonthBefore = true;
        run.month = run.month.addMonths(-1);
        return transferNext();
    }
    transferFailed(result);
}

void DownloadWorker::transferFailed(const HttpResult &result)
{
    DownloadState state;
    state.phase = result.problem == HttpProblem::Cancelled ? Phase::Idle : Phase::Failed;
    if (state.phase == Phase::Failed) {
        state.problem = DownloadProblem::Transfer;
        state.transfer = result;
        state.detail = result.detail;
    }
    end(state);
}

void DownloadWorker::fetchChecksum()
{
    const QUrl url = downloadUrl(m_run->source.checksumUrl, m_run->month);
    ask(url);
    m_run->transfer = m_run->fetch.get(url, "text/plain, */*", [this](const HttpResult &result) {
        settle(result);
        if (!result.ok())
            return transferFailed(result);
        m_run->checksum = result.body;
        install();
    });
}

void DownloadWorker::install()
{
    DownloadState state = m_states[m_run->source.id];
    state.phase = Phase::Checking;
    set(m_run->source.id, state);
    m_run->installing = true;
    DownloadedFiles files{m_run->source, m_run->parts, target(m_run->source), m_run->checksum, m_run->url.fileName(),
        m_run->options.largestTransfer, QDateTime::currentDateTimeUtc()};
    m_pool.start([this, files = std::move(files)] {
        const InstallResult result = installDownload(files, m_stop);
        QMetaObject::invokeMethod(
            this, [this, result] { installed(result); }, Qt::QueuedConnection);
    });
}

void DownloadWorker::installed(const InstallResult &result)
{
    DownloadState state;
    state.received = state.total = m_run->before;
    if (result.stopped) {
        state = {};
    } else if (result.problem != DownloadProblem::None) {
        state.phase = Phase::Failed;
        state.problem = result.problem;
        state.content = result.content;
        state.detail = result.detail;
    } else {
        state.phase = Phase::Done;
        Q_EMIT replaced(target(m_run->source));
    }
    end(state);
}

void DownloadWorker::fail(DownloadProblem problem, const QString &detail)
{
    DownloadState state;
    state.phase = Phase::Failed;
    state.problem = problem;
    state.detail = detail;
    end(state);
}

/// The source is through. Its fetch may be the caller: deleted later.
void DownloadWorker::end(DownloadState state)
{
    const DownloadSource source = m_run->source;
    const bool removing = m_run->removing;
    m_run->lock.unlock();
    const std::shared_ptr<Run> gone = std::move(m_run);
    QMetaObject::invokeMethod(
        this, [gone] {}, Qt::QueuedConnection);
    set(source.id, withFile(source, std::move(state)));
    if (removing)
        erase(source);
    startNext();
}

} // namespace engine
