// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/hop_stats.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using engine::HopStats;
using engine::LatencyHistogram;
using platform::Duration;
using namespace std::chrono_literals;

/// Loss interval, histogram and counts.
class TestHopStats final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wilson();
    void histogramAgainstExact_data();
    void histogramAgainstExact();
    void histogramMerges();
    void histogramBounds();
    void welford();
    void jitter();
    void lateTakesLossBack();
    void nothingWithoutSamples();
};

void TestHopStats::wilson()
{
    QCOMPARE(engine::wilsonInterval(0, 0), (engine::LossInterval{0, 0, 1}));
    // 1 of 10: 1.8 % to 40.4 % (Wilson 1927 as printed in every table of it)
    const auto one = engine::wilsonInterval(1, 10);
    QVERIFY(std::abs(one.low - 0.0179) < 0.0005 && std::abs(one.high - 0.4042) < 0.0005);
    const auto all = engine::wilsonInterval(10, 10);
    QCOMPARE(all.high, 1.0);
    QVERIFY(std::abs(all.low - 0.7225) < 0.0005);
    const auto none = engine::wilsonInterval(0, 10);
    QCOMPARE(none.low, 0.0);
    QVERIFY(std::abs(none.high - 0.2775) < 0.0005);
}

void TestHopStats::histogramAgainstExact_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 20; ++seed)
        QTest::newRow(std::to_string(seed).c_str()) << seed;
}

void TestHopStats::histogramAgainstExact()
{
    QFETCH(unsigned, seed);
    std::mt19937_64 random(seed);
    std::lognormal_distribution<double> ns(10 + seed % 9, 0.2 + 0.1 * seed);
    LatencyHistogram histogram;
    std::vector<std::int64_t> exact;
    for (int i = 0; i < 2000; ++i) {
        const auto value = std::clamp<std::int64_t>(std::llround(ns(random)), 1000, 68'000'000'000);
        exact.push_back(value);
        histogram.add(Duration{value});
        if (i % 97 != 0 && i != 1)
            continue;
        std::sort(exact.begin(), exact.end());
        for (const double percent : {0.0, 1.0, 25.0, 50.0, 90.0, 95.0, 99.0, 99.9, 100.0}) {
            const auto rank = static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(exact.size())));
            const auto want = static_cast<double>(exact[std::max<std::size_t>(rank, 1) - 1]);
            const auto have = static_cast<double>(histogram.percentile(percent)->count());
            QVERIFY2(std::abs(have - want) <= 0.01 * want,
                qPrintable(
                    QStringLiteral("p%1 of %2: %3, exact %4").arg(percent).arg(exact.size()).arg(have).arg(want)));
        }
    }
}

void TestHopStats::histogramMerges()
{
    LatencyHistogram a;
    LatencyHistogram b;
    LatencyHistogram both;
    for (int i = 1; i < 400; ++i) {
        const Duration value = Duration{1ms} * i * i / 7;
        (i % 3 == 0 ? a : b).add(value);
        both.add(value);
    }
    a.merge(b);
    a.merge(LatencyHistogram{});
    QCOMPARE(a, both);
    LatencyHistogram empty;
    empty.merge(both);
    QCOMPARE(empty, both);
}

void TestHopStats::histogramBounds()
{
    LatencyHistogram histogram;
    histogram.add(-5ns);
    histogram.add(0ns);
    histogram.add(5h);
    QCOMPARE(histogram.count(), std::uint64_t{3});
    QVERIFY(histogram.memoryBytes() <= 8192);
    std::uint64_t sum = 0;
    for (const auto &bucket : histogram.buckets()) {
        QVERIFY(bucket.low < bucket.high);
        sum += bucket.count;
    }
    QCOMPARE(sum, std::uint64_t{3});
    LatencyHistogram narrow;
    for (int i = 0; i < 1000; ++i)
        narrow.add(20ms + i * 10us);
    QVERIFY(narrow.memoryBytes() <= 512);
}

void TestHopStats::welford()
{
    HopStats stats;
    for (const auto rtt : {2ms, 4ms, 4ms, 4ms, 5ms, 5ms, 7ms, 9ms})
        stats.addAnswer(rtt);
    QCOMPARE(*stats.mean(), Duration{5ms});
    QCOMPARE(*stats.deviation(), Duration{2138090}); // sqrt(32/7) ms
    QCOMPARE(*stats.best(), Duration{2ms});
    QCOMPARE(*stats.worst(), Duration{9ms});
    QCOMPARE(*stats.last(), Duration{9ms});
    // a large offset must not eat the deviation
    HopStats far;
    for (const auto rtt : {2ns, 4ns, 4ns, 4ns, 5ns, 5ns, 7ns, 9ns})
        far.addAnswer(60s + rtt);
    QCOMPARE(*far.deviation(), Duration{2});
}

void TestHopStats::jitter()
{
    HopStats stats;
    stats.addAnswer(10ms);
    QVERIFY(!stats.jitter());
    stats.addAnswer(26ms); // J += (16 - 0) / 16
    QCOMPARE(*stats.jitter(), Duration{1ms});
    stats.addAnswer(9ms); // J += (17 - 1) / 16
    QCOMPARE(*stats.jitter(), Duration{2ms});
    stats.addLost();
    stats.addAnswer(90ms); // no pair over a loss
    QCOMPARE(*stats.jitter(), Duration{2ms});
}

void TestHopStats::lateTakesLossBack()
{
    HopStats stats;
    stats.addSent();
    stats.addLost();
    QVERIFY(stats.lastWasLost());
    QCOMPARE(stats.loss().share, 1.0);
    stats.addLate(1200ms, true);
    QCOMPARE(stats.loss().share, 0.0);
    QCOMPARE(stats.lost(), std::uint64_t{0});
    QCOMPARE(stats.late(), std::uint64_t{1});
    QVERIFY(stats.lastWasLate() && !stats.lastWasLost() && !stats.best());
    QCOMPARE(*stats.last(), Duration{1200ms});
    stats.addSent();
    stats.addUnresolved();
    QCOMPARE(stats.loss().share, 0.0);
    QCOMPARE(stats.sent(), stats.received() + stats.late() + stats.lost() + stats.sendErrors() + stats.unresolved());
}

void TestHopStats::nothingWithoutSamples()
{
    const HopStats stats;
    QVERIFY(!stats.last() && !stats.best() && !stats.worst() && !stats.mean() && !stats.deviation() && !stats.jitter());
    QVERIFY(!stats.percentile(50));
    QCOMPARE(stats.loss(), (engine::LossInterval{0, 0, 1}));
}

QTEST_GUILESS_MAIN(TestHopStats)
#include "tst_hop_stats.moc"
