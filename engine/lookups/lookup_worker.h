// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/lookup_messages.h"
#include "engine/lookups/lookup_options.h"

#include <QObject>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <unordered_map>
#include <unordered_set>

namespace engine {

class DnsQuestions;
class LocalSources;
class LookupCache;
class OriginLookup;
struct DnsAnswer;

/// How far LookupWorker is with one address.
struct AddressWork {
    static constexpr qint64 always = std::numeric_limits<qint64>::max();

    quint64 ticket = 0;
    AddressFacts facts;
    quint64 nameQuestion = 0; ///< 0: none is under way
    bool askedName = false; ///< an answer did not come from the cache
    bool askedNetwork = false;
    bool freshName = false; ///< what the cache has is not good enough
    bool freshNetwork = false;
    bool filesPending = false;
    bool networkPending = false; ///< network or AS name
    bool asNameFailed = false;
    qint64 nameUntil = always; ///< seconds since 1970, UTC
    qint64 networkUntil = always;

    bool isSettled() const { return nameQuestion == 0 && !filesPending && !networkPending; }
    bool hasFailed() const
    {
        return facts.name.state == FactState::Failed || facts.origin.state == FactState::Failed || asNameFailed;
    }
    qint64 validUntil() const { return std::min(nameUntil, networkUntil); }
};

/// The work of LookupService, on the look-ups thread: looks into cache and files, asks name servers for the rest, and
/// sends facts as they come. Made on the GUI thread, moved by LookupThread::adopt(); opens everything with the first
/// batch.
///
/// Updates are bounded, and the next comes only when the service has acknowledged the one before: a slow receiver gets
/// fewer and fuller ones, never a queue of them.
class LookupWorker final : public QObject {
    Q_OBJECT

public:
    using Clock = std::function<QDateTime()>;

    LookupWorker(LookupOptions options, LookupPaths paths, Clock clock);
    ~LookupWorker() override; ///< what was learnt is on disk then

    void take(const LookupBatch &batch);
    /// Cancels what is not allowed any more. Who wants addresses to be looked at anew says so with the next batch.
    void setOptions(const LookupOptions &options);
    void reloadFiles();
    void clearCache();
    void acknowledge(); ///< the last update has arrived

Q_SIGNALS:
    void updated(const engine::LookupUpdate &update);

private:
    using Work = std::pair<const platform::IpAddress, AddressWork>;

    void open();
    void lookSome();
    void look(const LookRequest &request);
    void drop(const platform::IpAddress &address);
    void findName(Work &work);
    void findNetwork(Work &work);
    void takeFiles(Work &work);
    void takeCymru(Work &work);
    void takeAsName(Work &work);
    void onName(const platform::IpAddress &address, const DnsAnswer &answer);
    void onNetworks(const std::vector<platform::IpAddress> &addresses);
    void onFilesLoaded();
    void cancelAll();
    void markDirty(const platform::IpAddress &address);
    void sendSoon();
    void send();

    LookupOptions m_options;
    LookupPaths m_paths;
    Clock m_clock;
    std::unique_ptr<LookupCache> m_cache;
    std::unique_ptr<LocalSources> m_files;
    std::unique_ptr<DnsQuestions> m_questions;
    std::unique_ptr<OriginLookup> m_origins;
    QTimer m_writing;
    std::deque<LookRequest> m_requests; ///< to be looked at, a part in each pass
    bool m_lookPosted = false;
    std::unordered_map<platform::IpAddress, AddressWork> m_work; ///< of what is not settled, or not reported yet
    std::unordered_set<platform::IpAddress> m_dirty;
    bool m_sourcesDirty = false;
    bool m_sendPosted = false;
    bool m_mayGo = true; ///< the last update was acknowledged
};

} // namespace engine
