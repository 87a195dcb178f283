// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_table_model.h"
#include "app/table/span_figures.h"
#include "tests/app/sample_path.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace std::chrono_literals;
using app::HopFigures;
using app::ShownTime;
using app::TimeSpan;

/// What of a run the table sums up when a time of it is shown.
class TestSpanFigures final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsOnlyTheTime();
    void knowsLateFromLost();
    void sameAsTheWholeRun();
    void sumsWhereSamplesAreGone();
    void emptyTimeHasNoFigures();
    void modelFollowsLiveAndFocus();
};

namespace {

/// Ten quiet seconds at 10 ms, then ten bad ones at 50 ms with every second probe lost.
void play(SamplePath &sample)
{
    for (int i = 0; i < 10; ++i)
        sample.round({{1, "192.0.2.1", 1}, {2, "192.0.2.200", 10}});
    for (int i = 0; i < 10; ++i)
        sample.round(
            {{1, "192.0.2.1", 1}, i % 2 == 0 ? SamplePath::Probe{2} : SamplePath::Probe{2, "192.0.2.200", 50}});
}

HopFigures second(const SamplePath &sample, platform::Duration from, platform::Duration to)
{
    return app::figuresIn(sample.history(), 2, TimeSpan{from, to});
}

} // namespace

void TestSpanFigures::countsOnlyTheTime()
{
    SamplePath sample("192.0.2.200");
    play(sample);
    const HopFigures quiet = second(sample, 0s, 10s);
    QCOMPARE(quiet.sent, 10U);
    QCOMPARE(quiet.lost, 0U);
    QCOMPARE(*quiet.mean, platform::Duration(10ms));
    QCOMPARE(*quiet.jitter, platform::Duration(0));
    const HopFigures bad = second(sample, 10s, 20s);
    QCOMPARE(bad.sent, 10U);
    QCOMPARE(bad.lost, 5U);
    QCOMPARE(bad.loss, engine::wilsonInterval(5, 10));
    QCOMPARE(*bad.best, platform::Duration(50ms));
    QVERIFY(bad.p95.has_value());
}

void TestSpanFigures::knowsLateFromLost()
{
    SamplePath sample("192.0.2.200");
    sample.round({{2, "192.0.2.200", 10}});
    sample.round({{2, "192.0.2.200", 3400, engine::AnswerStatus::Late}});
    const HopFigures figures = second(sample, 0s, 2s);
    QCOMPARE(figures.received, 1U);
    QCOMPARE(figures.late, 1U);
    QCOMPARE(figures.lost, 0U);
    QCOMPARE(*figures.worst, platform::Duration(10ms));
}

void TestSpanFigures::sameAsTheWholeRun()
{
    SamplePath sample("192.0.2.200");
    play(sample);
    HopFigures whole = HopFigures::of(sample.path().hop(2)->stats);
    QCOMPARE(second(sample, 0s, 21s), whole);
}

void TestSpanFigures::sumsWhereSamplesAreGone()
{
    engine::HistoryOptions limits;
    limits.samplesPerHop = 5;
    limits.finestSpan = 4s;
    engine::SampleHistory history(limits);
    SamplePath sample("192.0.2.200");
    play(sample);
    for (const engine::TraceEvent &event : sample.events())
        history.apply(event);
    const HopFigures all = app::figuresIn(history, 2, TimeSpan{0s, 21s});
    QCOMPARE(all.sent, 20U);
    QCOMPARE(all.lost, 5U);
    QCOMPARE(*all.best, platform::Duration(10ms));
    QCOMPARE(*all.worst, platform::Duration(50ms));
    QCOMPARE(all.mean->count(), (10 * 10'000'000 + 5 * 50'000'000) / 15);
    QVERIFY(!all.p95); // sums do not know it
    QVERIFY(!all.jitter);
}

void TestSpanFigures::emptyTimeHasNoFigures()
{
    SamplePath sample("192.0.2.200");
    play(sample);
    const HopFigures later = second(sample, 100s, 200s);
    QCOMPARE(later.sent, 0U);
    QVERIFY(!later.mean);
}

void TestSpanFigures::modelFollowsLiveAndFocus()
{
    SamplePath sample("192.0.2.200");
    play(sample);
    app::HopTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPath(&sample.path(), &sample.history());
    const auto lost = [&model] { return model.rows().back().figures.lost; };
    QCOMPARE(model.rows().size(), 2U);
    QCOMPARE(lost(), 5U);
    model.setShown(ShownTime::fixed({0s, 10s}));
    QCOMPARE(lost(), 0U);
    QCOMPARE(model.roundTrip()->rows().front().figures.lost, 0U);
    for (int i = 0; i < 4; ++i)
        sample.round({{1, "192.0.2.1", 1}, {2}});
    model.refresh();
    QCOMPARE(lost(), 0U); // what comes in does not change the past
    model.setShown(ShownTime::last(4s));
    QCOMPARE(lost(), 4U);
    model.setShown({});
    QCOMPARE(lost(), 9U);
    QVERIFY(!ShownTime::last(1h).span(10s)); // a run that is shorter is shown as a whole
}

QTEST_GUILESS_MAIN(TestSpanFigures)
#include "tst_span_figures.moc"
