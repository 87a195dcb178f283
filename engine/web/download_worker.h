// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/question_log.h"
#include "engine/web/downloads.h"
#include "engine/web/install_download.h"

#include <QLockFile>
#include <QThreadPool>

#include <atomic>
#include <deque>
#include <map>
#include <memory>

namespace engine {

/// What Downloads does, on the look-ups thread: owns the states, does one source after the other. Unpacking and
/// checking run in a pool thread meanwhile, which only gets and gives values.
class DownloadWorker final : public QObject {
    Q_OBJECT

public:
    explicit DownloadWorker(LookupPaths paths);
    ~DownloadWorker() override; ///< stops what runs and waits for it

    void load(); ///< the user's list of sources, and what is there
    void start(const QString &id, const LookupOptions &options);
    void cancel(const QString &id);
    void remove(const QString &id);
    void keepCurrent(const QStringList &ids, const LookupOptions &options);

Q_SIGNALS:
    void sourcesRead(const std::vector<engine::DownloadSource> &sources, const QString &problem);
    void stateChanged(const QString &id, const engine::DownloadState &state);
    void replaced(const QString &path);
    void asked(quint64 number, const engine::Question &question);
    void settled(quint64 number, engine::QuestionOutcome outcome);

private:
    struct Wanted {
        QString id;
        LookupOptions options;
    };
    struct Run;

    const DownloadSource *find(const QString &id) const;
    QString target(const DownloadSource &source) const;
    QStringList parts(const DownloadSource &source) const;
    bool isBusy(const QString &id) const;
    DownloadState withFile(const DownloadSource &source, DownloadState state) const;
    void set(const QString &id, DownloadState state);
    void startNext();
    void transferNext();
    void transferred(const HttpResult &result);
    void transferFailed(const HttpResult &result);
    void fetchChecksum();
    void ask(const QUrl &url);
    void settle(const HttpResult &result);
    void progressed(qint64 received, qint64 total);
    void install();
    void installed(const InstallResult &result);
    void fail(DownloadProblem problem, const QString &detail);
    void end(DownloadState state);
    void erase(const DownloadSource &source);

    LookupPaths m_paths;
    std::vector<DownloadSource> m_sources;
    std::map<QString, DownloadState> m_states;
    std::deque<Wanted> m_queue;
    std::unique_ptr<Run> m_run;
    std::atomic<bool> m_stop{false}; ///< of what runs in the pool
    QThreadPool m_pool;
    quint64 m_question = 0; ///< of the question that is open
};

} // namespace engine
