// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/stun_client.h"

#include <QHostAddress>
#include <QNetworkDatagram>
#include <QNetworkProxy>
#include <QRandomGenerator>
#include <QTimer>
#include <QUdpSocket>

#include <algorithm>

namespace engine {

namespace {

constexpr qint64 longestDatagram = 2048; // of an answer; RFC 8489 section 6.1 keeps messages below the path's MTU

StunTransaction makeTransaction()
{
    std::array<quint32, 3> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    StunTransaction transaction{};
    const auto bytes = std::as_bytes(std::span(words));
    std::ranges::transform(bytes, transaction.begin(), [](std::byte byte) { return std::to_integer<quint8>(byte); });
    return transaction;
}

} // namespace

/// One question with its repetitions.
class StunClient::Transaction final : public QObject {
public:
    Transaction(StunClient &client, const Request &request)
        : m_client(client)
        , m_request(request)
        , m_id(makeTransaction())
        , m_wait(request.timeout)
    {
        m_timer.setSingleShot(true);
        m_socket.setProxy(QNetworkProxy::NoProxy);
        connect(&m_timer, &QTimer::timeout, this, &Transaction::onTimeout);
        connect(&m_socket, &QUdpSocket::connected, this, &Transaction::send);
        connect(&m_socket, &QUdpSocket::readyRead, this, &Transaction::read);
        connect(&m_socket, &QUdpSocket::errorOccurred, this, &Transaction::onError);
    }

    void start()
    {
        m_timer.start(m_wait); // also bounds the connecting
        m_socket.connectToHost(QHostAddress(QString::fromStdString(m_request.server.toString())), m_request.port);
    }

private:
    void end(Outcome outcome, const platform::IpAddress &address = {})
    {
        if (std::exchange(m_ended, true))
            return;
        m_timer.stop();
        // Not in a signal of our own socket, which finish() deletes.
        QMetaObject::invokeMethod(
            this, [this, outcome, address] { m_client.finish(m_request.id, outcome, address); }, Qt::QueuedConnection);
    }

    void send()
    {
        if (m_ended)
            return;
        const auto request = stunBindingRequest(m_id);
        ++m_sent;
        m_socket.write(reinterpret_cast<const char *>(request.data()), static_cast<qint64>(request.size()));
    }

    void onTimeout()
    {
        if (m_sent >= m_request.tries || m_socket.state() != QAbstractSocket::ConnectedState) {
            end(Outcome::Silent);
            return;
        }
        m_wait *= 2;
        m_timer.start(m_wait);
        send();
    }

    void read()
    {
        while (!m_ended && m_socket.hasPendingDatagrams()) {
            const QByteArray datagram = m_socket.receiveDatagram(longestDatagram).data();
            const auto *bytes = reinterpret_cast<const std::uint8_t *>(datagram.constData());
            const StunAnswer answer = readStunAnswer({bytes, static_cast<std::size_t>(datagram.size())}, m_id);
            if (answer.kind == StunAnswer::Kind::Address)
                end(Outcome::Address, answer.address);
            else if (answer.kind == StunAnswer::Kind::Refused)
                end(Outcome::Refused);
        }
    }

    void onError(QAbstractSocket::SocketError error)
    {
        switch (error) {
        case QAbstractSocket::ConnectionRefusedError: // ICMP port unreachable
        case QAbstractSocket::RemoteHostClosedError:
            end(Outcome::Refused);
            return;
        case QAbstractSocket::TemporaryError:
        case QAbstractSocket::DatagramTooLargeError:
            return;
        default:
            end(Outcome::NoNetwork);
        }
    }

    StunClient &m_client;
    Request m_request;
    StunTransaction m_id;
    std::chrono::milliseconds m_wait;
    QUdpSocket m_socket;
    QTimer m_timer;
    int m_sent = 0;
    bool m_ended = false;
};

StunClient::StunClient(QObject *parent)
    : QObject(parent)
{
}

StunClient::~StunClient() = default;

void StunClient::ask(const Request &request)
{
    auto &transaction = m_transactions[request.id];
    transaction = std::make_unique<Transaction>(*this, request);
    transaction->start();
}

void StunClient::cancelAll()
{
    m_transactions.clear();
}

void StunClient::finish(quint64 id, Outcome outcome, const platform::IpAddress &address)
{
    const auto found = m_transactions.find(id);
    if (found == m_transactions.end())
        return;
    found->second.release()->deleteLater(); // this runs within one of its own functions
    m_transactions.erase(found);
    Q_EMIT answered(id, outcome, address);
}

} // namespace engine
