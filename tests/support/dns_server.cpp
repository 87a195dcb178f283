// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/dns_server.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUdpSocket>

#include <algorithm>
#include <memory>

namespace {

using Kind = DnsManner::Kind;

constexpr int headerSize = 12;
constexpr int largestLabel = 63;
constexpr int plainUdpSize = 512;
constexpr int longestChain = 20;
constexpr int portAttempts = 20;
constexpr quint16 anyType = 255;
constexpr quint16 optType = 41;

enum Code { NoError = 0, FormError = 1, ServFail = 2, NameError = 3, NotImp = 4, Refuse = 5 };

QByteArray resource(const QByteArray &owner, quint16 type, quint32 ttl, const QByteArray &data)
{
    return owner + dnsWord(type) + dnsWord(1) + dnsLongWord(ttl) + dnsWord(data.size()) + data;
}

QByteArray soa(quint32 minimum)
{
    const QByteArray names = dnsName("ns.test") + dnsName("admin.test");
    const QByteArray data =
        names + dnsLongWord(1) + dnsLongWord(3600) + dnsLongWord(600) + dnsLongWord(86400) + dnsLongWord(minimum);
    return resource(dnsName(""), DnsRecord::Soa, minimum, data);
}

} // namespace

/// A query that could be understood.
struct DnsTestServer::Parsed {
    quint16 id = 0;
    QByteArray name; ///< on the wire
    quint16 type = 0;
    QByteArray question; ///< name, type and class as they came
    qsizetype largest = plainUdpSize; ///< answer, bytes
    bool recursion = false;

    static Parsed read(const QByteArray &message)
    {
        Parsed query;
        query.id = dnsWordAt(message, 0);
        query.recursion = (dnsByteAt(message, 2) & 1) != 0;
        qsizetype at = headerSize;
        while (dnsByteAt(message, at) != 0 && dnsByteAt(message, at) <= largestLabel)
            at += dnsByteAt(message, at) + 1;
        query.name = message.mid(headerSize, at + 1 - headerSize);
        query.type = dnsWordAt(message, at + 1);
        query.question = message.mid(headerSize, at + 5 - headerSize);
        at += 5;
        if (dnsWordAt(message, 10) == 1 && dnsByteAt(message, at) == 0 && dnsWordAt(message, at + 1) == optType)
            query.largest = std::max<qsizetype>(dnsWordAt(message, at + 3), plainUdpSize); // RFC 6891 section 6.2.3
        return query;
    }

    QByteArray header(int code, qsizetype answerCount, qsizetype authorityCount = 0) const
    {
        QByteArray out = dnsWord(id);
        out += char(0x84 | int(recursion)); // response, authoritative
        out += char(0x80 | code);
        return out + dnsWord(1) + dnsWord(answerCount) + dnsWord(authorityCount) + dnsWord(0);
    }
    QByteArray negative(int code, int ttl) const
    {
        const QByteArray authority = ttl < 0 ? QByteArray() : soa(quint32(ttl));
        return header(code, 0, ttl < 0 ? 0 : 1) + question + authority;
    }
    QByteArray error(int code) const { return header(code, 0) + question; }
    QByteArray truncated() const
    {
        QByteArray out = error(NoError);
        out[2] = char(out[2] | 0x02);
        return out;
    }
};

DnsTestServer::DnsTestServer(const QHostAddress &address, quint16 port)
{
    listen(address, port);
}

DnsTestServer::DnsTestServer(Listening) { }

bool DnsTestServer::listen(const QHostAddress &address, quint16 port)
{
    for (int attempt = 0; attempt < (port == 0 ? portAttempts : 1); ++attempt) {
        auto udp = std::make_unique<QUdpSocket>(this);
        auto tcp = std::make_unique<QTcpServer>(this);
        if (!udp->bind(address, port)) {
            m_error = udp->errorString();
            return false;
        }
        if (!tcp->listen(address, udp->localPort())) { // taken by somebody: another one, if any will do
            m_error = tcp->errorString();
            continue;
        }
        connect(udp.get(), &QUdpSocket::readyRead, this, [this, from = udp.get()] { readDatagrams(from); });
        connect(tcp.get(), &QTcpServer::newConnection, this, [this, from = tcp.get()] { accept(from); });
        m_udp += udp.release();
        tcp.release();
        m_error.clear();
        return true;
    }
    return false;
}

quint16 DnsTestServer::port() const
{
    return m_udp.isEmpty() ? 0 : m_udp.first()->localPort();
}

void DnsTestServer::add(const QByteArray &name, const QList<DnsRecord> &records)
{
    m_records[dnsName(name).toLower()] += records;
}

void DnsTestServer::setManner(const QByteArray &name, const DnsManner &manner)
{
    const QByteArray key = dnsName(name).toLower();
    m_manners[key] = manner;
    for (const quint16 type : {DnsRecord::A, DnsRecord::Aaaa, DnsRecord::Ptr, DnsRecord::Txt})
        m_dropped.remove(key + dnsWord(type));
}

void DnsTestServer::clear()
{
    m_records.clear();
    m_manners.clear();
    m_dropped.clear();
    m_questions.clear();
}

int DnsTestServer::asked(const QByteArray &name) const
{
    const QByteArray wanted = dnsName(name).toLower();
    return int(std::count_if(m_questions.begin(), m_questions.end(),
        [&wanted](const DnsQuestion &question) { return dnsName(question.name).toLower() == wanted; }));
}

/// The name itself, or the wildcard nearest to it; empty if there is neither.
QByteArray DnsTestServer::keyOf(const QByteArray &wire, const std::function<bool(const QByteArray &)> &has) const
{
    QByteArray rest = wire.toLower();
    if (has(rest))
        return rest;
    while (dnsByteAt(rest, 0) != 0) {
        rest = rest.mid(dnsByteAt(rest, 0) + 1);
        const QByteArray wildcard = QByteArray("\1*", 2) + rest;
        if (has(wildcard))
            return wildcard;
    }
    return {};
}

DnsManner DnsTestServer::mannerOf(const QByteArray &wire) const
{
    return m_manners.value(keyOf(wire, [this](const QByteArray &key) { return m_manners.contains(key); }));
}

const QList<DnsRecord> *DnsTestServer::find(const QByteArray &wire) const
{
    const auto found = m_records.find(keyOf(wire, [this](const QByteArray &key) { return m_records.contains(key); }));
    return found == m_records.end() ? nullptr : &found.value();
}

/// RFC 1034 section 4.3.2: records of the type, else a CNAME is followed within the table.
QByteArray DnsTestServer::properAnswer(const Parsed &query, const DnsManner &manner) const
{
    QByteArray body;
    qsizetype count = 0;
    QByteArray owner = query.name;
    for (int step = 0; step < longestChain; ++step) {
        const QList<DnsRecord> *records = find(owner);
        if (!records) {
            const QByteArray authority = manner.negativeTtl < 0 ? QByteArray() : soa(quint32(manner.negativeTtl));
            return query.header(NameError, count, authority.isEmpty() ? 0 : 1) + query.question + body + authority;
        }
        QByteArray next;
        bool found = false;
        for (const DnsRecord &record : *records) {
            const bool fits = record.type == query.type || query.type == anyType;
            if (!fits && record.type != DnsRecord::Cname)
                continue;
            body += resource(owner, record.type, record.ttl, record.data);
            ++count;
            found = found || fits;
            if (!fits)
                next = record.data;
        }
        if (found)
            break;
        if (next.isEmpty()) {
            const QByteArray authority = manner.negativeTtl < 0 ? QByteArray() : soa(quint32(manner.negativeTtl));
            return query.header(NoError, count, authority.isEmpty() ? 0 : 1) + query.question + body + authority;
        }
        owner = next;
    }
    return query.header(NoError, count) + query.question + body;
}

/// What is sent over UDP, or over TCP; several messages of which the last is sent where the manner says.
std::vector<QByteArray> DnsTestServer::answers(const Parsed &query, const DnsManner &manner) const
{
    QByteArray proper = properAnswer(query, manner);
    switch (manner.kind) {
    case Kind::NoSuchName:
        return {query.negative(NameError, manner.negativeTtl)};
    case Kind::NoData:
        return {query.negative(NoError, manner.negativeTtl)};
    case Kind::FormatError:
        return {query.error(FormError)};
    case Kind::ServerFailure:
        return {query.error(ServFail)};
    case Kind::NotImplemented:
        return {query.error(NotImp)};
    case Kind::Refused:
        return {query.error(Refuse)};
    case Kind::Silent:
        return {};
    case Kind::Garbage:
        return {QByteArray("\xff\xff\xff\xff garbage")};
    case Kind::Cut:
        return {proper.chopped(2)};
    case Kind::WrongId:
        proper[0] = char(proper[0] + 1);
        return {proper};
    case Kind::WrongQuestion:
        proper[headerSize + 1] = 'x';
        return {proper};
    case Kind::WrongOwner: {
        const QByteArray data = query.type == DnsRecord::A ? DnsRecord::address("192.0.2.66").data
            : query.type == DnsRecord::Aaaa                ? DnsRecord::address("2001:db8::66").data
            : query.type == DnsRecord::Txt                 ? DnsRecord::txt("forged").data
                                                           : dnsName("forged.test");
        return {query.header(NoError, 1) + query.question + resource(dnsName("other.test"), query.type, 60, data)};
    }
    case Kind::ForgedFirst: {
        const QByteArray data =
            query.type == DnsRecord::A ? DnsRecord::address("192.0.2.66").data : dnsName("forged.test");
        QByteArray forged = query.header(NoError, 1) + query.question + resource(query.name, query.type, 60, data);
        forged[1] = char(forged[1] + 1);
        return {forged, proper};
    }
    case Kind::CompressionLoop: {
        const QByteArray self = dnsWord(0xc000 | (headerSize + query.question.size()));
        return {query.header(NoError, 1) + query.question + resource(self, query.type, 60, self)};
    }
    case Kind::Answer:
    case Kind::Truncated:
    case Kind::TruncatedOnly:
    case Kind::OtherPort:
        return {proper};
    }
    return {};
}

void DnsTestServer::handle(const QByteArray &message, bool tcp, const Send &send, const Send &sendElsewhere)
{
    if (message.size() < headerSize + 5)
        return;
    const Parsed query = Parsed::read(message);
    m_questions += DnsQuestion{dnsNameText(query.name), query.type, query.id, tcp};
    if (const auto tell = onQuestion) // may set another
        tell(m_questions.constLast());

    const DnsManner manner = mannerOf(query.name);
    int &dropped = m_dropped[query.name.toLower() + dnsWord(query.type)];
    if (dropped < manner.dropFirst) {
        ++dropped;
        return;
    }
    std::vector<QByteArray> out = answers(query, manner);
    const bool truncate = manner.kind == Kind::Truncated || manner.kind == Kind::TruncatedOnly;
    for (QByteArray &answer : out)
        if (!tcp && (truncate || answer.size() > query.largest))
            answer = query.truncated();
    if (tcp && manner.kind == Kind::TruncatedOnly)
        out = {QByteArray()}; // closes
    const Send way = manner.kind == Kind::OtherPort ? sendElsewhere : send;
    const auto delay = manner.delay.count() < 0 ? m_delay : manner.delay;
    const auto sendAll = [way, out] {
        for (const QByteArray &answer : out)
            way(answer);
    };
    if (delay.count() > 0)
        QTimer::singleShot(delay, Qt::PreciseTimer, this, sendAll);
    else
        sendAll();
}

void DnsTestServer::readDatagrams(QUdpSocket *socket)
{
    while (socket->hasPendingDatagrams()) {
        QByteArray query(socket->pendingDatagramSize(), '\0');
        QHostAddress from;
        quint16 port = 0;
        if (socket->readDatagram(query.data(), query.size(), &from, &port) < 0)
            return;
        const auto send = [socket, from, port](const QByteArray &out) { socket->writeDatagram(out, from, port); };
        const auto sendElsewhere = [this, from, port, address = socket->localAddress()](const QByteArray &out) {
            if (!m_other) {
                m_other = new QUdpSocket(this);
                m_other->bind(address, 0);
            }
            m_other->writeDatagram(out, from, port);
        };
        handle(query, false, send, sendElsewhere);
    }
}

void DnsTestServer::accept(QTcpServer *server)
{
    while (QTcpSocket *socket = server->nextPendingConnection()) {
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readStream(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
}

/// RFC 1035 section 4.2.2: each message with its length in front.
void DnsTestServer::readStream(QTcpSocket *socket)
{
    while (socket->bytesAvailable() >= 2) {
        const qsizetype length = dnsWordAt(socket->peek(2), 0);
        if (socket->bytesAvailable() < 2 + length)
            return;
        const QByteArray message = socket->read(2 + length).mid(2);
        const auto send = [to = QPointer(socket)](const QByteArray &out) {
            if (to && out.isEmpty())
                to->disconnectFromHost();
            else if (to)
                to->write(dnsWord(out.size()) + out);
        };
        handle(message, true, send, send);
    }
}
