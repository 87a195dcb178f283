// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/downloads.h"

#include "engine/web/download_worker.h"
#include "engine/web/web_question.h"

#include <algorithm>

namespace engine {

struct Downloads::Private {
    Private(LookupPaths where, QuestionLog &list)
        : paths(std::move(where))
        , questions(list)
        , log(list)
        , sources(builtInDownloadSources())
    {
    }

    /// On the look-ups thread.
    template <typename Call>
    void post(Call call)
    {
        QMetaObject::invokeMethod(
            worker, [worker = worker, call] { call(*worker); }, Qt::QueuedConnection);
    }
    const DownloadSource *find(const QString &id) const
    {
        const auto found = std::ranges::find(sources, id, &DownloadSource::id);
        return found == sources.end() ? nullptr : &*found;
    }

    LookupPaths paths;
    QuestionRelay questions;
    QuestionLog &log;
    std::vector<DownloadSource> sources;
    QString sourcesProblem;
    std::map<QString, DownloadState> states; ///< copies of the worker's
    DownloadWorker *worker = nullptr; ///< lives on the look-ups thread
};

Downloads::Downloads(LookupPaths paths, LookupThread &thread, QuestionLog &log, QObject *parent)
    : QObject(parent)
    , m(std::make_unique<Private>(std::move(paths), log))
{
    m->worker = new DownloadWorker(m->paths);
    connect(m->worker, &DownloadWorker::sourcesRead, this,
        [this](const std::vector<DownloadSource> &sources, const QString &problem) {
            m->sources = sources;
            m->sourcesProblem = problem;
            Q_EMIT sourcesChanged();
        });
    connect(m->worker, &DownloadWorker::stateChanged, this, [this](const QString &id, const DownloadState &state) {
        m->states[id] = state;
        Q_EMIT changed(id);
    });
    connect(m->worker, &DownloadWorker::replaced, this, &Downloads::replaced);
    connect(m->worker, &DownloadWorker::asked, this,
        [this](quint64 number, const Question &question) { m->questions.asked(number, question); });
    connect(m->worker, &DownloadWorker::settled, this,
        [this](quint64 number, QuestionOutcome outcome) { m->questions.settled(number, outcome); });
    thread.adopt(m->worker);
    m->post([](DownloadWorker &worker) { worker.load(); });
}

Downloads::~Downloads()
{
    m->worker->deleteLater();
}

const std::vector<DownloadSource> &Downloads::sources() const
{
    return m->sources;
}

QString Downloads::sourcesProblem() const
{
    return m->sourcesProblem;
}

DownloadState Downloads::state(const QString &id) const
{
    const auto found = m->states.find(id);
    return found == m->states.end() ? DownloadState() : found->second;
}

QString Downloads::filePath(const DownloadSource &source) const
{
    return m->paths.dataFolder + QLatin1Char('/') + source.fileName;
}

void Downloads::start(const QString &id, const LookupOptions &options)
{
    const DownloadSource *const source = m->find(id);
    if (!source)
        return;
    if (options.mayDownload())
        return m->post([id, options](DownloadWorker &worker) { worker.start(id, options); });
    const bool database = source->kind == DownloadSource::Kind::Database;
    Question question = webQuestion(database ? QuestionKind::DatabaseDownload : QuestionKind::ExchangeDownload,
        downloadUrl(source->urls.constFirst(), QDateTime::currentDateTimeUtc().date()), source->title);
    question.outcome = QuestionOutcome::NotAllowed;
    m->log.add(question);
    DownloadState &state = m->states[id];
    state.phase = DownloadState::Phase::Failed;
    state.problem = DownloadProblem::NotAllowed;
    Q_EMIT changed(id);
}

void Downloads::cancel(const QString &id)
{
    m->post([id](DownloadWorker &worker) { worker.cancel(id); });
}

void Downloads::remove(const QString &id)
{
    m->post([id](DownloadWorker &worker) { worker.remove(id); });
}

void Downloads::keepCurrent(const QStringList &ids, const LookupOptions &options)
{
    if (options.mayDownload())
        m->post([ids, options](DownloadWorker &worker) { worker.keepCurrent(ids, options); });
}

} // namespace engine
