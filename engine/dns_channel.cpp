// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dns_channel.h"

#include <QByteArray>
#include <QSocketNotifier>

#include <algorithm>
#include <memory>

#include <ares.h>

namespace engine {

namespace {

using Status = TargetResolver::Status;

struct Request {
    int *pending;
    DnsChannel::Addresses done;
};

bool initializeLibrary()
{
    static const bool ready = ares_library_init(ARES_LIB_INIT_ALL) == ARES_SUCCESS;
    return ready;
}

/// "192.0.2.1:53,[2001:db8::1]:53"
QByteArray serverList(const std::vector<DnsServer> &servers)
{
    QByteArray list;
    for (const DnsServer &server : servers) {
        const QByteArray address = QByteArray::fromStdString(server.address.toString());
        if (!list.isEmpty())
            list += ',';
        list += server.address.family() == platform::Family::V6 ? '[' + address + ']' : address;
        list += ':' + QByteArray::number(server.port);
    }
    return list;
}

platform::IpAddress addressOf(const ares_addrinfo_node &node)
{
    const auto *raw = reinterpret_cast<const std::uint8_t *>(node.ai_addr);
    if (!raw)
        return {};
    if (node.ai_family == AF_INET && std::size_t(node.ai_addrlen) >= sizeof(sockaddr_in))
        return platform::IpAddress::fromBytes({raw + offsetof(sockaddr_in, sin_addr), 4});
    if (node.ai_family == AF_INET6 && std::size_t(node.ai_addrlen) >= sizeof(sockaddr_in6))
        return platform::IpAddress::fromBytes({raw + offsetof(sockaddr_in6, sin6_addr), 16});
    return {};
}

std::vector<platform::IpAddress> addressesOf(const ares_addrinfo *result)
{
    std::vector<platform::IpAddress> addresses;
    for (const ares_addrinfo_node *node = result ? result->nodes : nullptr; node; node = node->ai_next) {
        const platform::IpAddress address = addressOf(*node);
        if (!address.isNull() && std::find(addresses.begin(), addresses.end(), address) == addresses.end())
            addresses.push_back(address);
    }
    return addresses;
}

Status statusOf(int code)
{
    switch (code) {
    case ARES_SUCCESS:
    case ARES_ENODATA:
        return Status::Found;
    case ARES_ENOTFOUND:
    case ARES_EBADNAME:
        return Status::NotFound;
    default:
        return Status::Failed;
    }
}

void onAddresses(void *argument, int code, int, ares_addrinfo *result)
{
    const std::unique_ptr<Request> request(static_cast<Request *>(argument));
    const TargetResolver::Answer answer{statusOf(code), addressesOf(result)};
    if (result)
        ares_freeaddrinfo(result);
    --*request->pending;
    if (code != ARES_EDESTRUCTION && code != ARES_ECANCELLED)
        request->done(answer);
}

} // namespace

DnsChannel::DnsChannel(DnsOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { process(ARES_SOCKET_BAD, ARES_SOCKET_BAD); });
}

DnsChannel::~DnsChannel()
{
    close();
}

void DnsChannel::open()
{
    m_age.start();
    if (!initializeLibrary())
        return;
    ares_options raw{};
    raw.timeout = static_cast<int>(m_options.timeout.count());
    raw.tries = m_options.tries;
    raw.sock_state_cb = [](void *self, ares_socket_t socket, int readable, int writable) {
        static_cast<DnsChannel *>(self)->watch(qintptr(socket), readable != 0, writable != 0);
    };
    raw.sock_state_cb_data = this;
    if (ares_init_options(&m_channel, &raw, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB)
        != ARES_SUCCESS) {
        m_channel = nullptr;
        return;
    }
    if (!m_options.servers.empty()
        && ares_set_servers_ports_csv(m_channel, serverList(m_options.servers).constData()) != ARES_SUCCESS)
        close(); // better no answer than one of a server that was not asked for
}

void DnsChannel::close()
{
    if (m_channel)
        ares_destroy(std::exchange(m_channel, nullptr));
    m_timer.stop();
}

/// Reads the system's configuration: on the thread of the first question, not on that of the constructor.
void DnsChannel::openIfNew()
{
    const bool first = !m_age.isValid();
    if (!first && (m_pending > 0 || !m_age.hasExpired(m_options.configurationAge.count())))
        return;
    close();
    open();
}

void DnsChannel::findAddresses(const QString &asciiName, Addresses done)
{
    openIfNew();
    if (!m_channel) {
        done({});
        return;
    }
    ares_addrinfo_hints hints{};
    hints.ai_family = AF_UNSPEC;
    ++m_pending;
    auto request = std::make_unique<Request>(Request{&m_pending, std::move(done)});
    ares_getaddrinfo(m_channel, asciiName.toLatin1().constData(), nullptr, &hints, onAddresses, request.release());
    restartTimer();
}

void DnsChannel::process(qintptr readable, qintptr writable)
{
    if (!m_channel)
        return;
    ares_process_fd(m_channel, static_cast<ares_socket_t>(readable), static_cast<ares_socket_t>(writable));
    restartTimer();
}

void DnsChannel::restartTimer()
{
    timeval left{};
    if (!ares_timeout(m_channel, nullptr, &left)) {
        m_timer.stop();
        return;
    }
    const auto until = std::chrono::seconds(left.tv_sec) + std::chrono::microseconds(left.tv_usec);
    m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(until));
}

/// c-ares opened a socket, wants another direction of it, or is about to close it (neither).
void DnsChannel::watch(qintptr socket, bool readable, bool writable)
{
    Notifiers &notifiers = m_notifiers[socket];
    setWatched(notifiers.read, socket, QSocketNotifier::Read, readable);
    setWatched(notifiers.write, socket, QSocketNotifier::Write, writable);
    if (!readable && !writable)
        m_notifiers.erase(socket);
}

/// A notifier may be running its own signal while it is switched off: it is deleted later.
void DnsChannel::setWatched(QSocketNotifier *&notifier, qintptr socket, int type, bool on)
{
    if (!on) {
        if (notifier) {
            notifier->setEnabled(false);
            notifier->deleteLater();
            notifier = nullptr;
        }
        return;
    }
    if (notifier)
        return;
    const auto kind = static_cast<QSocketNotifier::Type>(type);
    notifier = new QSocketNotifier(socket, kind, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, socket, kind] {
        process(kind == QSocketNotifier::Read ? socket : ARES_SOCKET_BAD,
            kind == QSocketNotifier::Write ? socket : ARES_SOCKET_BAD);
    });
}

} // namespace engine
