// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ares_channel.h"
#include "engine/dns_message.h"
#include "engine/dns_options.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QStringList>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace engine {

/// Asks name servers. At most DnsOptions::parallelQuestions are under way, the rest waits in order. All functions on
/// the thread it lives in, whose event loop drives it; may be made on another thread and moved there before its first
/// question. Its destruction forgets all questions.
///
/// Callbacks come from the event loop, never before the asking function has returned, once per question. Everything is
/// allowed in them, also asking, cancelling and deleting the channel.
class DnsChannel final : public QObject {
    Q_OBJECT

public:
    using Token = quint64; ///< names a question; never 0
    using Done = std::function<void(const DnsAnswer &)>;
    using Names = Done;
    using Texts = Done;
    using Addresses = Done;

    explicit DnsChannel(DnsOptions options, QObject *parent = nullptr);
    ~DnsChannel() override;

    /// PTR: all names of the address, in DnsAnswer::values.
    Token findNames(const platform::IpAddress &address, Names done);
    /// TXT records of exactly this name, in DnsAnswer::values; no search domain is ever appended.
    Token findTexts(const QString &name, Texts done);
    /// A and AAAA of exactly this name, sorted by RFC 6724.
    Token findAddresses(const QString &name, Addresses done);
    /// From the hosts file; nobody is asked and asking() not emitted. Missing: it does not have the name.
    Token findInHostsFile(const QString &name, Addresses done);

    /// `done` will not be called. A question that still waits is dropped; the answer to one that has left is not looked
    /// at, though it may be sent once more.
    void cancel(Token token);
    /// Cancels all; nothing more leaves the machine, repetitions neither.
    void cancelAll();

    /// Takes effect for questions that have not left; the others end with the servers they were sent to.
    void setOptions(const DnsOptions &options);

    /// Those in use, as text ("192.0.2.53:53, …"); the configuration is read anew when it is old.
    QString servers();

Q_SIGNALS:
    /// A question leaves the machine now: "9.113.0.203.in-addr.arpa PTR", and whom it goes to. Only to be noted: the
    /// channel must not be used in slots of this.
    void asking(engine::DnsChannel::Token token, const QString &what, const QString &servers);

private:
    struct Question {
        Token token = 0;
        QByteArray name;
        DnsType type = DnsType::A; ///< A: AAAA too
        bool hostsFile = false;
    };

    Token enqueue(const QByteArray &name, DnsType type, bool hostsFile, Done done);
    void turnSoon();
    void turn();
    void deliver();
    bool mayAsk() const;
    void start(const Question &question);
    AresChannel &current();
    AresChannel &hostsFile();
    AresChannel &renewed(std::unique_ptr<AresChannel> &channel, QElapsedTimer &age, AresChannel::Source source);
    void finish(Token token, const DnsAnswer &answer);

    DnsOptions m_options;
    std::unique_ptr<AresChannel> m_current; ///< null before the first question, and after new options
    QElapsedTimer m_age; ///< of m_current
    std::vector<std::unique_ptr<AresChannel>> m_aged; ///< earlier configurations, until their questions have ended
    std::vector<std::unique_ptr<AresChannel>> m_replaced; ///< those of other options
    std::unique_ptr<AresChannel> m_hosts; ///< reads the hosts file
    QElapsedTimer m_hostsAge;
    std::deque<Question> m_waiting;
    std::map<Token, Done> m_callbacks; ///< of all that were not cancelled
    std::vector<std::pair<Token, DnsAnswer>> m_finished; ///< callbacks still to be called
    Token m_last = 0;
    bool m_turnPosted = false;
};

} // namespace engine
