// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/trace_options.h"

#include <QTest>

#include <functional>

using engine::OptionProblem;
using engine::TraceOptions;
using platform::Family;
using platform::Protocol;

class TestTraceOptions final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaultsAreFine();
    void firstProblem_data();
    void firstProblem();
    void sizes();
    void ports();
};

void TestTraceOptions::defaultsAreFine()
{
    for (const Protocol protocol : {Protocol::Icmp, Protocol::Udp, Protocol::Tcp}) {
        TraceOptions options;
        options.protocol = protocol;
        QCOMPARE(engine::validate(options, Family::V4), OptionProblem::None);
        QCOMPARE(engine::validate(options, Family::V6), OptionProblem::None);
    }
}

void TestTraceOptions::firstProblem_data()
{
    QTest::addColumn<std::function<void(TraceOptions &)>>("change");
    QTest::addColumn<OptionProblem>("problem");
    using Change = std::function<void(TraceOptions &)>;
    const auto row = [](const char *name, const Change &change, OptionProblem problem) {
        QTest::newRow(name) << change << problem;
    };
    row(
        "first hop 0", [](TraceOptions &o) { o.firstHop = 0; }, OptionProblem::FirstHopRange);
    row(
        "max hops 0", [](TraceOptions &o) { o.maxHops = 0; }, OptionProblem::MaxHopsRange);
    row(
        "max below first", [](TraceOptions &o) { o.firstHop = 9, o.maxHops = 8; }, OptionProblem::MaxHopsRange);
    row(
        "no queries", [](TraceOptions &o) { o.queries = 0; }, OptionProblem::QueriesRange);
    row(
        "101 queries", [](TraceOptions &o) { o.queries = 101; }, OptionProblem::QueriesRange);
    row(
        "size 43", [](TraceOptions &o) { o.size = 43; }, OptionProblem::SizeRange);
    row(
        "size 0", [](TraceOptions &o) { o.size = 0; }, OptionProblem::SizeRange);
    row(
        "size with tcp", [](TraceOptions &o) { o.protocol = Protocol::Tcp, o.size = 100; }, OptionProblem::SizeRange);
    row(
        "dscp 64", [](TraceOptions &o) { o.dscp = 64; }, OptionProblem::DscpRange);
    row(
        "timeout 0", [](TraceOptions &o) { o.timing.timeout = {}; }, OptionProblem::TimingRange);
    row(
        "interval below 0", [](TraceOptions &o) { o.timing.interval = -o.timing.interval; },
        OptionProblem::TimingRange);
    row(
        "no attempts", [](TraceOptions &o) { o.timing.attempts = 0; }, OptionProblem::TimingRange);
    row(
        "rounds below 0", [](TraceOptions &o) { o.rounds = -1; }, OptionProblem::TimingRange);
    row(
        "icmp method for tcp",
        [](TraceOptions &o) { o.protocol = Protocol::Tcp, o.method = platform::Method::IcmpRaw; },
        OptionProblem::MethodMismatch);
    row(
        "udp method for icmp", [](TraceOptions &o) { o.method = platform::Method::UdpSocket; },
        OptionProblem::MethodMismatch);
    row(
        "simulated for all", [](TraceOptions &o) { o.method = platform::Method::Simulated; }, OptionProblem::None);
    row(
        "least size", [](TraceOptions &o) { o.size = 44; }, OptionProblem::None);
    row(
        "one hop", [](TraceOptions &o) { o.firstHop = o.maxHops = 255; }, OptionProblem::None);
}

void TestTraceOptions::firstProblem()
{
    QFETCH(std::function<void(TraceOptions &)>, change);
    QFETCH(OptionProblem, problem);
    TraceOptions options;
    change(options);
    QCOMPARE(engine::validate(options, Family::V4), problem);
}

void TestTraceOptions::sizes()
{
    QCOMPARE(engine::minimumSize(Protocol::Icmp, Family::V4), std::uint16_t{44});
    QCOMPARE(engine::minimumSize(Protocol::Udp, Family::V6), std::uint16_t{64});
    QCOMPARE(engine::minimumSize(Protocol::Tcp, Family::V4), std::uint16_t{40});
}

void TestTraceOptions::ports()
{
    TraceOptions options;
    options.port = 53;
    QCOMPARE(engine::effectivePort(options), std::uint16_t{0});
    options.protocol = Protocol::Udp;
    QCOMPARE(engine::effectivePort(options), std::uint16_t{53});
    options.port = 0;
    QCOMPARE(engine::effectivePort(options), std::uint16_t{33434});
    options.protocol = Protocol::Tcp;
    QCOMPARE(engine::effectivePort(options), std::uint16_t{443});
}

QTEST_GUILESS_MAIN(TestTraceOptions)
#include "tst_trace_options.moc"
