// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ares_channel.h"

#include <QSocketNotifier>

#include <algorithm>
#include <memory>

#include <ares.h>

namespace engine {

namespace {

constexpr int classIn = 1;
constexpr int standardPort = 53;

bool initializeLibrary()
{
    static const bool ready = ares_library_init(ARES_LIB_INIT_ALL) == ARES_SUCCESS;
    return ready;
}

/// "192.0.2.1:53,[2001:db8::1]:53"
QByteArray serverList(const std::vector<DnsServer> &servers)
{
    QByteArrayList list;
    for (const DnsServer &server : servers) {
        const QByteArray address = QByteArray::fromStdString(server.address.toString());
        const bool v6 = server.address.family() == platform::Family::V6;
        list += (v6 ? QByteArray('[' + address + ']') : address) + ':' + QByteArray::number(server.port);
    }
    return list.join(',');
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
        if (!address.isNull() && std::ranges::find(addresses, address) == addresses.end())
            addresses.push_back(address);
    }
    return addresses;
}

DnsAnswer::Status statusOfAddresses(int code, AresChannel::Source source)
{
    if (source == AresChannel::Source::HostsFile && code != ARES_SUCCESS)
        return DnsAnswer::Status::Missing; // 1.18 says "refused"
    switch (code) {
    case ARES_SUCCESS:
    case ARES_ENODATA:
        return DnsAnswer::Status::Found;
    case ARES_ENOTFOUND:
    case ARES_EBADNAME:
        return DnsAnswer::Status::Missing;
    default:
        return DnsAnswer::Status::Failed;
    }
}

bool isMissing(int code)
{
    return code == ARES_ENOTFOUND || code == ARES_ENODATA || code == ARES_EBADNAME;
}

bool isEnd(int code)
{
    return code == ARES_EDESTRUCTION || code == ARES_ECANCELLED;
}

} // namespace

struct AresChannel::Request {
    AresChannel *channel;
    QByteArray name;
    DnsType type;
    Source source;
    Done done;

    void finish(int code, DnsAnswer answer)
    {
        --channel->m_underWay;
        if (isEnd(code))
            return;
        answer.server = channel->m_servers;
        done(std::move(answer));
    }
};

AresChannel::AresChannel(const DnsOptions &options, Source source)
    : m_source(source)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { process(ARES_SOCKET_BAD, ARES_SOCKET_BAD); });
    if (initializeLibrary() && open(options))
        readServers();
}

AresChannel::~AresChannel()
{
    if (m_channel)
        ares_destroy(m_channel);
}

/// What is left to its default: EDNS off (ARES_FLAG_EDNS) as the system's own resolver has it, over TCP what is
/// truncated, the next server after SERVFAIL, NOTIMP and REFUSED.
bool AresChannel::open(const DnsOptions &options)
{
    ares_options raw{};
    int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB | ARES_OPT_LOOKUPS;
    raw.flags = ARES_FLAG_NOSEARCH;
    mask |= ARES_OPT_DOMAINS; // none: for addresses, versions before 1.24 search in spite of the flag
    raw.timeout = static_cast<int>(options.timeout.count());
    raw.tries = options.tries;
    QByteArray lookups(m_source == Source::Servers ? "b" : "f");
    raw.lookups = lookups.data();
    raw.sock_state_cb = [](void *self, ares_socket_t socket, int readable, int writable) {
        static_cast<AresChannel *>(self)->watch(qintptr(socket), readable != 0, writable != 0);
    };
    raw.sock_state_cb_data = this;
#if defined(ARES_OPT_QUERY_CACHE)
    mask |= ARES_OPT_QUERY_CACHE; // 1.31 and later keep answers for an hour
    raw.qcache_max_ttl = 0;
#endif
    if (ares_init_options(&m_channel, &raw, mask) != ARES_SUCCESS) {
        m_channel = nullptr;
        return false;
    }
    if (options.servers.empty()
        || ares_set_servers_ports_csv(m_channel, serverList(options.servers).constData()) == ARES_SUCCESS)
        return true;
    ares_destroy(std::exchange(m_channel, nullptr)); // better no answer than one of a server that was not asked for
    return false;
}

void AresChannel::readServers()
{
    ares_addr_port_node *servers = nullptr;
    QStringList texts;
    if (ares_get_servers_ports(m_channel, &servers) == ARES_SUCCESS) {
        for (const ares_addr_port_node *server = servers; server; server = server->next) {
            const bool v6 = server->family == AF_INET6;
            const auto *bytes = reinterpret_cast<const std::uint8_t *>(&server->addr);
            const auto address = platform::IpAddress::fromBytes({bytes, std::size_t(v6 ? 16 : 4)});
            const auto text = QString::fromStdString(address.toString());
            const int port = server->udp_port == 0 ? standardPort : server->udp_port;
            texts += (v6 ? QString(u'[' + text + u']') : text) + u':' + QString::number(port);
        }
        ares_free_data(servers);
    }
    m_servers = texts.join(QStringLiteral(", "));
}

void AresChannel::query(const QByteArray &name, DnsType type, Done done)
{
    if (!m_channel) {
        done({});
        return;
    }
    ++m_underWay;
    auto request = std::make_unique<Request>(Request{this, name, type, m_source, std::move(done)});
    const auto onAnswer = [](void *argument, int code, int, unsigned char *message, int length) {
        const std::unique_ptr<Request> asked(static_cast<Request *>(argument));
        DnsAnswer answer;
        if (message && length > 0)
            answer = readDnsAnswer({message, std::size_t(length)}, asked->name, asked->type);
        else if (isMissing(code)) // said by c-ares itself: a name that cannot be, or must not be asked for
            answer.status = DnsAnswer::Status::Missing;
        asked->finish(code, std::move(answer));
    };
    ares_query(m_channel, name.constData(), classIn, int(type), onAnswer, request.release());
    restartTimer();
}

void AresChannel::findAddresses(const QByteArray &name, Done done)
{
    if (!m_channel) {
        done({});
        return;
    }
    ares_addrinfo_hints hints{};
    hints.ai_family = AF_UNSPEC;
    ++m_underWay;
    auto request = std::make_unique<Request>(Request{this, name, DnsType::A, m_source, std::move(done)});
    const auto onAnswer = [](void *argument, int code, int, ares_addrinfo *result) {
        const std::unique_ptr<Request> asked(static_cast<Request *>(argument));
        DnsAnswer answer;
        answer.status = statusOfAddresses(code, asked->source);
        answer.addresses = addressesOf(result);
        if (result)
            ares_freeaddrinfo(result);
        asked->finish(code, std::move(answer));
    };
    ares_getaddrinfo(m_channel, name.constData(), nullptr, &hints, onAnswer, request.release());
    restartTimer();
}

void AresChannel::process(qintptr readable, qintptr writable)
{
    ares_process_fd(m_channel, static_cast<ares_socket_t>(readable), static_cast<ares_socket_t>(writable));
    restartTimer();
}

void AresChannel::restartTimer()
{
    timeval left{};
    if (m_underWay == 0 || !ares_timeout(m_channel, nullptr, &left)) {
        m_timer.stop();
        return;
    }
    const auto until = std::chrono::seconds(left.tv_sec) + std::chrono::microseconds(left.tv_usec);
    m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(until));
}

/// c-ares opened a socket, wants another direction of it, or is about to close it (neither).
void AresChannel::watch(qintptr socket, bool readable, bool writable)
{
    Notifiers &notifiers = m_notifiers[socket];
    setWatched(notifiers.read, socket, QSocketNotifier::Read, readable);
    setWatched(notifiers.write, socket, QSocketNotifier::Write, writable);
    if (!readable && !writable)
        m_notifiers.erase(socket);
}

/// A notifier may be running its own signal while it is switched off: it is deleted later.
void AresChannel::setWatched(QSocketNotifier *&notifier, qintptr socket, int type, bool on)
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
