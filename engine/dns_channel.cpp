// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dns_channel.h"

#include <QPointer>

#include <algorithm>
#include <iterator>
#include <utility>

namespace engine {

namespace {

QString typeText(DnsType type)
{
    switch (type) {
    case DnsType::Ptr:
        return QStringLiteral("PTR");
    case DnsType::Txt:
        return QStringLiteral("TXT");
    default:
        return QStringLiteral("A, AAAA");
    }
}

} // namespace

DnsChannel::DnsChannel(DnsOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{
}

DnsChannel::~DnsChannel() = default;

DnsChannel::Token DnsChannel::findNames(const platform::IpAddress &address, Names done)
{
    return enqueue(reverseName(address), DnsType::Ptr, false, std::move(done));
}

DnsChannel::Token DnsChannel::findTexts(const QString &name, Texts done)
{
    return enqueue(name.toLatin1(), DnsType::Txt, false, std::move(done));
}

DnsChannel::Token DnsChannel::findAddresses(const QString &name, Addresses done)
{
    return enqueue(name.toLatin1(), DnsType::A, false, std::move(done));
}

DnsChannel::Token DnsChannel::findInHostsFile(const QString &name, Addresses done)
{
    return enqueue(name.toLatin1(), DnsType::A, true, std::move(done));
}

DnsChannel::Token DnsChannel::enqueue(const QByteArray &name, DnsType type, bool hostsFile, Done done)
{
    const Token token = ++m_last;
    m_callbacks.emplace(token, std::move(done));
    m_waiting.push_back({token, name, type, hostsFile});
    turnSoon();
    return token;
}

void DnsChannel::cancel(Token token)
{
    if (m_callbacks.erase(token) != 0)
        std::erase_if(m_waiting, [token](const Question &question) { return question.token == token; });
}

void DnsChannel::cancelAll()
{
    m_callbacks.clear();
    m_waiting.clear();
    m_finished.clear();
    m_current.reset();
    m_aged.clear();
    m_replaced.clear();
}

void DnsChannel::setOptions(const DnsOptions &options)
{
    if (options == m_options)
        return;
    m_options = options;
    std::ranges::move(m_aged, std::back_inserter(m_replaced));
    m_aged.clear();
    if (m_current)
        m_replaced.push_back(std::move(m_current));
    turnSoon(); // more may be under way at once now
}

QString DnsChannel::servers()
{
    return current().servers();
}

/// Callbacks and new questions never run inside of c-ares or of a notifier's signal: the event loop calls turn().
void DnsChannel::turnSoon()
{
    if (std::exchange(m_turnPosted, true))
        return;
    QMetaObject::invokeMethod(
        this, [this] { turn(); }, Qt::QueuedConnection);
}

void DnsChannel::turn()
{
    m_turnPosted = false;
    while (!m_waiting.empty() && mayAsk()) {
        const Question next = std::move(m_waiting.front());
        m_waiting.pop_front();
        start(next);
    }
    for (auto *channels : {&m_aged, &m_replaced})
        std::erase_if(*channels, [](const auto &channel) { return channel->underWay() == 0; });
    deliver();
}

/// Questions to replaced servers do not count: those may be dead, and the reason why there are others now.
bool DnsChannel::mayAsk() const
{
    int underWay = m_current ? m_current->underWay() : 0;
    for (const auto &channel : m_aged)
        underWay += channel->underWay();
    return std::size_t(underWay) < std::max<std::size_t>(m_options.parallelQuestions, 1);
}

void DnsChannel::start(const Question &question)
{
    const Token token = question.token;
    const auto done = [this, token](const DnsAnswer &answer) { finish(token, answer); };
    if (question.hostsFile) {
        hostsFile().findAddresses(question.name, done);
        return;
    }
    AresChannel &channel = current();
    Q_EMIT asking(token, QString::fromLatin1(question.name) + u' ' + typeText(question.type), channel.servers());
    if (question.type == DnsType::A)
        channel.findAddresses(question.name, done);
    else
        channel.query(question.name, question.type, done);
}

AresChannel &DnsChannel::current()
{
    return renewed(m_current, m_age, AresChannel::Source::Servers);
}

AresChannel &DnsChannel::hostsFile()
{
    return renewed(m_hosts, m_hostsAge, AresChannel::Source::HostsFile);
}

/// The configuration is read on the thread of the first question, not on that of the constructor. A channel that is too
/// old ends what it was asked.
AresChannel &DnsChannel::renewed(std::unique_ptr<AresChannel> &channel, QElapsedTimer &age, AresChannel::Source source)
{
    if (channel && age.hasExpired(m_options.configurationAge.count()))
        m_aged.push_back(std::move(channel));
    if (!channel) {
        channel = std::make_unique<AresChannel>(m_options, source);
        age.start();
    }
    return *channel;
}

/// May be called from inside of c-ares.
void DnsChannel::finish(Token token, const DnsAnswer &answer)
{
    m_finished.emplace_back(token, answer);
    turnSoon();
}

void DnsChannel::deliver()
{
    const QPointer<DnsChannel> self(this);
    const auto finished = std::exchange(m_finished, {});
    for (const auto &[token, answer] : finished) {
        const auto found = m_callbacks.find(token);
        if (found == m_callbacks.end())
            continue;
        const Done done = std::move(found->second);
        m_callbacks.erase(found);
        done(answer);
        if (!self)
            return;
    }
}

} // namespace engine
