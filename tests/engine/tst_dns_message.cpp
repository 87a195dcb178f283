// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dns_message.h"

#include "tests/support/dns_record.h"

#include <QTest>

using engine::DnsAnswer;
using engine::DnsType;

namespace {

constexpr quint16 response = 0x8180;
constexpr quint16 noSuchName = 0x8183;

QByteArray header(quint16 flags, int questions, int answers, int authority = 0)
{
    return dnsWord(0x1234) + dnsWord(flags) + dnsWord(questions) + dnsWord(answers) + dnsWord(authority) + dnsWord(0);
}

QByteArray question(const QByteArray &name, DnsType type)
{
    return dnsName(name) + dnsWord(qsizetype(type)) + dnsWord(1);
}

QByteArray record(const QByteArray &owner, DnsType type, const QByteArray &data, quint32 ttl = 300, int inClass = 1)
{
    return owner + dnsWord(qsizetype(type)) + dnsWord(inClass) + dnsLongWord(ttl) + dnsWord(data.size()) + data;
}

const QByteArray toQuestion("\xc0\x0c", 2); ///< a pointer to its name

DnsAnswer read(const QByteArray &message, DnsType type = DnsType::Ptr, const QByteArray &name = "a.test")
{
    // A copy of exactly this size: sanitizers see every byte that is read behind its end.
    const std::vector<std::uint8_t> bytes(message.begin(), message.end());
    return engine::readDnsAnswer(bytes, name, type);
}

QByteArray textOf(const DnsAnswer &answer)
{
    const QByteArray status = answer.status == DnsAnswer::Status::Found ? "found"
        : answer.status == DnsAnswer::Status::Missing                   ? "missing"
                                                                        : "failed";
    return status + ' ' + QByteArray::number(qlonglong(answer.ttl.count())) + ' ' + answer.values.join('|');
}

QByteArray ptrAnswer(const QByteArray &data)
{
    return header(response, 1, 1) + question("a.test", DnsType::Ptr) + record(toQuestion, DnsType::Ptr, data);
}

} // namespace

class TestDnsMessage final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void cutAnywhere();
    void anyByteChanged();
    void everyPointer();
    void manyRecords();
    void reverseNames();
};

void TestDnsMessage::answers_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("answer");
    const QByteArray ask = question("a.test", DnsType::Ptr);
    const QByteArray host = dnsName("host.test");
    const QByteArray hit = record(toQuestion, DnsType::Ptr, host);
    const auto row = [](const char *name, const QByteArray &message, const char *answer) {
        QTest::newRow(name) << message << QByteArray(answer);
    };
    row("one", header(response, 1, 1) + ask + hit, "found 300 host.test");
    row("question in other case", header(response, 1, 1) + question("A.Test", DnsType::Ptr) + hit,
        "found 300 host.test");
    row("owner in other case", header(response, 1, 1) + ask + record(dnsName("A.TEST"), DnsType::Ptr, host),
        "found 300 host.test");
    row("compressed data", ptrAnswer(QByteArray("\4host\xc0\x0e", 7)), "found 300 host.test");
    row("records of others", header(response, 1, 2) + ask + record(dnsName("b.test"), DnsType::Ptr, host) + hit,
        "found 300 host.test");
    row("another class", header(response, 1, 1) + ask + record(toQuestion, DnsType::Ptr, host, 300, 3), "missing 0 ");
    row("another type", header(response, 1, 1) + ask + record(toQuestion, DnsType::Txt, "\1x"), "missing 0 ");
    row("no such name, SOA",
        header(noSuchName, 1, 0, 1) + ask
            + record(dnsName(""), DnsType::Soa,
                dnsName("a") + dnsName("b") + dnsLongWord(1) + dnsLongWord(2) + dnsLongWord(3) + dnsLongWord(4)
                    + dnsLongWord(77),
                900),
        "missing 77 ");
    row("no such name, SOA lives shorter", // than its MINIMUM
        header(noSuchName, 1, 0, 1) + ask + record(dnsName(""), DnsType::Soa, dnsLongWord(77), 50), "missing 50 ");
    row("no such name, SOA cut", header(noSuchName, 1, 0, 1) + ask + dnsName("test"), "missing 0 ");
    row("nothing", {}, "failed 0 ");
    row("a query", header(0x0100, 1, 1) + ask + hit, "failed 0 ");
    row("server failure", header(0x8182, 1, 1) + ask + hit, "failed 0 ");
    row("refused", header(0x8185, 1, 1) + ask + hit, "failed 0 ");
    row("no question", header(response, 0, 1) + record(dnsName("a.test"), DnsType::Ptr, host), "failed 0 ");
    row("two questions", header(response, 2, 1) + ask + ask + hit, "failed 0 ");
    row("another question", header(response, 1, 1) + question("b.test", DnsType::Ptr) + hit, "failed 0 ");
    row("question of another type", header(response, 1, 1) + question("a.test", DnsType::Txt) + hit, "failed 0 ");
    row("fewer records than said", header(response, 1, 2) + ask + hit, "failed 0 ");
    row("data goes on after the name", ptrAnswer(host + 'x'), "failed 0 ");
    row("data is cut in the name", ptrAnswer(host.chopped(1)), "failed 0 ");
    row("no data", ptrAnswer({}), "failed 0 ");
    row("reserved label type", ptrAnswer(QByteArray("\x40x\0", 3)), "failed 0 ");
    row("pointer forward", ptrAnswer(QByteArray("\xc0\x30", 2)), "failed 0 ");
    row("name of 256 bytes", ptrAnswer(dnsName(QByteArray(63, 'a').append('.').repeated(3) + QByteArray(62, 'a'))),
        "failed 0 ");
    row("name of the root", ptrAnswer(dnsName("")), "missing 0 ");
    row("every kind of byte", ptrAnswer(dnsName("\\000\\031 \\127\\128\\255\"$(x)\\.\\\\.test")),
        "found 300 \\000\\031\\032\\127\\128\\255\"$(x)\\.\\\\.test");
}

void TestDnsMessage::answers()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, answer);
    QCOMPARE(textOf(read(message)), answer);
}

/// An answer of everything: an alias, two texts of several strings, an authority section.
void TestDnsMessage::cutAnywhere()
{
    const QByteArray answers = record(toQuestion, DnsType::Cname, dnsName("b.test"), 20)
        + record(dnsName("b.test"), DnsType::Txt, QByteArray("\2ab\3cde", 7))
        + record(dnsName("b.test"), DnsType::Txt, QByteArray("\1x", 2));
    const QByteArray whole = header(response, 1, 3, 1) + question("a.test", DnsType::Txt) + answers
        + record(dnsName(""), DnsType::Soa, dnsLongWord(1));
    QCOMPARE(textOf(read(whole, DnsType::Txt)), QByteArray("found 20 abcde|x"));
    const qsizetype authority = record(dnsName(""), DnsType::Soa, dnsLongWord(1)).size();
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const bool answered = size >= whole.size() - authority; // what follows the answer is not needed
        QCOMPARE(textOf(read(whole.left(size), DnsType::Txt)), QByteArray(answered ? "found 20 abcde|x" : "failed 0 "));
    }
}

/// Whatever a byte says, values stay printable and few.
void TestDnsMessage::anyByteChanged()
{
    const QByteArray whole = ptrAnswer(dnsName("host.test"));
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (int value = 0; value < 256; ++value) {
            QByteArray changed = whole;
            changed[at] = char(value);
            const DnsAnswer answer = read(changed);
            QCOMPARE(answer.status == DnsAnswer::Status::Found, !answer.values.isEmpty());
            for (const char c : answer.values.join())
                QVERIFY(c > ' ' && c < '\x7f');
        }
    }
}

/// Each ends, and only those to the front of where they stand may lead to a name.
void TestDnsMessage::everyPointer()
{
    const qsizetype own = ptrAnswer({}).size();
    for (int target = 0; target < 0x4000; ++target) {
        const DnsAnswer answer = read(ptrAnswer(dnsWord(0xc000 | target)));
        QVERIFY(target < own || answer.status == DnsAnswer::Status::Failed);
    }
    QCOMPARE(textOf(read(ptrAnswer(dnsWord(0xc000 | 12)))), QByteArray("found 300 a.test"));
}

void TestDnsMessage::manyRecords()
{
    QByteArray records;
    constexpr int count = 1000;
    for (int i = 0; i < count; ++i)
        records += record(toQuestion, DnsType::Ptr, dnsName(QByteArray::number(i) + ".test"));
    const DnsAnswer answer = read(header(response, 1, count) + question("a.test", DnsType::Ptr) + records);
    QCOMPARE(answer.values.size(), 64);
    QCOMPARE(answer.values.first(), QByteArray("0.test"));
}

void TestDnsMessage::reverseNames()
{
    QCOMPARE(engine::reverseName(*platform::IpAddress::parse("203.0.113.9")), QByteArray("9.113.0.203.in-addr.arpa"));
    QCOMPARE(engine::reversedDigits(*platform::IpAddress::parse("203.0.113.9")), QByteArray("9.113.0.203"));
    QCOMPARE(engine::reverseName(*platform::IpAddress::parse("2001:db8::567:89ab")),
        QByteArray("b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"));
    QCOMPARE(engine::reversedDigits({}), QByteArray());
}

QTEST_APPLESS_MAIN(TestDnsMessage)
#include "tst_dns_message.moc"
