// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/system_resolver.h"

#include "engine/name_search.h"

#include <optional>

namespace engine {

namespace {

QString withoutRoot(const QString &host)
{
    return host.endsWith(u'.') ? host.chopped(1) : host;
}

/// What is known without asking.
std::optional<TargetResolver::Answer> ownAnswer(const QString &host)
{
    using Answer = TargetResolver::Answer;
    if (const auto address = platform::IpAddress::parse(host.toStdString()))
        return Answer{TargetResolver::Status::Found, {*address}};
    const QString name = withoutRoot(host).toLower();
    if (name != QLatin1String("localhost") && !name.endsWith(QLatin1String(".localhost")))
        return std::nullopt;
    const std::array<std::uint8_t, 4> loopback4{127, 0, 0, 1};
    std::array<std::uint8_t, 16> loopback6{};
    loopback6.back() = 1;
    return Answer{
        TargetResolver::Status::Found, {platform::IpAddress::v4(loopback4), platform::IpAddress::v6(loopback6)}};
}

} // namespace

SystemResolver::SystemResolver(DnsOptions options, QObject *parent)
    : TargetResolver(parent)
    , m_options(std::move(options))
    , m_ownThread(std::make_unique<LookupThread>())
    , m_thread(*m_ownThread)
{
}

SystemResolver::SystemResolver(DnsOptions options, LookupThread &thread, QuestionLog *log, QObject *parent)
    : TargetResolver(parent)
    , m_options(std::move(options))
    , m_thread(thread)
    , m_log(log)
{
}

SystemResolver::~SystemResolver()
{
    if (m_search)
        m_search->deleteLater(); // on its thread; its signals are disconnected already
}

NameSearch &SystemResolver::search()
{
    if (!m_search) {
        m_search = new NameSearch(m_options, m_nothingLeaves);
        connect(m_search, &NameSearch::found, this, &SystemResolver::answer, Qt::QueuedConnection);
        connect(m_search, &NameSearch::asking, this, &SystemResolver::note, Qt::QueuedConnection);
        connect(m_search, &NameSearch::ended, this, &SystemResolver::noteEnd, Qt::QueuedConnection);
        m_thread.adopt(m_search);
    }
    return *m_search;
}

void SystemResolver::setOptions(const DnsOptions &options, bool nothingLeaves)
{
    m_options = options;
    m_nothingLeaves = nothingLeaves;
    if (m_search)
        QMetaObject::invokeMethod(
            m_search, [search = m_search, options, nothingLeaves] { search->setOptions(options, nothingLeaves); },
            Qt::QueuedConnection);
}

void SystemResolver::resolve(const QString &host, QObject *context, Callback done)
{
    const quint64 id = ++m_next;
    m_pending.emplace(id, Pending{context, context, std::move(done)});
    if (const auto own = ownAnswer(host)) {
        QMetaObject::invokeMethod(
            this, [this, id, own] { answer(id, *own); }, Qt::QueuedConnection);
        return;
    }
    NameSearch *asked = &search();
    QMetaObject::invokeMethod(
        asked, [asked, id, host] { asked->begin(id, host); }, Qt::QueuedConnection);
}

void SystemResolver::cancel(QObject *context)
{
    for (auto it = m_pending.begin(); it != m_pending.end();) {
        if (it->second.key != context) {
            ++it;
            continue;
        }
        if (m_search)
            QMetaObject::invokeMethod(
                m_search, [search = m_search, id = it->first] { search->cancel(id); }, Qt::QueuedConnection);
        it = m_pending.erase(it);
    }
}

void SystemResolver::answer(quint64 id, const Answer &answer)
{
    const auto found = m_pending.find(id);
    if (found == m_pending.end())
        return;
    const Pending pending = std::move(found->second);
    m_pending.erase(found);
    if (pending.context)
        pending.done(answer);
}

void SystemResolver::note(quint64 token, const Question &question)
{
    if (!m_log)
        return;
    const quint64 entry = m_log->add(question);
    if (question.outcome == QuestionOutcome::Pending)
        m_logged[token] = entry;
}

void SystemResolver::noteEnd(quint64 token, QuestionOutcome outcome)
{
    const auto found = m_logged.find(token);
    if (found == m_logged.end())
        return;
    m_log->setOutcome(found->second, outcome);
    m_logged.erase(found);
}

FixedResolver::FixedResolver(Names names, QObject *parent)
    : TargetResolver(parent)
    , m_names(std::move(names))
{
}

void FixedResolver::resolve(const QString &host, QObject *context, Callback done)
{
    const auto found = m_names.find(withoutRoot(host).toLower());
    Answer answer{Status::NotFound, {}};
    if (found != m_names.end())
        answer = {Status::Found, found->second};
    else if (const auto own = ownAnswer(host))
        answer = *own;
    const quint64 id = ++m_next;
    m_pending.emplace(id, context);
    QMetaObject::invokeMethod(
        context,
        [this, id, answer, done = std::move(done)] {
            if (m_pending.erase(id) != 0)
                done(answer);
        },
        Qt::QueuedConnection);
}

void FixedResolver::cancel(QObject *context)
{
    std::erase_if(m_pending, [context](const auto &entry) { return entry.second == context; });
}

} // namespace engine
