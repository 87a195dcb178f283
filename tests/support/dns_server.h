// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/dns_record.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QObject>

#include <chrono>
#include <functional>
#include <vector>

class QTcpServer;
class QTcpSocket;
class QUdpSocket;

/// How a name is answered.
struct DnsManner {
    enum class Kind {
        Answer, ///< properly: records, CNAME chains, "no such name", "no such data", truncation of what is too long
        NoSuchName, ///< NXDOMAIN, whatever the table has
        NoData, ///< no error and no record
        FormatError,
        ServerFailure,
        NotImplemented,
        Refused,
        Silent,
        Garbage, ///< bytes that are no message
        Cut, ///< the right answer without its last two bytes
        Truncated, ///< nothing but the TC bit over UDP, the answer over TCP
        TruncatedOnly, ///< ... and TCP connections are closed at the question
        WrongId,
        WrongQuestion, ///< the answer, for a name with another first letter
        WrongOwner, ///< the right question, records of another name
        OtherPort, ///< the right answer from another UDP port
        ForgedFirst, ///< an answer with a wrong id and address 192.0.2.66 or name "forged.test", then the right one
        CompressionLoop, ///< a record whose owner is a pointer to itself
    };

    Kind kind = Kind::Answer;
    std::chrono::milliseconds delay{-1}; ///< before the answer; negative: the server's
    int dropFirst = 0; ///< so many questions of each type go unanswered first
    int negativeTtl = 60; ///< s, TTL and MINIMUM of the SOA record with a negative answer; negative: no SOA record
};

/// A question as it came.
struct DnsQuestion {
    QByteArray name; ///< as text, in the case in which it came, without a dot at the end
    quint16 type = 0;
    quint16 id = 0;
    bool tcp = false;
};

/// A name server on the loopback interface for tests and benchmarks: answers what its table says, over UDP and TCP, and
/// can be silent, late or wrong on purpose. Needs the event loop of its thread; to be used on that thread only.
///
/// A name that the table does not have does not exist (NXDOMAIN). "*.example" stands for all names below "example" that
/// are not in the table, "*" for all names.
class DnsTestServer final : public QObject {
    Q_OBJECT

public:
    /// Listens there, with port 0 on any free port, the same for UDP and TCP; see port().
    explicit DnsTestServer(const QHostAddress &address = QHostAddress::LocalHost, quint16 port = 0);
    enum Listening { NotYet };
    explicit DnsTestServer(Listening); ///< only after listen()

    /// One more address with the same table. False and error() if it cannot be used.
    bool listen(const QHostAddress &address, quint16 port);
    quint16 port() const; ///< of the first address; 0: does not listen
    QString error() const { return m_error; }

    /// Adds records, in order; with none the name exists without data.
    void add(const QByteArray &name, const QList<DnsRecord> &records);
    void add(const QByteArray &name, const DnsRecord &record) { add(name, QList<DnsRecord>{record}); }
    void setManner(const QByteArray &name, const DnsManner &manner); ///< "*": of all that have no other
    void setDelay(std::chrono::milliseconds delay) { m_delay = delay; } ///< of every answer
    void clear(); ///< table, manners and questions

    const QList<DnsQuestion> &questions() const { return m_questions; } ///< all that came, in order
    int asked() const { return static_cast<int>(m_questions.size()); }
    int asked(const QByteArray &name) const;
    std::function<void(const DnsQuestion &)> onQuestion; ///< called with each, before it is answered

private:
    struct Parsed;
    using Send = std::function<void(const QByteArray &)>;

    QByteArray keyOf(const QByteArray &wire, const std::function<bool(const QByteArray &)> &has) const;
    DnsManner mannerOf(const QByteArray &wire) const;
    const QList<DnsRecord> *find(const QByteArray &wire) const;
    QByteArray properAnswer(const Parsed &query, const DnsManner &manner) const;
    std::vector<QByteArray> answers(const Parsed &query, const DnsManner &manner) const;
    void handle(const QByteArray &message, bool tcp, const Send &send, const Send &sendElsewhere);
    void readDatagrams(QUdpSocket *socket);
    void readStream(QTcpSocket *socket);
    void accept(QTcpServer *server);

    QList<QUdpSocket *> m_udp;
    QUdpSocket *m_other = nullptr; ///< for answers from another port
    QString m_error;
    QHash<QByteArray, QList<DnsRecord>> m_records; ///< by name on the wire, lower case
    QHash<QByteArray, DnsManner> m_manners;
    QHash<QByteArray, int> m_dropped; ///< by name and type
    std::chrono::milliseconds m_delay{0};
    QList<DnsQuestion> m_questions;
};
