// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/matcher_bench.h"

#include <QTest>

using namespace platform;
using namespace matchertest;
using namespace std::chrono_literals;

class TestReplyMatcher final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void echo_data();
    void echo();
    void forgedEcho();
    void quoteOfEveryLength_data();
    void quoteOfEveryLength();
    void duplicatesMatchAgain();
    void forgedQuotes();
    void nat();
    void paddedQuote();
    void minimalUdpQuoteIsNeverGuessed();
    void udpData();
    void tcp();
    void forgetting();
    void sequenceWraps();
    void truncatedAtEveryLength();
};

void TestReplyMatcher::echo_data()
{
    QTest::addColumn<Family>("family");
    QTest::newRow("v4") << Family::V4;
    QTest::newRow("v6") << Family::V6;
}

void TestReplyMatcher::echo()
{
    QFETCH(Family, family);
    Bench bench(Protocol::Icmp, family);
    const Bytes first = bench.send(1);
    const Bytes second = bench.send(2);
    QCOMPARE(bench.verdict(bench.echoReply(second, bench.target)), QByteArray("probe 2"));
    QCOMPARE(bench.verdict(bench.echoReply(first, bench.target)), QByteArray("probe 1"));
    QCOMPARE(bench.verdict(bench.timeExceeded(first)), QByteArray("probe 1"));
}

void TestReplyMatcher::forgedEcho()
{
    Bench bench(Protocol::Icmp);
    const Bytes packet = bench.send(1);
    QCOMPARE(bench.verdict(bench.echoReply(packet, bench.router)), foreign(ForeignReason::WrongAddress));

    Bytes payload = packet;
    payload[ip4 + 8 + 6] ^= 1; // within the nonce
    QCOMPARE(bench.verdict(bench.echoReply(payload, bench.target)), foreign(ForeignReason::WrongNonce));

    Bytes cut(packet.begin(), packet.begin() + ip4 + 8 + 4);
    writeU16(cut, 2, static_cast<std::uint16_t>(cut.size()));
    QCOMPARE(bench.verdict(bench.echoReply(cut, bench.target)), foreign(ForeignReason::WrongNonce));

    Bytes sequence = packet;
    sequence[ip4 + 6] ^= 0x40;
    QCOMPARE(bench.verdict(bench.echoReply(sequence, bench.target)), foreign(ForeignReason::UnknownProbe));

    Bytes other = packet;
    other[ip4 + 4] ^= 1; // another program's identifier
    QCOMPARE(bench.verdict(bench.echoReply(other, bench.target)), QByteArray("not ours"));

    Bytes damaged = bench.echoReply(packet, bench.target);
    damaged.back() ^= 1;
    QCOMPARE(bench.verdict(damaged), QByteArray("damaged"));
    QCOMPARE(bench.verdict(packet), QByteArray("no answer")); // our own request
}

void TestReplyMatcher::quoteOfEveryLength_data()
{
    QTest::addColumn<Protocol>("protocol");
    QTest::addColumn<Family>("family");
    for (const Protocol protocol : {Protocol::Icmp, Protocol::Udp, Protocol::Tcp}) {
        for (const Family family : {Family::V4, Family::V6}) {
            const std::string name(protocolName(protocol));
            QTest::addRow("%s v%d", name.c_str(), int(family)) << protocol << family;
        }
    }
}

void TestReplyMatcher::quoteOfEveryLength()
{
    QFETCH(Protocol, protocol);
    QFETCH(Family, family);
    Bench bench(protocol, family);
    (void)bench.send(1);
    const Bytes packet = bench.send(2);
    (void)bench.send(3);
    const std::size_t header = plainIpHeaderLength(family);
    for (std::size_t length = 0; length <= packet.size(); ++length) {
        const QByteArray verdict = bench.verdict(bench.timeExceeded(packet, length));
        // UDP shows the number of the probe only in its payload; the others in the first 8 bytes.
        const std::size_t needed = header + (protocol == Protocol::Udp ? 12 : 8);
        if (length < header)
            QCOMPARE(verdict, QByteArray("no answer"));
        else if (length >= needed)
            QCOMPARE(verdict, QByteArray("probe 2"));
        else
            QVERIFY2(verdict.startsWith("foreign") || verdict == "not ours", verdict.constData());
    }
}

void TestReplyMatcher::duplicatesMatchAgain()
{
    Bench bench(Protocol::Udp);
    const Bytes packet = bench.send(1);
    QCOMPARE(bench.verdict(bench.timeExceeded(packet)), QByteArray("probe 1"));
    QCOMPARE(bench.verdict(bench.timeExceeded(packet)), QByteArray("probe 1"));
}

void TestReplyMatcher::forgedQuotes()
{
    for (const Protocol protocol : {Protocol::Icmp, Protocol::Udp}) {
        Bench bench(protocol);
        const Bytes packet = bench.send(1);
        const std::size_t nonceAt = ip4 + 8 + 4;
        Bytes nonce = packet;
        nonce[nonceAt] ^= 1;
        QCOMPARE(bench.verdict(bench.timeExceeded(nonce)), foreign(ForeignReason::WrongNonce));

        Bytes elsewhere = nonce;
        elsewhere[19] ^= 1; // another destination, and no proof
        QCOMPARE(bench.verdict(bench.timeExceeded(elsewhere)), foreign(ForeignReason::WrongAddress));
        QCOMPARE(bench.verdict(bench.timeExceeded(elsewhere, 28)), foreign(ForeignReason::WrongAddress));

        Bytes unknown = packet;
        unknown[protocol == Protocol::Icmp ? ip4 + 6 : ip4 + 8 + 2] ^= 0x40; // sequence
        QCOMPARE(bench.verdict(bench.timeExceeded(unknown)), foreign(ForeignReason::UnknownProbe));

        Bytes stranger = nonce;
        stranger[protocol == Protocol::Icmp ? ip4 + 4 : ip4] ^= 1; // another program's identifier or port
        QCOMPARE(bench.verdict(bench.timeExceeded(stranger)), QByteArray("not ours"));
    }
}

void TestReplyMatcher::nat()
{
    Bench bench(Protocol::Icmp);
    const Bytes packet = bench.send(1);
    QCOMPARE(bench.verdict(bench.timeExceeded(rewritten(packet, true, false))), QByteArray("probe 1 source"));
    QCOMPARE(
        bench.verdict(bench.timeExceeded(rewritten(packet, true, true))), QByteArray("probe 1 source port checksum"));
    QCOMPARE(
        bench.verdict(bench.timeExceeded(rewritten(packet, true, true, false))), QByteArray("probe 1 source port"));
    // Too short for the nonce: the sequence and an honest checksum say so.
    QCOMPARE(bench.verdict(bench.timeExceeded(rewritten(packet, true, true), 28)),
        QByteArray("probe 1 source port checksum"));
    QCOMPARE(bench.verdict(bench.timeExceeded(rewritten(packet, true, true, false), 28)), QByteArray("not ours"));
    Bytes elsewhere = packet; // our bytes, but to somebody else: whoever saw our probe could write that
    elsewhere[19] ^= 1;
    QCOMPARE(bench.verdict(bench.timeExceeded(elsewhere)), foreign(ForeignReason::WrongAddress));
    Bytes checksum = packet;
    checksum[ip4 + 2] ^= 1;
    QCOMPARE(bench.verdict(bench.timeExceeded(checksum, 28)), QByteArray("probe 1 checksum"));

    Bench udp(Protocol::Udp);
    Bytes datagram = udp.send(1);
    datagram[ip4] ^= 1; // source port
    QCOMPARE(udp.verdict(udp.timeExceeded(datagram)), QByteArray("probe 1 port"));
}

void TestReplyMatcher::paddedQuote()
{
    // RFC 4884 pads a quote with zeros to 128 bytes: zeros are no nonce.
    Bench bench(Protocol::Icmp);
    const Bytes packet = bench.send(1);
    Bytes quote(packet.begin(), packet.begin() + 28);
    quote.resize(128);
    QCOMPARE(bench.verdict(bench.timeExceeded(quote)), QByteArray("probe 1"));
    Bench udp(Protocol::Udp);
    const Bytes datagram = udp.send(1);
    Bytes start28(datagram.begin(), datagram.begin() + 28);
    start28.resize(128);
    QCOMPARE(udp.verdict(udp.timeExceeded(start28)), QByteArray("probe 1"));
}

void TestReplyMatcher::minimalUdpQuoteIsNeverGuessed()
{
    Bench bench(Protocol::Udp);
    const Bytes first = bench.send(1);
    QCOMPARE(bench.verdict(bench.timeExceeded(first, 28)), QByteArray("probe 1"));
    QCOMPARE(bench.verdict(bench.timeExceeded(first, 28)), foreign(ForeignReason::UnknownProbe)); // none left
    const Bytes second = bench.send(2);
    const Bytes third = bench.send(3);
    QCOMPARE(bench.verdict(bench.timeExceeded(second, 28)), foreign(ForeignReason::Ambiguous));
    QCOMPARE(bench.verdict(bench.timeExceeded(third)), QByteArray("probe 3"));
    QCOMPARE(bench.verdict(bench.timeExceeded(second, 28)), QByteArray("probe 2"));
}

void TestReplyMatcher::udpData()
{
    Bench bench(Protocol::Udp);
    const Bytes packet = bench.send(1);
    (void)bench.send(2);
    const auto answer = [&bench](const IpAddress &from, std::uint16_t port, std::span<const std::uint8_t> data) {
        IpHeader header;
        header.source = from;
        header.destination = bench.source;
        header.protocol = ipproto::udp;
        return buildIpPacket(header, buildUdp(from, bench.source, port, identifier, data));
    };
    const auto payload = std::span(packet).subspan(28);
    QCOMPARE(bench.verdict(answer(bench.target, 33434, payload)), QByteArray("probe 1")); // an echo service
    const Bytes other(20, std::uint8_t{7});
    QCOMPARE(bench.verdict(answer(bench.target, 33434, other)), QByteArray("probe 2")); // only it is left
    QCOMPARE(bench.verdict(answer(bench.target, 33435, other)), foreign(ForeignReason::WrongAddress));
    QCOMPARE(bench.verdict(answer(bench.router, 33434, payload)), foreign(ForeignReason::WrongAddress));
    (void)bench.send(3);
    (void)bench.send(4);
    QCOMPARE(bench.verdict(answer(bench.target, 33434, other)), foreign(ForeignReason::Ambiguous));
}

void TestReplyMatcher::tcp()
{
    Bench bench(Protocol::Tcp);
    (void)bench.send(1);
    const auto segment = [&bench](std::uint8_t flags, std::uint32_t acknowledged, std::uint16_t from = 33434) {
        TcpHeader tcp;
        tcp.sourcePort = from;
        tcp.destinationPort = identifier;
        tcp.flags = flags;
        tcp.acknowledgement = acknowledged;
        IpHeader header;
        header.source = bench.target;
        header.destination = bench.source;
        header.protocol = ipproto::tcp;
        return buildIpPacket(header, buildTcp(bench.target, bench.source, tcp));
    };
    constexpr std::uint32_t right = 0x46d6c601U + 1;
    constexpr auto synAck = static_cast<std::uint8_t>(TcpHeader::syn | TcpHeader::ack);
    constexpr auto reset = static_cast<std::uint8_t>(TcpHeader::rst | TcpHeader::ack);
    QCOMPARE(bench.verdict(segment(synAck, right)), QByteArray("probe 1"));
    QCOMPARE(bench.verdict(segment(reset, right)), QByteArray("probe 1"));
    QCOMPARE(bench.verdict(segment(reset, right + 1)), foreign(ForeignReason::WrongAcknowledgement));
    QCOMPARE(bench.verdict(segment(reset, right, 80)), foreign(ForeignReason::WrongAddress));
    QCOMPARE(bench.verdict(segment(TcpHeader::ack, right)), QByteArray("no answer"));
    const auto read = readPacketAnswer(segment(synAck, right));
    QCOMPARE(read.answer.kind, ReplyKind::TcpOpen);
    QCOMPARE(readPacketAnswer(segment(reset, right)).answer.kind, ReplyKind::TcpClosed);
}

void TestReplyMatcher::forgetting()
{
    Bench bench(Protocol::Icmp);
    const Bytes first = bench.send(1, 1s);
    const Bytes second = bench.send(2, 5s);
    QCOMPARE(bench.verdict(bench.timeExceeded(first), start + 1s), foreign(ForeignReason::UnknownProbe));
    std::vector<ProbeId> forgotten;
    bench.matcher.expire(start + 1s, forgotten);
    QCOMPARE(forgotten, std::vector{ProbeId{1}});
    QCOMPARE(bench.verdict(bench.timeExceeded(second), start + 2s), QByteArray("probe 2"));
    bench.matcher.forget(static_cast<std::uint16_t>(bench.matcher.nextSequence() - 1));
    QCOMPARE(bench.verdict(bench.timeExceeded(second), start + 2s), foreign(ForeignReason::UnknownProbe));
    std::vector<ProbeId> left;
    bench.matcher.appendAll(left);
    QVERIFY(left.empty());
}

void TestReplyMatcher::sequenceWraps()
{
    Bench bench(Protocol::Icmp);
    std::vector<ProbeId> forgotten;
    for (std::uint64_t number = 1; number <= 70000; ++number) {
        bench.matcher.add({.id = ProbeId{number}, .ttl = 1, .sentAt = start, .forgetAt = start + 1s});
        if (number % 1000 == 0)
            bench.matcher.expire(start + 2s, forgotten);
    }
    QCOMPARE(forgotten.size(), std::size_t{70000});
    const Bytes packet = bench.send(7);
    QCOMPARE(bench.verdict(bench.timeExceeded(packet)), QByteArray("probe 7"));
}

void TestReplyMatcher::truncatedAtEveryLength()
{
    for (const Family family : {Family::V4, Family::V6}) {
        Bench bench(Protocol::Icmp, family);
        const Bytes whole = bench.timeExceeded(bench.send(1));
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
            QVERIFY(!bench.verdict(cut).startsWith("probe"));
        }
        QCOMPARE(bench.verdict(whole), QByteArray("probe 1"));
    }
}

QTEST_APPLESS_MAIN(TestReplyMatcher)
#include "tst_reply_matcher.moc"
