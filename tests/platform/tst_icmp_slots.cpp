// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/icmp_slots.h"

#include <QTest>

using namespace platform;
using namespace std::chrono_literals;

namespace {

const TimePoint start{1000s};

IcmpJob job(std::uint64_t probe, std::uint32_t channel = 1, TimePoint forgetAt = start + 10s)
{
    auto flow = std::make_shared<IcmpFlow>();
    flow->channel = ChannelId{channel};
    return {ProbeId{probe}, std::move(flow), 5, forgetAt};
}

} // namespace

/// Who may ask the system's ICMP service, who waits, and which completions count.
class TestIcmpSlots final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void boundsWhatIsUnderWay();
    void queueIsFirstInFirstOut();
    void nobodyOvertakesTheQueue();
    void cancelledKeepsItsPlace();
    void oldCompletionIsNothing();
    void closedChannelLeavesNoJob();
    void waitedTooLong();
    void manyCyclesDoNotGrow();
};

void TestIcmpSlots::boundsWhatIsUnderWay()
{
    IcmpSlots places({.inFlight = 2, .queued = 1});
    QVERIFY(places.start(job(1)) && places.start(job(2)));
    QVERIFY(!places.start(job(3)));
    QVERIFY(places.enqueue(job(3)));
    QVERIFY(!places.enqueue(job(4)));
    QCOMPARE(places.inFlight(), std::size_t{2});
    QCOMPARE(places.queued(), std::size_t{1});
}

void TestIcmpSlots::queueIsFirstInFirstOut()
{
    IcmpSlots places({.inFlight = 1, .queued = 8});
    auto ticket = *places.start(job(1));
    for (std::uint64_t probe = 2; probe <= 4; ++probe)
        QVERIFY(places.enqueue(job(probe)));
    std::vector<IcmpJob> expired;
    QVERIFY(!places.startQueued(start, expired)); // no place yet
    for (std::uint64_t probe = 2; probe <= 4; ++probe) {
        QVERIFY(places.complete(ticket));
        const auto next = places.startQueued(start, expired);
        QVERIFY(next && next->job.probe == ProbeId{probe});
        ticket = next->ticket;
    }
    QVERIFY(expired.empty() && places.queued() == 0);
}

void TestIcmpSlots::nobodyOvertakesTheQueue()
{
    IcmpSlots places({.inFlight = 1, .queued = 8});
    const auto first = *places.start(job(1));
    QVERIFY(places.enqueue(job(2)));
    QVERIFY(places.complete(first));
    QVERIFY(!places.start(job(3)));
}

void TestIcmpSlots::cancelledKeepsItsPlace()
{
    IcmpSlots places({.inFlight = 1, .queued = 1});
    const auto ticket = *places.start(job(1));
    places.cancel(ProbeId{1});
    places.cancel(ProbeId{77}); // never there
    QCOMPARE(places.inFlight(), std::size_t{1});
    QVERIFY(!places.start(job(2))); // the system may still write into that place
    QVERIFY(!places.complete(ticket)); // nobody wants it
    QCOMPARE(places.inFlight(), std::size_t{0});
    QVERIFY(places.start(job(2)));
    QVERIFY(places.enqueue(job(3)));
    places.cancel(ProbeId{3});
    QCOMPARE(places.queued(), std::size_t{0});
}

void TestIcmpSlots::oldCompletionIsNothing()
{
    IcmpSlots places({.inFlight = 1, .queued = 0});
    const auto old = *places.start(job(1));
    QVERIFY(places.complete(old));
    QVERIFY(!places.complete(old)); // twice
    const auto current = *places.start(job(2));
    QCOMPARE(current.place, old.place);
    QVERIFY(current.generation != old.generation);
    QVERIFY(!places.isCurrent(old) && places.isCurrent(current));
    QVERIFY(!places.complete(old));
    QCOMPARE(places.inFlight(), std::size_t{1});
    const auto wanted = places.complete(current);
    QVERIFY(wanted && wanted->probe == ProbeId{2});
    QVERIFY(!places.complete({.place = 99, .generation = 1}));
}

void TestIcmpSlots::closedChannelLeavesNoJob()
{
    IcmpSlots places({.inFlight = 2, .queued = 2});
    const auto mine = *places.start(job(1, 1));
    const auto other = *places.start(job(2, 2));
    QVERIFY(places.enqueue(job(3, 1)) && places.enqueue(job(4, 2)));
    places.cancelChannel(ChannelId{1});
    QVERIFY(!places.complete(mine));
    QVERIFY(places.complete(other));
    std::vector<IcmpJob> expired;
    const auto next = places.startQueued(start, expired);
    QVERIFY(next && next->job.probe == ProbeId{4});
    QVERIFY(!places.startQueued(start, expired));
}

void TestIcmpSlots::waitedTooLong()
{
    IcmpSlots places({.inFlight = 1, .queued = 4});
    QCOMPARE(places.nextExpiry(), TimePoint::max());
    QVERIFY(places.start(job(1)));
    QVERIFY(places.enqueue(job(2, 1, start + 2s)) && places.enqueue(job(3, 1, start + 1s)));
    QCOMPARE(places.nextExpiry(), start + 1s);
    std::vector<IcmpJob> expired;
    QVERIFY(!places.startQueued(start + 1s, expired));
    QCOMPARE(expired.size(), std::size_t{1});
    QCOMPARE(expired.front().probe, ProbeId{3});
    QCOMPARE(places.nextExpiry(), start + 2s);
}

void TestIcmpSlots::manyCyclesDoNotGrow()
{
    IcmpSlots places({.inFlight = 3, .queued = 3});
    std::uint32_t highest = 0;
    for (std::uint64_t probe = 1; probe <= 100'000; ++probe) {
        const auto ticket = places.start(job(probe));
        QVERIFY(ticket);
        highest = std::max(highest, ticket->place);
        if (probe % 2 == 0)
            places.cancel(ProbeId{probe});
        QCOMPARE(places.complete(*ticket).has_value(), probe % 2 != 0);
    }
    QCOMPARE(highest, 0U);
}

QTEST_APPLESS_MAIN(TestIcmpSlots)
#include "tst_icmp_slots.moc"
