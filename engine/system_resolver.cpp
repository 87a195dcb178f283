// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/system_resolver.h"

#include "engine/dns_channel.h"

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

TargetResolver::Status statusOf(DnsAnswer::Status status)
{
    switch (status) {
    case DnsAnswer::Status::Found:
        return TargetResolver::Status::Found;
    case DnsAnswer::Status::Missing:
        return TargetResolver::Status::NotFound;
    case DnsAnswer::Status::Failed:
        break;
    }
    return TargetResolver::Status::Failed;
}

/// The full names that a typed one may stand for, in the order in which they are tried: resolv.conf(5), "search" and
/// "ndots".
QStringList fullNames(const QString &host, DnsChannel &channel)
{
    if (host.endsWith(u'.'))
        return {withoutRoot(host)};
    QStringList names;
    for (const QString &domain : channel.searchDomains())
        names += QString(host + u'.' + domain);
    const bool isFull = host.count(u'.') >= channel.dotsOfFullName();
    names.insert(isFull ? 0 : names.size(), host);
    return names;
}

} // namespace

/// Looks one name up at a place after the other, on the look-ups thread.
class SystemResolver::Worker final : public QObject {
public:
    using Done = std::function<void(const Answer &)>;

    explicit Worker(DnsOptions options)
        : m_channel(std::move(options), this)
    {
    }

    void resolve(const QString &host, Done done)
    {
        m_channel.findInHostsFile(withoutRoot(host), [this, host, done = std::move(done)](const DnsAnswer &answer) {
            if (answer.status == DnsAnswer::Status::Found && !answer.addresses.empty())
                done({Status::Found, answer.addresses});
            else
                ask(fullNames(host, m_channel), Status::NotFound, done);
        });
    }

private:
    /// `otherwise`: what earlier names came to, if none of these is found. A name without addresses counts more than a
    /// server that could not say, and that more than no name.
    void ask(QStringList names, Status otherwise, const Done &done)
    {
        if (names.isEmpty()) {
            done({otherwise, {}});
            return;
        }
        const QString name = names.takeFirst();
        m_channel.findAddresses(name, [this, names, otherwise, done](const DnsAnswer &answer) {
            if (!answer.addresses.empty()) {
                done({Status::Found, answer.addresses});
                return;
            }
            const Status status = statusOf(answer.status);
            const bool counts = otherwise == Status::NotFound || status == Status::Found;
            ask(names, counts ? status : otherwise, done);
        });
    }

    DnsChannel m_channel;
};

SystemResolver::SystemResolver(DnsOptions options, QObject *parent)
    : TargetResolver(parent)
    , m_options(std::move(options))
{
}

SystemResolver::~SystemResolver()
{
    if (!m_thread)
        return;
    m_thread->quit();
    m_thread->wait(); // deletes the worker; nothing of it can reach us any more
}

SystemResolver::Worker &SystemResolver::worker()
{
    if (!m_thread) {
        m_thread = std::make_unique<QThread>();
        m_thread->setObjectName(QStringLiteral("look-ups"));
        m_worker = new Worker(m_options);
        m_worker->moveToThread(m_thread.get());
        connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
        m_thread->start();
    }
    return *m_worker;
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
    Worker *asked = &worker();
    QMetaObject::invokeMethod(
        asked,
        [this, asked, id, host] {
            asked->resolve(host, [this, id](const Answer &found) {
                QMetaObject::invokeMethod(
                    this, [this, id, found] { answer(id, found); }, Qt::QueuedConnection);
            });
        },
        Qt::QueuedConnection);
}

void SystemResolver::cancel(QObject *context)
{
    std::erase_if(m_pending, [context](const auto &entry) { return entry.second.key == context; });
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
