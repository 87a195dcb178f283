// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_facts.h"
#include "engine/lookups/mmdb_set.h"
#include "engine/lookups/question_log.h"

#include <optional>
#include <vector>

namespace engine {

// What LookupService and LookupWorker tell each other. Values, copied across threads.

/// An address to look at. Its ticket comes back with every update, so that those of an earlier look are told apart.
struct LookRequest {
    platform::IpAddress address;
    quint64 ticket = 0;
    bool fresh = false; ///< past the cache
};

/// Everything of one pass of the GUI's event loop; first the dropped ones.
struct LookupBatch {
    std::vector<platform::IpAddress> dropped;
    std::vector<LookRequest> looks;
};

struct FactsUpdate {
    platform::IpAddress address;
    quint64 ticket = 0;
    AddressFacts facts;
    bool settled = false; ///< nothing about it is under way
    bool failed = false; ///< something that was asked brought no answer
    qint64 validUntil = 0; ///< seconds since 1970, UTC: the first of its facts is out of date then
};

/// For the QuestionLog, in order: a new question, or what became of an earlier one.
struct QuestionEvent {
    quint64 id = 0; ///< of the worker, not of the log; 0: nothing will follow
    std::optional<Question> asked;
    QuestionOutcome outcome = QuestionOutcome::Pending;
};

/// The files that are used.
struct LookupSources {
    std::vector<MmdbInfo> databases;
    std::size_t exchangePrefixes = 0;
    QDateTime exchangesAsOf;
    QString exchangesProblem;
};

struct LookupUpdate {
    std::vector<FactsUpdate> facts;
    std::vector<QuestionEvent> questions;
    std::optional<LookupSources> sources; ///< when they were read again
};

} // namespace engine
