// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QHostAddress>
#include <QUdpSocket>

/// A name server on the loopback interface for tests: answers what its table says, and can be silent or wrong on
/// purpose.
class DnsTestServer final : public QObject {
    Q_OBJECT

public:
    enum class Manner { Answer, NoSuchName, NoData, ServerFailure, Silent, Garbage, Truncated, WrongId, WrongQuestion };
    enum Type : quint16 { A = 1, Aaaa = 28 };

    struct Record {
        Manner manner = Manner::NoSuchName;
        QList<QHostAddress> addresses;
    };

    DnsTestServer()
    {
        m_socket.bind(QHostAddress::LocalHost, 0);
        connect(&m_socket, &QUdpSocket::readyRead, this, &DnsTestServer::answerAll);
    }

    quint16 port() const { return m_socket.localPort(); }
    int asked() const { return m_asked; }
    void add(const QString &name, Manner manner, const QList<QHostAddress> &addresses = {})
    {
        m_records[name] = {manner, addresses};
    }

private:
    struct Question {
        QByteArray wire; ///< name, type and class as they came
        QString name;
        quint16 type = 0;
    };

    static int byteAt(const QByteArray &bytes, qsizetype at)
    {
        return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
    }

    static Question parse(const QByteArray &query)
    {
        Question question;
        qsizetype at = 12;
        QStringList labels;
        while (byteAt(query, at) != 0) {
            labels += QString::fromLatin1(query.mid(at + 1, byteAt(query, at)));
            at += byteAt(query, at) + 1;
        }
        question.name = labels.join(u'.').toLower();
        question.type = static_cast<quint16>((byteAt(query, at + 1) << 8) | byteAt(query, at + 2));
        question.wire = query.mid(12, at + 5 - 12);
        return question;
    }

    static QByteArray header(const QByteArray &query, int code, qsizetype answers)
    {
        QByteArray out = query.left(2);
        out += char(0x84); // response, authoritative
        out += char(code);
        out += QByteArray("\0\1\0", 3);
        out += char(answers);
        return out + QByteArray(4, '\0');
    }

    static QByteArray resource(const QHostAddress &address)
    {
        QByteArray data;
        const bool v4 = address.protocol() == QAbstractSocket::IPv4Protocol;
        if (v4) {
            for (int shift = 24; shift >= 0; shift -= 8)
                data += char((address.toIPv4Address() >> shift) & 0xff);
        } else {
            const Q_IPV6ADDR bytes = address.toIPv6Address();
            data = QByteArray(reinterpret_cast<const char *>(bytes.c), 16);
        }
        QByteArray out("\xc0\x0c\0", 3);
        out += char(v4 ? A : Aaaa);
        out += QByteArray("\0\1\0\0\0\x3c\0", 7); // class IN, 60 s, length
        out += char(data.size());
        return out + data;
    }

    QByteArray reply(const QByteArray &query) const
    {
        const Question question = parse(query);
        const Record record = m_records.value(question.name);
        switch (record.manner) {
        case Manner::Silent:
            return {};
        case Manner::Garbage:
            return QByteArray("\xff\xff\xff\xff garbage");
        case Manner::NoSuchName:
            return header(query, 3, 0) + question.wire;
        case Manner::ServerFailure:
            return header(query, 2, 0) + question.wire;
        case Manner::NoData:
            return header(query, 0, 0) + question.wire;
        case Manner::Truncated: // says one answer, ends in its middle
            return header(query, 0, 1) + question.wire + resource(QHostAddress(QStringLiteral("192.0.2.1"))).chopped(2);
        case Manner::WrongId:
        case Manner::WrongQuestion:
        case Manner::Answer:
            break;
        }
        return positiveReply(query, question, record);
    }

    static QByteArray positiveReply(const QByteArray &query, const Question &question, const Record &record)
    {
        QByteArray body;
        qsizetype count = 0;
        for (const QHostAddress &address : record.addresses) {
            if ((address.protocol() == QAbstractSocket::IPv4Protocol) != (question.type == A))
                continue;
            body += resource(address);
            ++count;
        }
        QByteArray out = header(query, 0, count) + question.wire + body;
        if (record.manner == Manner::WrongId)
            out[0] = char(out[0] + 1);
        if (record.manner == Manner::WrongQuestion)
            out[13] = 'x';
        return out;
    }

    void answerAll()
    {
        while (m_socket.hasPendingDatagrams()) {
            QByteArray query(m_socket.pendingDatagramSize(), '\0');
            QHostAddress from;
            quint16 port = 0;
            m_socket.readDatagram(query.data(), query.size(), &from, &port);
            ++m_asked;
            if (const QByteArray out = reply(query); !out.isEmpty())
                m_socket.writeDatagram(out, from, port);
        }
    }

    QUdpSocket m_socket;
    QHash<QString, Record> m_records;
    int m_asked = 0;
};
