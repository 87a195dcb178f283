// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QNetworkDatagram>
#include <QUdpSocket>

#include <deque>

/// A STUN server on a loopback address for tests. It says that its clients come from the address it is told, and can be
/// silent or wrong on purpose.
class StunTestServer final : public QObject {
    Q_OBJECT

public:
    enum class Manner {
        Answer,
        Plain, ///< MAPPED-ADDRESS alone, as in RFC 3489
        Silent,
        WrongId,
        Garbage,
        CutOff,
        Error,
        OtherPort, ///< the right answer from another port
        NothingInIt, ///< a success without any address
    };

    /// `manners` are used up, one for each request; the last one stays.
    StunTestServer(const QHostAddress &at, const QHostAddress &mapped, std::deque<Manner> manners = {Manner::Answer})
        : m_mapped(mapped)
        , m_manners(std::move(manners))
    {
        m_socket.bind(at, 0);
        m_other.bind(at, 0);
        connect(&m_socket, &QUdpSocket::readyRead, this, &StunTestServer::answerAll);
    }

    quint16 port() const { return m_socket.localPort(); }
    QString host() const { return m_socket.localAddress().toString(); }
    int asked() const { return static_cast<int>(m_requests.size()); }
    const QList<QByteArray> &requests() const { return m_requests; }

    static QByteArray message(quint16 type, const QByteArray &id, const QByteArray &attributes)
    {
        return number16(type) + number16(static_cast<quint16>(attributes.size())) + cookie() + id + attributes;
    }
    static QByteArray attribute(quint16 type, const QByteArray &value)
    {
        return number16(type) + number16(static_cast<quint16>(value.size())) + value
            + QByteArray((4 - value.size() % 4) % 4, '\0');
    }
    /// The value of MAPPED-ADDRESS, or with `mask` (cookie and id) that of XOR-MAPPED-ADDRESS.
    static QByteArray mappedValue(
        const QHostAddress &address, quint16 port, const QByteArray &mask = QByteArray(16, '\0'))
    {
        const bool v6 = address.protocol() == QAbstractSocket::IPv6Protocol;
        QByteArray bytes;
        if (v6) {
            const Q_IPV6ADDR raw = address.toIPv6Address();
            bytes = QByteArray(reinterpret_cast<const char *>(raw.c), 16);
        } else {
            const quint32 raw = address.toIPv4Address();
            bytes = number16(static_cast<quint16>(raw >> 16)) + number16(static_cast<quint16>(raw));
        }
        QByteArray value = number16(port) + bytes;
        for (qsizetype i = 0; i < bytes.size(); ++i)
            value[i + 2] = static_cast<char>(value[i + 2] ^ mask[i]);
        value[0] = static_cast<char>(value[0] ^ mask[0]);
        value[1] = static_cast<char>(value[1] ^ mask[1]);
        return QByteArray(1, '\0') + QByteArray(1, v6 ? '\2' : '\1') + value;
    }
    static QByteArray cookie() { return QByteArray::fromHex("2112a442"); }
    static QByteArray number16(quint16 value)
    {
        return QByteArray(1, static_cast<char>(value >> 8)) + QByteArray(1, static_cast<char>(value));
    }

private:
    void answerAll()
    {
        while (m_socket.hasPendingDatagrams()) {
            const QNetworkDatagram request = m_socket.receiveDatagram();
            m_requests += request.data();
            const QByteArray answer = answerTo(request.data());
            const bool elsewhere = m_manners.front() == Manner::OtherPort;
            if (m_manners.size() > 1)
                m_manners.pop_front();
            if (!answer.isEmpty())
                (elsewhere ? m_other : m_socket)
                    .writeDatagram(answer, request.senderAddress(), static_cast<quint16>(request.senderPort()));
        }
    }

    QByteArray answerTo(const QByteArray &request) const
    {
        const QByteArray id = request.mid(8, 12);
        const QByteArray right = message(0x0101, id, attribute(0x0020, mappedValue(m_mapped, 40000, cookie() + id)));
        switch (m_manners.front()) {
        case Manner::Answer:
        case Manner::OtherPort:
            return right;
        case Manner::Plain:
            return message(0x0101, id, attribute(0x0001, mappedValue(m_mapped, 40000)));
        case Manner::Silent:
            return {};
        case Manner::WrongId:
            return message(0x0101, QByteArray(12, 'x'),
                attribute(0x0020, mappedValue(m_mapped, 40000, cookie() + QByteArray(12, 'x'))));
        case Manner::Garbage:
            return "\xff\xfe certainly no STUN";
        case Manner::CutOff:
            return right.chopped(3);
        case Manner::Error:
            return message(0x0111, id, attribute(0x0009, QByteArray::fromHex("00000500") + "Server Error"));
        case Manner::NothingInIt:
            return message(0x0101, id, attribute(0x8022, "silent software"));
        }
        return {};
    }

    QUdpSocket m_socket;
    QUdpSocket m_other;
    QHostAddress m_mapped;
    std::deque<Manner> m_manners;
    QList<QByteArray> m_requests;
};
