// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/lookup_messages.h"
#include "engine/lookups/lookup_service.h"

#include <QTimer>

#include <map>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace engine {

/// What LookupService knows and waits for. GUI (main) thread.
struct LookupService::State final {
    /// An address that somebody wants, or that was looked at for somebody.
    struct Entry {
        AddressFacts facts;
        quint64 ticket = 0; ///< of the look under way, or the last one; 0: look at it when it is wanted again
        bool pending = false;
        bool queued = false; ///< for the next batch
        bool fresh = false; ///< ... past the cache
        qint64 validUntil = 0;
        int failures = 0; ///< in a row
        std::vector<const QObject *> owners;
    };
    struct Owner {
        std::vector<platform::IpAddress> addresses; ///< each once
        std::size_t pending = 0;
        QMetaObject::Connection gone;
    };
    using Entries = std::unordered_map<platform::IpAddress, Entry>;

    State(LookupService &service, LookupOptions options, LookupPaths paths, LookupThread &thread, QuestionLog &log,
        Clock clock);
    ~State();

    LookupWorker &running();
    void look(Entries::value_type &entry, bool fresh);
    void lookAgainAtAll();
    void setPending(Entry &entry, bool pending);
    void dropOwner(const QObject *owner, const platform::IpAddress &address);
    void markChanged(const platform::IpAddress &address);
    void forgetSurplus();
    void sendSoon();
    void send();
    void apply(const LookupUpdate &update);
    void apply(const LookupSources &sources);
    void apply(const FactsUpdate &news);
    void tryLater(Entries::value_type &entry);
    void tryAgain();
    void note(const QuestionEvent &event);
    void report();

    LookupService &service;
    LookupOptions options;
    LookupPaths paths;
    LookupThread &thread;
    QuestionLog &log;
    Clock clock;
    LookupWorker *worker = nullptr; ///< lives on the look-ups thread; null before the first use
    Entries entries;
    std::unordered_map<const QObject *, Owner> owners;
    std::vector<platform::IpAddress> looks; ///< that may be queued, in the order in which they were wanted
    std::unordered_set<platform::IpAddress> dropped;
    bool sendPosted = false;
    quint64 lastTicket = 0;
    std::unordered_set<platform::IpAddress> changed; ///< not reported yet
    QTimer reporting; ///< once per pass of the event loop
    bool updateTaken = false; ///< to be acknowledged in this pass
    std::multimap<qint64, platform::IpAddress> failed; ///< when to ask again, seconds since 1970
    QTimer retrying; ///< for the first of them
    std::unordered_map<quint64, quint64> logIds; ///< of questions under way, by the worker's number
    Surroundings around;
    std::vector<MmdbInfo> databases;
    ExchangeInfo exchanges;
};

} // namespace engine
