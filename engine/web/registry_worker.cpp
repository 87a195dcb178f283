// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/registry_worker.h"

#include "engine/web/web_question.h"

#include <algorithm>

namespace engine {

namespace {

constexpr char listTypes[] = "application/json, application/rdap+json";
constexpr char answerTypes[] = "application/rdap+json, application/json";
constexpr int missing = 404;
constexpr int tooManyRequests = 429;

} // namespace

void RegistryWorker::ask(quint64 number, const platform::IpAddress &address, const LookupOptions &options)
{
    setOptions(options);
    m_pending[number] = {address, 0};
    List &list = listOf(address);
    if (isFresh(list, address.family()))
        return askRegistry(number);
    if (list.transfer != 0)
        return;
    if (list.url != listUrl(address.family()))
        list = {listUrl(address.family()), {}, {}, 0};
    list.transfer = get(QUrl(list.url), listTypes, number, &RegistryWorker::takeList);
}

/// Other limits hold from the next question on; what is under way goes on under the old ones.
void RegistryWorker::setOptions(const LookupOptions &options)
{
    if (m_fetch && (m_options == options || !m_open.empty()))
        return;
    m_options = options;
    m_fetch = std::make_unique<HttpFetch>(options);
    connect(m_fetch.get(), &HttpFetch::redirected, this, [this](quint64 transfer, const QUrl &url) {
        const auto open = m_open.find(transfer);
        if (open == m_open.end())
            return;
        Q_EMIT settled(open->second.question, QuestionOutcome::Answered);
        logQuestion(open->second, url); // who is asked instead stands in the list too
    });
}

RegistryWorker::List &RegistryWorker::listOf(const platform::IpAddress &address)
{
    return address.family() == platform::Family::V4 ? m_list4 : m_list6;
}

QString RegistryWorker::listUrl(platform::Family family) const
{
    return family == platform::Family::V4 ? m_options.registryList4 : m_options.registryList6;
}

bool RegistryWorker::isFresh(const List &list, platform::Family family) const
{
    return list.servers && list.url == listUrl(family)
        && list.asOf.addSecs(m_options.cache.registryList.count()) > QDateTime::currentDateTimeUtc();
}

quint64 RegistryWorker::get(const QUrl &url, const QByteArray &accept, quint64 number, Take take)
{
    const auto transfer = std::make_shared<quint64>(0);
    *transfer = m_fetch->get(url, accept, [this, transfer, take](const HttpResult &result) {
        const auto found = m_open.extract(*transfer);
        Q_EMIT settled(found.mapped().question, outcomeOf(result));
        (this->*take)(found.mapped(), result);
    });
    Open &open = m_open[*transfer];
    open.number = number;
    open.address = m_pending.at(number).address;
    logQuestion(open, url);
    return *transfer;
}

void RegistryWorker::logQuestion(Open &open, const QUrl &url)
{
    open.question = ++m_questions;
    Q_EMIT asked(open.question,
        webQuestion(QuestionKind::Registry, url, QString::fromStdString(open.address.toString())), open.number);
}

void RegistryWorker::takeList(const Open &open, const HttpResult &result)
{
    List &list = listOf(open.address);
    list.transfer = 0;
    RegistryProblem problem = result.ok() ? RegistryProblem::None : RegistryProblem::Transfer;
    if (result.ok()) {
        if (auto servers = RegistryList::read(result.body)) {
            list.servers = std::move(servers);
            list.asOf = QDateTime::currentDateTimeUtc();
        } else {
            problem = RegistryProblem::Malformed;
        }
    }
    std::vector<quint64> waiting;
    for (const auto &[number, pending] : m_pending) {
        if (pending.transfer == 0 && pending.address.family() == open.address.family())
            waiting.push_back(number);
    }
    for (const quint64 number : waiting) {
        if (list.servers) // one of yesterday is better than none
            askRegistry(number);
        else
            answer(number, problem, result);
    }
}

void RegistryWorker::askRegistry(quint64 number)
{
    Pending &pending = m_pending.at(number);
    const QUrl url = listOf(pending.address).servers->question(pending.address);
    if (!url.isValid() || url.isEmpty())
        return answer(number, RegistryProblem::NoRegistry);
    const auto notBefore = m_notBefore.find(url.host());
    const qint64 wait = notBefore == m_notBefore.end() ? 0 : QDateTime::currentDateTimeUtc().secsTo(notBefore->second);
    if (wait > 0) {
        HttpResult failure;
        failure.problem = HttpProblem::Status;
        failure.status = tooManyRequests;
        failure.url = url;
        failure.retryAfter = std::chrono::seconds(wait);
        return answer(number, RegistryProblem::RateLimited, failure);
    }
    pending.transfer = get(url, answerTypes, number, &RegistryWorker::takeAnswer);
}

void RegistryWorker::takeAnswer(const Open &open, const HttpResult &result)
{
    if (result.problem == HttpProblem::Status && result.status == missing)
        return answer(open.number, RegistryProblem::Missing, result);
    if (result.problem == HttpProblem::Status && result.status == tooManyRequests) {
        if (result.retryAfter)
            m_notBefore[result.url.host()] = QDateTime::currentDateTimeUtc().addSecs(result.retryAfter->count());
        return answer(open.number, RegistryProblem::RateLimited, result);
    }
    if (!result.ok())
        return answer(open.number, RegistryProblem::Transfer, result);
    RegistryLookup::Answer given;
    given.record = readRdap(result.body);
    if (!given.record)
        return answer(open.number, RegistryProblem::Malformed, result);
    given.record->source = result.url.host();
    given.record->asOf = QDateTime::currentDateTimeUtc();
    if (m_pending.erase(open.number) > 0)
        Q_EMIT answered(open.number, given);
}

void RegistryWorker::answer(quint64 number, RegistryProblem problem, const HttpResult &failure)
{
    if (m_pending.erase(number) == 0)
        return;
    RegistryLookup::Answer given;
    given.problem = problem;
    given.failure = failure;
    given.failure.body.clear();
    Q_EMIT answered(number, given);
}

void RegistryWorker::cancel(quint64 number)
{
    const auto found = m_pending.find(number);
    if (found == m_pending.end())
        return;
    const Pending gone = found->second;
    m_pending.erase(found);
    const bool listIsWanted = std::ranges::any_of(m_pending, [&gone](const auto &item) {
        return item.second.transfer == 0 && item.second.address.family() == gone.address.family();
    });
    if (gone.transfer != 0)
        m_fetch->cancel(gone.transfer);
    else if (!listIsWanted)
        m_fetch->cancel(listOf(gone.address).transfer);
}

} // namespace engine
