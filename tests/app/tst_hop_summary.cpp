// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/hop_summary.h"
#include "tests/app/sample_path.h"

#include <QTest>

#include <numeric>

using app::HistogramBars;
using app::histogramBars;
using app::HopSummary;
using app::summarizeHop;
using Probe = SamplePath::Probe;

namespace {

platform::Duration ms(double value)
{
    return platform::Duration(static_cast<std::int64_t>(value * 1e6));
}

QString plain(const QString &text)
{
    return QString(text).replace(QChar(0xA0), QLatin1Char(' '));
}

double total(const HistogramBars &bars)
{
    return std::accumulate(bars.bars.begin(), bars.bars.end(), 0.0);
}

/// One answered probe of hop 1 with whatever the reply shall say.
HopSummary summaryOf(const platform::ProbeReply &reply)
{
    SamplePath sample("192.0.2.200");
    sample.emitEvent(engine::ProbeSent{1, 1, 1, 0, std::nullopt});
    engine::ProbeOutcome outcome;
    outcome.ttl = 1;
    outcome.status = engine::AnswerStatus::Answered;
    outcome.reply = reply;
    outcome.reply.from = *platform::IpAddress::parse("198.51.100.1");
    outcome.reply.kind = platform::ReplyKind::TimeExceeded;
    outcome.reply.rtt = ms(1);
    sample.emitEvent(outcome);
    return *summarizeHop(sample.path(), 1, {});
}

QString factNamed(const HopSummary &summary, const QString &label)
{
    for (const auto *facts : {&summary.facts, &summary.lookedUp}) {
        const auto found = std::ranges::find(*facts, label, &HopSummary::Fact::label);
        if (found != facts->end())
            return found->value;
    }
    return {};
}

} // namespace

class TestHopSummary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void wholeText();
    void severalAddresses();
    void silent();
    void fewSamples();
    void realLoss();
    void everythingLost();
    void extras();
    void hostileInterfaceName();
    void wayBack();
    void unknownHop();
    void barsOfNothing();
    void barsAddUp_data();
    void barsAddUp();
    void farOutliers();
};

void TestHopSummary::wholeText()
{
    SamplePath sample("192.0.2.200");
    for (int i = 0; i < 20; ++i)
        sample.round({{1, "192.168.1.1", 1},
            {2, "198.51.100.1", 10.0 + i, engine::AnswerStatus::Answered, 0, {{24015, 5, true, 254}}},
            {3, "192.0.2.200", 40}});
    const auto summary = summarizeHop(sample.path(), 2, {});
    const QStringList lines = plain(summary->plainText()).split(QLatin1Char('\n'));
    QCOMPARE(lines.value(0), QStringLiteral("Hop 2"));
    QCOMPARE(lines.value(1), QStringLiteral("Address: 198.51.100.1"));
    QCOMPARE(lines.value(2), QStringLiteral("Answer: Time exceeded: a router on the way"));
    QCOMPARE(lines.value(3), QStringLiteral("Reply TTL: 63, likely as many hops back as there"));
    QCOMPARE(lines.value(4), QStringLiteral("Labels: 24015 · exp 5 · TTL 254"));
    QCOMPARE(lines.value(5), QStringLiteral("Average: 19.5 ms"));
    QCOMPARE(lines.value(6), QStringLiteral("10.0 to 29.0 ms"));
    QVERIFY2(lines.value(7).startsWith(QStringLiteral("p50 19.")), qPrintable(lines.value(7)));
    QVERIFY2(lines.value(8).startsWith(QStringLiteral("Jitter 0.7")), qPrintable(lines.value(8)));
    QCOMPARE(lines.value(9), QStringLiteral("0.0 < 16.1 % lost"));
    QVERIFY2(lines.value(10).startsWith(QStringLiteral("0 of 20 lost")), qPrintable(lines.value(10)));
    QCOMPARE(lines.size(), 11);
    QVERIFY(!summary->realLoss);
}

void TestHopSummary::severalAddresses()
{
    const SamplePath sample = designPath();
    const auto seven = summarizeHop(sample.path(), 7, {});
    QCOMPARE(seven->addresses.size(), std::size_t(4));
    QVERIFY(seven->reachedBy.empty());
    QVERIFY(seven->addresses[0].name.startsWith(QStringLiteral("7a · 203.0.113.")));
    QVERIFY(factNamed(*seven, QStringLiteral("Address")).contains(QStringLiteral("3 more")));
    const auto nine = summarizeHop(sample.path(), 9, {});
    QVERIFY(nine->addresses.empty());
    QCOMPARE(nine->reachedBy.size(), std::size_t(3));
    double all = 0;
    for (const HopSummary::Share &share : nine->reachedBy)
        all += share.share;
    QVERIFY(std::abs(all - 1) < 1e-9);
    QVERIFY(nine->plainText().contains(QStringLiteral("Reached by 8a · ")));
}

void TestHopSummary::silent()
{
    const auto summary = summarizeHop(designPath().path(), 4, {});
    QVERIFY(summary->silent);
    QCOMPARE(summary->facts.size(), std::size_t(1));
    QCOMPARE(summary->facts[0].value, QStringLiteral("No reply to any of 600 probes"));
    QCOMPARE(summary->plainText(), QStringLiteral("Hop 4\nAnswer: No reply to any of 600 probes"));
}

void TestHopSummary::fewSamples()
{
    SamplePath sample("192.0.2.200");
    for (int i = 0; i < 3; ++i)
        sample.round({{1, "192.0.2.200", 120}});
    const auto summary = summarizeHop(sample.path(), 1, {QStringLiteral("example.com")});
    QCOMPARE(summary->average, QStringLiteral("120"));
    QCOMPARE(summary->averageUnit, QStringLiteral("ms"));
    QCOMPARE(summary->percentiles, QStringLiteral("3 samples: too few for percentiles"));
    QCOMPARE(plain(summary->loss), QStringLiteral("0 of 3 lost"));
    QCOMPARE(factNamed(*summary, QStringLiteral("Target")), QStringLiteral("example.com"));
    QCOMPARE(factNamed(*summary, QStringLiteral("Segment")), QStringLiteral("Target"));
}

void TestHopSummary::realLoss()
{
    const SamplePath sample = designPath();
    const auto twelve = summarizeHop(sample.path(), 12, {});
    QVERIFY(twelve->realLoss);
    QVERIFY(twelve->lossNote.contains(QStringLiteral("All later hops that answer lose packets as well.")));
    const auto six = summarizeHop(sample.path(), 6, {});
    QVERIFY(!six->realLoss);
    QVERIFY(plain(six->loss).endsWith(QStringLiteral("% limited")));
    QVERIFY(six->lossNote.contains(QStringLiteral("only limits its replies")));
}

void TestHopSummary::everythingLost()
{
    SamplePath sample("192.0.2.200");
    sample.round({{1, "198.51.100.1", 1}, {2, "192.0.2.200", 2}});
    for (int i = 0; i < 40; ++i)
        sample.round({{1, "198.51.100.1", 1}, {2}});
    const auto summary = summarizeHop(sample.path(), 2, {});
    QVERIFY(summary->realLoss);
    QVERIFY2(plain(summary->loss).endsWith(QStringLiteral("% lost")), qPrintable(summary->loss));
}

void TestHopSummary::extras()
{
    platform::ProbeReply reply;
    reply.replyTtl = 250;
    reply.mtu = 1400;
    reply.nat.source = true;
    reply.nat.checksum = true;
    platform::QuotedInterface interface;
    interface.role = 2;
    interface.name = "xe-0/0/1";
    interface.index = 517;
    interface.mtu = 9000;
    interface.address = *platform::IpAddress::parse("198.51.100.2");
    reply.interfaces = {interface};
    const HopSummary summary = summaryOf(reply);
    QCOMPARE(factNamed(summary, QStringLiteral("Interface")),
        QStringLiteral("outgoing · xe-0/0/1 · 198.51.100.2 · index 517 · MTU 9000"));
    QCOMPARE(factNamed(summary, QStringLiteral("NAT")),
        QStringLiteral("A NAT before this hop rewrote: source address, checksum"));
    QCOMPARE(factNamed(summary, QStringLiteral("Reply TTL")),
        QStringLiteral("250, likely 6 hops back, more than there: another way"));
    // The state keeps the MTU of packet-too-big answers only.
    QVERIFY(factNamed(summary, QStringLiteral("Next MTU")).isEmpty()
        || factNamed(summary, QStringLiteral("Next MTU")).contains(QStringLiteral("1400")));
}

void TestHopSummary::hostileInterfaceName()
{
    platform::ProbeReply reply;
    platform::QuotedInterface interface;
    interface.name = "ge\n\x1b[31m\xE2\x80\xAE\xFF";
    interface.role = 99;
    reply.interfaces = {interface};
    const QString text = factNamed(summaryOf(reply), QStringLiteral("Interface"));
    QVERIFY(!text.isEmpty());
    for (const QChar c : text)
        QVERIFY2(c.isPrint(), qPrintable(QString::number(c.unicode(), 16)));
}

void TestHopSummary::wayBack()
{
    QCOMPARE(app::hopsBack(64), 1);
    QCOMPARE(app::hopsBack(57), 8);
    QCOMPARE(app::hopsBack(128), 1);
    QCOMPARE(app::hopsBack(65), 64);
    QCOMPARE(app::hopsBack(255), 1);
    QCOMPARE(app::hopsBack(240), 16);
    QCOMPARE(app::hopsBack(0), 65);
}

void TestHopSummary::unknownHop()
{
    QVERIFY(!summarizeHop(designPath(1).path(), 99, {}));
    QVERIFY(!summarizeHop(engine::PathState(), 1, {}));
}

void TestHopSummary::barsOfNothing()
{
    QCOMPARE(histogramBars({}, 24), HistogramBars());
    engine::LatencyHistogram one;
    one.add(ms(5));
    QCOMPARE(histogramBars(one, 24).bars, std::vector<double>{1});
    QVERIFY(histogramBars(one, 0).bars.empty());
}

void TestHopSummary::barsAddUp_data()
{
    QTest::addColumn<double>("base");
    QTest::addColumn<double>("spread");
    QTest::newRow("narrow") << 24.0 << 1.0;
    QTest::newRow("wide") << 5.0 << 300.0;
    QTest::newRow("tiny") << 0.05 << 0.4;
    QTest::newRow("seconds") << 900.0 << 9000.0;
}

void TestHopSummary::barsAddUp()
{
    QFETCH(const double, base);
    QFETCH(const double, spread);
    engine::LatencyHistogram histogram;
    for (int i = 0; i < 1000; ++i)
        histogram.add(ms(base + spread * ((i * 37) % 1000) / 1000));
    for (const int most : {1, 7, 24}) {
        const HistogramBars bars = histogramBars(histogram, most);
        QVERIFY(!bars.bars.empty() && bars.bars.size() <= static_cast<std::size_t>(most));
        QVERIFY2(std::abs(total(bars) - 1000) < 1e-6, qPrintable(QString::number(total(bars))));
        QVERIFY(!bars.open);
        // Evenly spread samples leave no holes.
        for (const double bar : bars.bars)
            QVERIFY(bar > 0);
    }
}

void TestHopSummary::farOutliers()
{
    engine::LatencyHistogram histogram;
    for (int i = 0; i < 990; ++i)
        histogram.add(ms(24 + i % 10 * 0.2));
    for (int i = 0; i < 10; ++i)
        histogram.add(ms(900 + i));
    const HistogramBars bars = histogramBars(histogram, 24);
    QVERIFY(bars.open);
    QVERIFY(bars.high < ms(40));
    QVERIFY(std::abs(total(bars) - 1000) < 1e-6);
    QVERIFY(bars.bars.back() >= 10);
}

QTEST_GUILESS_MAIN(TestHopSummary)
#include "tst_hop_summary.moc"
