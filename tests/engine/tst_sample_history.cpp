// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/sample_history.h"

#include <QTest>

#include <random>

using engine::AnswerStatus;
using engine::HistoryBucket;
using engine::SampleHistory;
using platform::Duration;
using namespace std::chrono_literals;

namespace {

engine::TraceEvent outcome(Duration sentAt, AnswerStatus status, Duration rtt = {}, std::uint8_t ttl = 1)
{
    engine::ProbeOutcome what;
    what.ttl = ttl;
    what.status = status;
    what.sentAt = sentAt;
    what.reply.rtt = rtt;
    return {engine::RunId{1}, platform::TimePoint{sentAt + rtt}, what};
}

struct Sums {
    std::uint64_t sent = 0;
    std::uint64_t lost = 0;
    std::uint64_t late = 0;
    Duration sum{};
    Duration max{};
    friend bool operator==(const Sums &, const Sums &) = default;
};

Sums sumsOf(const std::vector<HistoryBucket> &buckets)
{
    Sums sums;
    for (const HistoryBucket &bucket : buckets) {
        sums.sent += bucket.sent;
        sums.lost += bucket.lost;
        sums.late += bucket.late;
        if (bucket.answered() == 0)
            continue;
        sums.sum += bucket.sum;
        sums.max = std::max(sums.max, bucket.max);
    }
    return sums;
}

} // namespace

class TestSampleHistory final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void singleSamples();
    void lateTakesLossBack();
    void lateInABucket();
    void gaps();
    void gridIsSteady();
    void weekLosesNoLoss();
    void unresolvedIsNoSample();
};

void TestSampleHistory::singleSamples()
{
    SampleHistory history;
    history.apply(outcome(0s, AnswerStatus::Answered, 20ms));
    history.apply(outcome(2s, AnswerStatus::Answered, 30ms));
    history.apply(outcome(1s, AnswerStatus::Lost)); // known a timeout later
    const auto all = history.query(1, 0s, 1h, 100);
    QCOMPARE(all.size(), std::size_t{3});
    QCOMPARE(all[1], (HistoryBucket{1s, 0s, 1, 1, 0, 0s, 0s, 0s}));
    QCOMPARE(all[2], (HistoryBucket{2s, 0s, 1, 0, 0, 30ms, 30ms, 30ms}));
    QCOMPARE(history.query(1, 1s, 2s, 100).size(), std::size_t{1});
    QVERIFY(history.query(2, 0s, 1h, 100).empty());
    QVERIFY(history.query(1, 2s, 1s, 100).empty());
    QCOMPARE(history.end(), Duration{2s});
}

void TestSampleHistory::lateTakesLossBack()
{
    SampleHistory history;
    history.apply(outcome(0s, AnswerStatus::Lost));
    history.apply(outcome(0s, AnswerStatus::Late, 1500ms));
    QCOMPARE(history.query(1, 0s, 1s, 9), (std::vector<HistoryBucket>{{0s, 0s, 1, 0, 1, 0s, 0s, 0s}}));
    history.apply(outcome(1s, AnswerStatus::Late, 1500ms)); // never called lost
    QCOMPARE(sumsOf(history.query(1, 0s, 2s, 9)), (Sums{2, 0, 2, 0s, 0s}));
}

void TestSampleHistory::lateInABucket()
{
    SampleHistory history({.samplesPerHop = 4, .bucketsPerLevel = 4, .finestSpan = 2s});
    history.apply(outcome(0s, AnswerStatus::Lost));
    for (int i = 1; i < 100; ++i)
        history.apply(outcome(1s * i, AnswerStatus::Answered, 10ms));
    QCOMPARE(sumsOf(history.query(1, 0s, 1h, 1000)).lost, std::uint64_t{1});
    history.apply(outcome(0s, AnswerStatus::Late, 90s));
    QCOMPARE(sumsOf(history.query(1, 0s, 1h, 1000)), (Sums{100, 0, 1, 990ms, 10ms}));
}

void TestSampleHistory::gaps()
{
    SampleHistory history;
    const auto event = [](Duration at, const engine::TraceEvent::What &what) {
        return engine::TraceEvent{engine::RunId{1}, platform::TimePoint{5s + at}, what};
    };
    history.apply(event(0s, engine::RunStarted{}));
    history.apply(event(2s, engine::RunPaused{}));
    history.apply(event(3s, engine::RunResumed{}));
    history.apply(event(7s, engine::RunPaused{}));
    QCOMPARE(history.gaps(), (std::vector<SampleHistory::Gap>{{2s, 3s}, {7s, std::nullopt}}));
    history.apply(event(8s, engine::RunEnded{}));
    QCOMPARE(history.gaps().back(), (SampleHistory::Gap{7s, 8s}));
}

void TestSampleHistory::gridIsSteady()
{
    SampleHistory history;
    for (int i = 0; i < 3000; ++i)
        history.apply(outcome(100ms * i, AnswerStatus::Answered, 10ms + 1us * i));
    const auto a = history.query(1, 100s, 160s, 50);
    const auto b = history.query(1, 101s, 161s, 50);
    QVERIFY(a.size() <= 51 && a.size() > 20);
    QCOMPARE(a[10].span, b[10].span);
    // what both see whole is the same bucket in both
    const auto same =
        std::find_if(b.begin(), b.end(), [&a](const HistoryBucket &bucket) { return bucket.start == a[10].start; });
    QVERIFY(same != b.end());
    QCOMPARE(*same, a[10]);
}

void TestSampleHistory::weekLosesNoLoss()
{
    SampleHistory history;
    std::mt19937 random(7);
    Sums exact;
    std::size_t most = 0;
    constexpr int week = 7 * 24 * 3600;
    for (int second = 0; second < week; ++second) {
        const Duration at = 1s * second + Duration{static_cast<std::int64_t>(random() % 1000000)};
        const auto dice = random() % 1000;
        const Duration rtt = 20ms + Duration{static_cast<std::int64_t>(random() % 5000000)};
        ++exact.sent;
        if (dice < 3) {
            ++exact.lost;
            history.apply(outcome(at, AnswerStatus::Lost));
        } else if (dice < 5) {
            ++exact.late;
            history.apply(outcome(at, AnswerStatus::Lost));
            history.apply(outcome(at, AnswerStatus::Late, 2s));
        } else {
            exact.sum += rtt;
            exact.max = std::max(exact.max, rtt);
            history.apply(outcome(at, AnswerStatus::Answered, rtt));
        }
        most = std::max(most, second % 5000 == 0 ? history.memoryBytes() : 0);
    }
    QVERIFY2(most < 600'000, std::to_string(most).c_str());
    for (const std::size_t wanted : {100U, 1000U, 4000U, 100000U}) {
        const auto buckets = history.query(1, 0s, 1h * 24 * 8, wanted);
        QCOMPARE(sumsOf(buckets), exact);
        QVERIFY2(buckets.size() <= wanted + 2, std::to_string(buckets.size()).c_str());
        for (std::size_t i = 1; i < buckets.size(); ++i)
            QVERIFY(buckets[i - 1].start + buckets[i - 1].span <= buckets[i].start);
    }
}

void TestSampleHistory::unresolvedIsNoSample()
{
    SampleHistory history;
    history.apply(outcome(0s, AnswerStatus::Unresolved));
    history.apply(outcome(0s, AnswerStatus::SendFailed));
    history.apply(outcome(0s, AnswerStatus::Duplicate));
    QVERIFY(history.query(1, 0s, 1s, 9).empty());
}

QTEST_GUILESS_MAIN(TestSampleHistory)
#include "tst_sample_history.moc"
