// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/origin_lookup.h"

#include "engine/lookups/cymru.h"

#include <algorithm>

namespace engine {

namespace {

QStringList textsOf(const DnsAnswer &answer)
{
    QStringList texts;
    for (const QByteArray &value : answer.values)
        texts.append(QString::fromUtf8(value));
    return texts;
}

} // namespace

OriginLookup::OriginLookup(DnsQuestions &questions, LookupCache &cache, Resolved resolved)
    : m_questions(questions)
    , m_cache(cache)
    , m_resolved(std::move(resolved))
{
}

void OriginLookup::setOptions(const LookupOptions &options)
{
    m_options = options;
}

void OriginLookup::wantNetwork(const platform::IpAddress &address)
{
    if (!m_pending.insert(address).second)
        return;
    const IpPrefix group = routedGroup(address);
    const auto found = m_groups.find(group);
    if (found != m_groups.end())
        found->second.waiting.push_back(address);
    else
        ask(group, {address});
}

void OriginLookup::ask(const IpPrefix &group, std::vector<platform::IpAddress> waiting)
{
    const platform::IpAddress leader = waiting.front();
    const bool v6 = leader.family() == platform::Family::V6;
    const QString name = originQuestion(leader, v6 ? m_options.originZone6 : m_options.originZone4);
    const auto id = m_questions.askTexts(QuestionKind::OriginNetwork, name, QString::fromStdString(leader.toString()),
        [this, group](const DnsAnswer &answer) { onNetwork(group, answer); });
    m_groups.insert_or_assign(group, Question{id, leader, std::move(waiting)});
}

void OriginLookup::onNetwork(const IpPrefix &group, const DnsAnswer &answer)
{
    const auto found = m_groups.find(group);
    if (found == m_groups.end())
        return;
    const Question question = std::move(found->second);
    m_groups.erase(found);
    Origin origin;
    origin.prefix = group;
    FactState state = answer.status == DnsAnswer::Status::Missing ? FactState::Missing : FactState::Failed;
    if (answer.status == DnsAnswer::Status::Found) {
        if (const auto parsed = parseOrigin(textsOf(answer), question.leader)) {
            state = FactState::Known;
            origin = *parsed;
        }
    }
    m_cache.putOrigin(question.leader, state, origin, answer.ttl, answer.server);
    std::vector<platform::IpAddress> done;
    splitResolved(group, question.waiting, done);
    if (state == FactState::Known)
        resolveCovered(origin.prefix, done);
    report(done);
}

/// Those that the cache knows now are done; for the others of the group one more is asked.
void OriginLookup::splitResolved(
    const IpPrefix &group, std::vector<platform::IpAddress> waiting, std::vector<platform::IpAddress> &done)
{
    const auto rest = std::stable_partition(waiting.begin(), waiting.end(),
        [this](const platform::IpAddress &address) { return m_cache.origin(address) != nullptr; });
    done.insert(done.end(), waiting.begin(), rest);
    waiting.erase(waiting.begin(), rest);
    if (!waiting.empty())
        ask(group, std::move(waiting));
}

/// Questions about other parts of this network that have not left are superfluous.
void OriginLookup::resolveCovered(const IpPrefix &network, std::vector<platform::IpAddress> &done)
{
    std::vector<IpPrefix> covered;
    for (auto it = m_groups.lower_bound(network); it != m_groups.end(); ++it) {
        if (!network.contains(it->first.address()))
            break;
        if (network.length() <= it->first.length() && !m_questions.hasLeft(it->second.id))
            covered.push_back(it->first);
    }
    for (const IpPrefix &group : covered) {
        const auto node = m_groups.extract(group);
        m_questions.cancel(node.mapped().id);
        splitResolved(group, node.mapped().waiting, done);
    }
}

void OriginLookup::wantAsName(std::uint32_t asn, const platform::IpAddress &address)
{
    m_pending.insert(address);
    const auto [found, isNew] = m_asNames.try_emplace(asn);
    found->second.waiting.push_back(address);
    if (!isNew)
        return;
    const QString name = asQuestion(asn, m_options.asZone);
    found->second.id = m_questions.askTexts(QuestionKind::AsName, name, QLatin1String("AS") + QString::number(asn),
        [this, asn](const DnsAnswer &answer) { onAsName(asn, answer); });
}

void OriginLookup::onAsName(std::uint32_t asn, const DnsAnswer &answer)
{
    const auto node = m_asNames.extract(asn);
    if (!node)
        return;
    FactState state = answer.status == DnsAnswer::Status::Missing ? FactState::Missing : FactState::Failed;
    QString name;
    if (answer.status == DnsAnswer::Status::Found) {
        if (const auto parsed = parseAsName(textsOf(answer), asn, m_options.longestText)) {
            name = *parsed;
            state = name.isEmpty() ? FactState::Missing : FactState::Known;
        }
    }
    m_cache.putAsName(asn, state, name, answer.ttl, answer.server);
    report(node.mapped().waiting);
}

void OriginLookup::report(const std::vector<platform::IpAddress> &done)
{
    for (const platform::IpAddress &address : done)
        m_pending.erase(address);
    if (!done.empty())
        m_resolved(done);
}

void OriginLookup::drop(const platform::IpAddress &address)
{
    if (m_pending.erase(address) == 0)
        return;
    const auto dropFrom = [this, &address](auto &questions, auto found) {
        if (found == questions.end() || std::erase(found->second.waiting, address) == 0
            || !found->second.waiting.empty())
            return;
        m_questions.cancel(found->second.id);
        questions.erase(found);
    };
    dropFrom(m_groups, m_groups.find(routedGroup(address)));
    for (auto it = m_asNames.begin(); it != m_asNames.end();) // few: one per AS that is being asked
        dropFrom(m_asNames, it++);
}

void OriginLookup::dropAll()
{
    for (const auto &entry : m_groups)
        m_questions.cancel(entry.second.id);
    for (const auto &entry : m_asNames)
        m_questions.cancel(entry.second.id);
    m_groups.clear();
    m_asNames.clear();
    m_pending.clear();
}

} // namespace engine
