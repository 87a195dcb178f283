// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/stun_message.h"
#include "tests/engine/stun_test_server.h"

#include <QTest>

using namespace engine;
using Kind = StunAnswer::Kind;

namespace {

// RFC 5769 section 2.2: XOR-MAPPED-ADDRESS 192.0.2.1 port 32853, with SOFTWARE, MESSAGE-INTEGRITY and FINGERPRINT.
const QByteArray sample4 = QByteArray::fromHex("0101003c2112a442b7e7a701bc34d686fa87dfae"
                                               "8022000b7465737420766563746f7220"
                                               "002000080001a147e112a643"
                                               "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
                                               "80280004c07d4c96");
// Section 2.3: 2001:db8:1234:5678:11:2233:4455:6677 port 32853.
const QByteArray sample6 = QByteArray::fromHex("010100482112a442b7e7a701bc34d686fa87dfae"
                                               "8022000b7465737420766563746f7220"
                                               "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
                                               "00080014a382954e4be67bf11784c97c8292c275bfe3ed41"
                                               "80280004c8fb0b4c");
const QByteArray id = QByteArray::fromHex("b7e7a701bc34d686fa87dfae");

StunTransaction transaction(const QByteArray &bytes = id)
{
    StunTransaction made{};
    std::ranges::copy(bytes, made.begin());
    return made;
}

StunAnswer read(const QByteArray &datagram, const StunTransaction &of = transaction())
{
    return readStunAnswer(
        {reinterpret_cast<const std::uint8_t *>(datagram.constData()), static_cast<std::size_t>(datagram.size())}, of);
}

QByteArray success(const QByteArray &attributes)
{
    return StunTestServer::message(0x0101, id, attributes);
}

QByteArray attribute(quint16 type, const char *hex)
{
    return StunTestServer::attribute(type, QByteArray::fromHex(hex));
}

} // namespace

class TestStunMessage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void request()
    {
        const auto bytes = stunBindingRequest(transaction());
        QCOMPARE(QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())).toHex(),
            QByteArray("000100002112a442b7e7a701bc34d686fa87dfae"));
    }

    void sampleResponses()
    {
        const StunAnswer answer4 = read(sample4);
        QCOMPARE(answer4.kind, Kind::Address);
        QCOMPARE(answer4.address.toString(), std::string("192.0.2.1"));
        QCOMPARE(answer4.port, std::uint16_t(32853));
        const StunAnswer answer6 = read(sample6);
        QCOMPARE(answer6.kind, Kind::Address);
        QCOMPARE(answer6.address.toString(), std::string("2001:db8:1234:5678:11:2233:4455:6677"));
        QCOMPARE(answer6.port, std::uint16_t(32853));
    }

    void cutAnywhereItIsForeign()
    {
        for (const QByteArray &whole : {sample4, sample6}) {
            for (qsizetype length = 0; length < whole.size(); ++length)
                QCOMPARE(read(whole.left(length)).kind, Kind::Foreign);
            QCOMPARE(read(whole + '\0').kind, Kind::Foreign);
            QCOMPARE(read(whole + QByteArray(4, '\0')).kind, Kind::Foreign);
        }
    }

    /// Cut, but with a length that fits: never an address that is not wholly there.
    void cutWithFittingLength()
    {
        for (qsizetype length = 20; length < sample6.size(); ++length) {
            QByteArray cut = sample6.left(length);
            cut.replace(2, 2, StunTestServer::number16(static_cast<quint16>(length - 20)));
            const StunAnswer answer = read(cut);
            if (answer.kind == Kind::Address)
                QCOMPARE(answer.address.toString(), std::string("2001:db8:1234:5678:11:2233:4455:6677"));
        }
    }

    void whatIsNotOurs_data()
    {
        QTest::addColumn<int>("at");
        QTest::newRow("type") << 0;
        QTest::newRow("method") << 1;
        QTest::newRow("length") << 3;
        QTest::newRow("cookie") << 4;
        QTest::newRow("first byte of the transaction") << 8;
        QTest::newRow("last byte of the transaction") << 19;
    }
    void whatIsNotOurs()
    {
        QFETCH(int, at);
        QByteArray changed = sample4;
        changed[at] = static_cast<char>(changed[at] ^ 0x40);
        QCOMPARE(read(changed).kind, Kind::Foreign);
    }

    void attributes_data()
    {
        QTest::addColumn<QByteArray>("datagram");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("address");
        const QByteArray plain = attribute(0x0001, "00018055c6336409"); // 198.51.100.9
        const QByteArray combined = attribute(0x0020, "0001a147e112a643"); // 192.0.2.1
        QTest::newRow("plain alone") << success(plain) << Kind::Address << "198.51.100.9";
        QTest::newRow("combined counts more") << success(plain + combined) << Kind::Address << "192.0.2.1";
        QTest::newRow("the first of two")
            << success(plain + attribute(0x0001, "00018055c633640a")) << Kind::Address << "198.51.100.9";
        QTest::newRow("none") << success({}) << Kind::Refused << "";
        QTest::newRow("of an unknown family") << success(attribute(0x0020, "0003a147e112a643")) << Kind::Refused << "";
        QTest::newRow("too short for its family")
            << success(attribute(0x0020, "0002a147e112a643")) << Kind::Refused << "";
        QTest::newRow("too long for its family")
            << success(attribute(0x0020, "0001a147e112a64300000000")) << Kind::Refused << "";
        QTest::newRow("empty") << success(attribute(0x0020, "")) << Kind::Refused << "";
        QTest::newRow("unknown but optional")
            << success(attribute(0x9999, "01") + combined) << Kind::Address << "192.0.2.1";
        QTest::newRow("unknown and required") << success(attribute(0x7fff, "01") + combined) << Kind::Refused << "";
        QTest::newRow("of RFC 3489") << success(plain + attribute(0x0004, "00010d96c0000201")) << Kind::Address
                                     << "198.51.100.9";
        QTest::newRow("longer than the message")
            << success(QByteArray::fromHex("0020000c0001a147e112a643")) << Kind::Foreign << "";
        QTest::newRow("longest length") << success(QByteArray::fromHex("0020ffff0001a147e112a643")) << Kind::Foreign
                                        << "";
    }
    void attributes()
    {
        QFETCH(QByteArray, datagram);
        QFETCH(Kind, kind);
        QFETCH(QString, address);
        const StunAnswer answer = read(datagram);
        QCOMPARE(answer.kind, kind);
        QCOMPARE(QString::fromStdString(answer.address.toString()), address);
    }

    void errorResponses_data()
    {
        QTest::addColumn<QByteArray>("attributes");
        QTest::addColumn<int>("code");
        QTest::newRow("400") << StunTestServer::attribute(9, QByteArray::fromHex("00000400") + "Bad Request") << 400;
        QTest::newRow("699") << attribute(9, "00000663") << 699;
        QTest::newRow("no such class") << attribute(9, "00000200") << 0;
        QTest::newRow("no such number") << attribute(9, "00000464") << 0;
        QTest::newRow("too short") << attribute(9, "0000") << 0;
        QTest::newRow("without a code") << QByteArray() << 0;
        QTest::newRow("with an address") << attribute(0x0020, "0001a147e112a643") << 0;
    }
    void errorResponses()
    {
        QFETCH(QByteArray, attributes);
        QFETCH(int, code);
        const StunAnswer answer = read(StunTestServer::message(0x0111, id, attributes));
        QCOMPARE(answer.kind, Kind::Refused);
        QCOMPARE(answer.errorCode, code);
        QVERIFY(answer.address.isNull());
    }
};

QTEST_GUILESS_MAIN(TestStunMessage)
#include "tst_stun_message.moc"
