// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/stun_message.h"

#include <QObject>

#include <chrono>
#include <map>
#include <memory>

namespace engine {

/// STUN transactions over UDP (RFC 8489 section 6.2.1) on the thread it lives in. A socket of its own for each,
/// connected to the server: what others send, the system does not deliver; what does not prove that it belongs to the
/// transaction is passed over.
class StunClient final : public QObject {
    Q_OBJECT

public:
    struct Request {
        quint64 id = 0; ///< chosen by the caller
        platform::IpAddress server;
        std::uint16_t port = 0;
        std::chrono::milliseconds timeout{}; ///< of the first try; doubles
        int tries = 1;
    };
    enum class Outcome : std::uint8_t {
        Address,
        Refused, ///< by an error response, or there is nobody at the port
        Silent,
        NoNetwork, ///< this machine has no way to the server
    };

    explicit StunClient(QObject *parent = nullptr);
    ~StunClient() override;

    void ask(const engine::StunClient::Request &request);
    void cancelAll(); ///< their answered() will not be emitted

Q_SIGNALS:
    /// Once for every request. `address` with Outcome::Address only.
    void answered(quint64 id, engine::StunClient::Outcome outcome, const platform::IpAddress &address);

private:
    class Transaction;
    void finish(quint64 id, Outcome outcome, const platform::IpAddress &address);

    std::map<quint64, std::unique_ptr<Transaction>> m_transactions;
};

} // namespace engine
