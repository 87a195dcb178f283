// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/dns_channel.h"
#include "engine/lookups/lookup_messages.h"

#include <QObject>

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <set>

namespace engine {

/// The questions of look-ups to name servers: writes down each that leaves the machine, and what becomes of it. Lives
/// on the look-ups thread.
///
/// When so many questions of one kind in a row as may be under way (and at least 16) brought nothing, those of this
/// kind that still wait fail at once: nobody is there, and thousands of timeouts would tell nothing new.
class DnsQuestions final : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(const DnsAnswer &)>;
    using Id = DnsChannel::Token;

    explicit DnsQuestions(const DnsOptions &options, QObject *parent = nullptr);

    // `done` comes later, once, unless the question was cancelled.
    Id askNames(const platform::IpAddress &address, Done done);
    Id askTexts(QuestionKind kind, const QString &name, const QString &subject, Done done);
    void cancel(Id id);
    void cancelAll(); ///< nothing leaves any more, repetitions neither
    bool hasLeft(Id id) const; ///< it is on its way, or unknown
    void setOptions(const DnsOptions &options);

    /// The answer was known: listed once per kind and subject, as long as the list of them has room.
    void noteCached(QuestionKind kind, const QString &what, const QString &subject, const QString &server);
    /// The oldest that were not taken yet, at most so many.
    std::vector<QuestionEvent> takeEvents(std::size_t most);

Q_SIGNALS:
    void noted(); ///< there are events to take

private:
    struct Asked {
        QuestionKind kind = QuestionKind::ReverseName;
        QString subject;
        Done done;
        bool left = false;
    };

    void onAsking(Id id, const QString &what, const QString &servers);
    void onAnswer(Id id, const DnsAnswer &answer);
    void note(QuestionEvent event);
    void countFailure(QuestionKind kind, bool failed);

    std::size_t m_parallel;
    DnsChannel m_channel;
    std::map<Id, Asked> m_asked;
    std::map<QuestionKind, std::size_t> m_failedInARow;
    std::deque<QuestionEvent> m_events;
    std::set<std::pair<QuestionKind, QString>> m_cached; ///< that were listed
};

} // namespace engine
