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

} // namespace

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
    m_thread->wait(); // deletes the channel; nothing of it can reach us any more
}

DnsChannel &SystemResolver::channel()
{
    if (!m_thread) {
        m_thread = std::make_unique<QThread>();
        m_thread->setObjectName(QStringLiteral("look-ups"));
        m_channel = new DnsChannel(m_options);
        m_channel->moveToThread(m_thread.get());
        connect(m_thread.get(), &QThread::finished, m_channel, &QObject::deleteLater);
        m_thread->start();
    }
    return *m_channel;
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
    DnsChannel *asked = &channel();
    QMetaObject::invokeMethod(
        asked,
        [this, asked, id, host] {
            asked->findAddresses(host, [this, id](const Answer &found) {
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
