// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/dns_questions.h"

#include <algorithm>
#include <iterator>

namespace engine {

namespace {

constexpr std::size_t leastFailures = 16;
constexpr std::size_t mostCachedListed = 2'000;

QuestionOutcome outcomeOf(DnsAnswer::Status status)
{
    switch (status) {
    case DnsAnswer::Status::Found:
        return QuestionOutcome::Answered;
    case DnsAnswer::Status::Missing:
        return QuestionOutcome::Missing;
    case DnsAnswer::Status::Failed:
        break;
    }
    return QuestionOutcome::Failed;
}

} // namespace

DnsQuestions::DnsQuestions(const DnsOptions &options, QObject *parent)
    : QObject(parent)
    , m_parallel(options.parallelQuestions)
    , m_channel(options, this)
{
    connect(&m_channel, &DnsChannel::asking, this, &DnsQuestions::onAsking);
}

DnsQuestions::Id DnsQuestions::askNames(const platform::IpAddress &address, Done done)
{
    const auto id = std::make_shared<Id>(0);
    *id = m_channel.findNames(address, [this, id](const DnsAnswer &answer) { onAnswer(*id, answer); });
    m_asked.emplace(
        *id, Asked{QuestionKind::ReverseName, QString::fromStdString(address.toString()), std::move(done), false});
    return *id;
}

DnsQuestions::Id DnsQuestions::askTexts(QuestionKind kind, const QString &name, const QString &subject, Done done)
{
    const auto id = std::make_shared<Id>(0);
    *id = m_channel.findTexts(name, [this, id](const DnsAnswer &answer) { onAnswer(*id, answer); });
    m_asked.emplace(*id, Asked{kind, subject, std::move(done), false});
    return *id;
}

void DnsQuestions::cancel(Id id)
{
    const auto found = m_asked.find(id);
    if (found == m_asked.end())
        return;
    if (found->second.left)
        note({id, std::nullopt, QuestionOutcome::Cancelled});
    m_asked.erase(found);
    m_channel.cancel(id);
}

void DnsQuestions::cancelAll()
{
    for (const auto &[id, asked] : m_asked) {
        if (asked.left)
            note({id, std::nullopt, QuestionOutcome::Cancelled});
    }
    m_asked.clear();
    m_channel.cancelAll();
}

bool DnsQuestions::hasLeft(Id id) const
{
    const auto found = m_asked.find(id);
    return found == m_asked.end() || found->second.left;
}

void DnsQuestions::setOptions(const DnsOptions &options)
{
    m_parallel = options.parallelQuestions;
    m_failedInARow.clear();
    m_channel.setOptions(options);
}

void DnsQuestions::onAsking(Id id, const QString &what, const QString &servers)
{
    const auto found = m_asked.find(id);
    if (found == m_asked.end())
        return;
    found->second.left = true;
    Question question;
    question.at = QDateTime::currentDateTimeUtc();
    question.kind = found->second.kind;
    question.what = what;
    question.subject = found->second.subject;
    question.server = servers;
    note({id, question, QuestionOutcome::Pending});
}

void DnsQuestions::onAnswer(Id id, const DnsAnswer &answer)
{
    const auto found = m_asked.find(id);
    if (found == m_asked.end())
        return;
    const Asked asked = std::move(found->second);
    m_asked.erase(found);
    if (asked.left)
        note({id, std::nullopt, outcomeOf(answer.status)});
    asked.done(answer);
    countFailure(asked.kind, answer.status == DnsAnswer::Status::Failed);
}

void DnsQuestions::countFailure(QuestionKind kind, bool failed)
{
    std::size_t &inARow = m_failedInARow[kind];
    inARow = failed ? inARow + 1 : 0;
    if (inARow < std::max(m_parallel, leastFailures))
        return;
    inARow = 0;
    std::vector<Done> hopeless;
    for (auto it = m_asked.begin(); it != m_asked.end();) {
        const auto next = std::next(it);
        if (it->second.kind == kind && !it->second.left) {
            m_channel.cancel(it->first);
            hopeless.push_back(std::move(it->second.done));
            m_asked.erase(it);
        }
        it = next;
    }
    for (const Done &done : hopeless)
        done({});
}

void DnsQuestions::noteCached(QuestionKind kind, const QString &what, const QString &subject, const QString &server)
{
    if (m_cached.size() >= mostCachedListed || !m_cached.emplace(kind, subject).second)
        return;
    Question question;
    question.at = QDateTime::currentDateTimeUtc();
    question.kind = kind;
    question.what = what;
    question.subject = subject;
    question.server = server;
    question.outcome = QuestionOutcome::Cached;
    note({0, question, QuestionOutcome::Cached});
}

void DnsQuestions::note(QuestionEvent event)
{
    m_events.push_back(std::move(event));
    Q_EMIT noted();
}

std::vector<QuestionEvent> DnsQuestions::takeEvents(std::size_t most)
{
    const auto end = m_events.begin() + static_cast<std::ptrdiff_t>(std::min(most, m_events.size()));
    std::vector<QuestionEvent> events(std::make_move_iterator(m_events.begin()), std::make_move_iterator(end));
    m_events.erase(m_events.begin(), end);
    return events;
}

} // namespace engine
