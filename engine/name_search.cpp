// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/name_search.h"

#include "platform/name_completion.h"

#include <utility>

namespace engine {

namespace {

using Status = TargetResolver::Status;

constexpr auto addressTypes = " A, AAAA";

Status statusOf(DnsAnswer::Status status)
{
    switch (status) {
    case DnsAnswer::Status::Found:
        return Status::Found;
    case DnsAnswer::Status::Missing:
        return Status::NotFound;
    case DnsAnswer::Status::Failed:
        break;
    }
    return Status::Failed;
}

QuestionOutcome outcomeOf(const DnsAnswer &answer)
{
    if (answer.status == DnsAnswer::Status::Failed)
        return QuestionOutcome::Failed;
    return answer.addresses.empty() ? QuestionOutcome::Missing : QuestionOutcome::Answered;
}

QString withoutRoot(const QString &host)
{
    return host.endsWith(u'.') ? host.chopped(1) : host;
}

/// What a typed name may stand for, in the order in which it is tried.
QStringList fullNames(const QString &host)
{
    if (host.endsWith(u'.'))
        return {withoutRoot(host)};
    QStringList names;
    const platform::NameCompletion completion = platform::nameCompletion();
    for (const std::string &text : completion.domains) {
        const QString domain = withoutRoot(QString::fromStdString(text));
        if (!domain.isEmpty()) // "search ." is common, and says the same as none
            names += QString(host + u'.' + domain);
    }
    const bool isFull = host.count(u'.') >= qsizetype(completion.dots);
    names.insert(isFull ? 0 : names.size(), host);
    return names;
}

} // namespace

NameSearch::NameSearch(const DnsOptions &options, bool nothingLeaves)
    : m_channel(options, this)
    , m_nothingLeaves(nothingLeaves)
{
    connect(&m_channel, &DnsChannel::asking, this,
        [this](DnsChannel::Token token, const QString &what, const QString &servers) {
            Question question;
            question.kind = QuestionKind::TargetName;
            question.what = what;
            question.subject = m_hosts[token];
            question.server = servers;
            Q_EMIT asking(token, question);
        });
}

void NameSearch::begin(quint64 id, const QString &host)
{
    Search &search = m_searches[id];
    search.host = host;
    search.token = m_channel.findInHostsFile(
        withoutRoot(host), [this, id](const DnsAnswer &answer) { takeHostsFile(id, answer); });
}

void NameSearch::takeHostsFile(quint64 id, const DnsAnswer &answer)
{
    Search &search = m_searches.at(id);
    search.token = 0;
    const QString name = withoutRoot(search.host);
    if (!answer.addresses.empty()) {
        tellWithoutAsking(name, search.host, QuestionOutcome::Cached);
        finish(id, {Status::Found, answer.addresses});
    } else if (m_nothingLeaves) {
        tellWithoutAsking(name, search.host, QuestionOutcome::NotAllowed);
        finish(id, {Status::NotAllowed, {}});
    } else {
        search.names = fullNames(search.host);
        askNext(id);
    }
}

void NameSearch::askNext(quint64 id)
{
    Search &search = m_searches.at(id);
    if (search.names.isEmpty()) {
        finish(id, {search.otherwise, {}});
        return;
    }
    search.token = m_channel.findAddresses(
        search.names.takeFirst(), [this, id](const DnsAnswer &answer) { takeAnswer(id, answer); });
    m_hosts[search.token] = search.host;
}

void NameSearch::takeAnswer(quint64 id, const DnsAnswer &answer)
{
    Search &search = m_searches.at(id);
    const auto token = std::exchange(search.token, 0);
    m_hosts.erase(token);
    Q_EMIT ended(token, outcomeOf(answer));
    if (!answer.addresses.empty()) {
        finish(id, {Status::Found, answer.addresses});
        return;
    }
    const Status status = statusOf(answer.status);
    if (search.otherwise == Status::NotFound || status == Status::Found)
        search.otherwise = status;
    askNext(id);
}

void NameSearch::finish(quint64 id, const TargetResolver::Answer &answer)
{
    m_searches.erase(id);
    Q_EMIT found(id, answer);
}

void NameSearch::cancel(quint64 id)
{
    const auto search = m_searches.find(id);
    if (search == m_searches.end())
        return;
    const auto token = search->second.token;
    m_searches.erase(search);
    m_channel.cancel(token);
    if (m_hosts.erase(token) != 0)
        Q_EMIT ended(token, QuestionOutcome::Cancelled);
}

void NameSearch::setOptions(const DnsOptions &options, bool nothingLeaves)
{
    m_channel.setOptions(options);
    if (!std::exchange(m_nothingLeaves, nothingLeaves) && nothingLeaves) {
        m_channel.cancelAll();
        for (const auto &[token, host] : std::exchange(m_hosts, {}))
            Q_EMIT ended(token, QuestionOutcome::Cancelled);
        for (const auto &[id, search] : std::exchange(m_searches, {}))
            Q_EMIT found(id, {Status::NotAllowed, {}});
    }
}

void NameSearch::tellWithoutAsking(const QString &name, const QString &host, QuestionOutcome outcome)
{
    Question question;
    question.kind = QuestionKind::TargetName;
    question.what = name + QLatin1String(addressTypes);
    question.subject = host;
    if (outcome == QuestionOutcome::Cached)
        question.server = QStringLiteral("hosts file");
    question.outcome = outcome;
    Q_EMIT asking(0, question);
}

} // namespace engine
