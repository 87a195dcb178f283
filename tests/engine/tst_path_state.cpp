// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/path_state.h"

#include <QTest>

#include <random>

using engine::AnswerStatus;
using engine::PathState;
using platform::Duration;
using platform::IpAddress;
using platform::ReplyKind;
using namespace std::chrono_literals;

namespace {

IpAddress address(int last)
{
    return IpAddress::v4({192, 0, 2, static_cast<std::uint8_t>(last)});
}

const IpAddress target = address(200);

/// Makes events: "round" is a list of what answered at TTL 1, 2, … (0: silent, 200: the target).
class Run {
public:
    Run()
    {
        engine::RunStarted started;
        started.target = target;
        emitEvent(started);
    }
    void emitEvent(const engine::TraceEvent::What &what)
    {
        m_events.push_back({engine::RunId{1}, platform::TimePoint{} + m_now, what});
        m_state.apply(m_events.back());
    }
    void sent(std::uint8_t ttl, std::uint16_t query = 1)
    {
        emitEvent(engine::ProbeSent{m_round, query, ttl, m_flow, {}});
    }
    void answer(std::uint8_t ttl, int from, ReplyKind kind, AnswerStatus status = AnswerStatus::Answered,
        std::uint16_t query = 1)
    {
        engine::ProbeOutcome outcome;
        outcome.round = m_round;
        outcome.query = query;
        outcome.ttl = ttl;
        outcome.flow = m_flow;
        outcome.status = status;
        outcome.reply.from = address(from);
        outcome.reply.kind = kind;
        outcome.reply.rtt = 1ms * ttl;
        emitEvent(outcome);
    }
    void round(const std::vector<int> &answers)
    {
        ++m_round;
        m_now += 1s;
        for (std::size_t i = 0; i < answers.size(); ++i)
            sent(static_cast<std::uint8_t>(i + 1));
        emitEvent(engine::RoundSent{m_round, m_now, m_now});
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const auto ttl = static_cast<std::uint8_t>(i + 1);
            if (answers[i] == 0)
                answer(ttl, 0, ReplyKind::Other, AnswerStatus::Lost);
            else
                answer(ttl, answers[i], answers[i] == 200 ? ReplyKind::EchoReply : ReplyKind::TimeExceeded);
        }
    }
    void nextRound() { ++m_round; }
    void setFlow(std::uint32_t flow) { m_flow = flow; }
    const PathState &state() const { return m_state; }
    const engine::TraceEvents &events() const { return m_events; }

private:
    Duration m_now{};
    std::uint32_t m_round = 0;
    std::uint32_t m_flow = 0;
    PathState m_state;
    engine::TraceEvents m_events;
};

QByteArray print(const PathState &state)
{
    QByteArray text;
    for (const auto &route : state.routes()) {
        text += "from round " + QByteArray::number(route.firstRound) + ":";
        for (const auto &[ttl, hop] : route.addresses)
            text += ' ' + QByteArray::number(ttl) + '=' + QByteArray::number(hop.bytes()[3]);
        text += '\n';
    }
    return text;
}

QByteArray printEdges(const PathState &state)
{
    QByteArray text;
    for (const auto &edge : state.edges()) {
        text += QByteArray::number(edge.from.isNull() ? 0 : edge.from.bytes()[3]) + '-'
            + QByteArray::number(edge.to.bytes()[3]) + 'x' + QByteArray::number(edge.count) + ' ';
    }
    return text.trimmed();
}

} // namespace

class TestPathState final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hopsEndAtTheTarget();
    void everNewAddressesAreBounded();
    void silentAtTheEnd();
    void deadEnd();
    void pathGrowsAndShrinks();
    void countsAddUp();
    void lateWithAndWithoutLoss();
    void routeChange_data();
    void routeChange();
    void flowsAreNoChange();
    void edges();
    void edgesOfQueries();
    void bothSidesEqual();
};

void TestPathState::hopsEndAtTheTarget()
{
    Run run;
    QCOMPARE(run.state().visibleEnd(), std::uint8_t{1});
    QVERIFY(run.state().hops().empty());
    run.round({1, 0, 3, 200, 200, 200});
    QVERIFY(run.state().reached());
    QCOMPARE(*run.state().hopsToTarget(), std::uint8_t{4});
    QCOMPARE(run.state().hops().size(), std::size_t{4});
    QVERIFY(run.state().hops()[1]->silent());
    QVERIFY(run.state().hop(6) && !run.state().hop(7));
    QCOMPARE(run.state().counts().sent, std::uint64_t{6});
}

void TestPathState::everNewAddressesAreBounded()
{
    Run run;
    for (std::uint32_t i = 0; i < 1000; ++i) {
        engine::ProbeOutcome outcome;
        outcome.round = i + 1;
        outcome.ttl = 1;
        outcome.status = AnswerStatus::Answered;
        outcome.reply.from = IpAddress::v4({10, 0, static_cast<std::uint8_t>(i >> 8U), static_cast<std::uint8_t>(i)});
        run.emitEvent(outcome);
    }
    QCOMPARE(run.state().hop(1)->addresses.size(), std::size_t{256});
    QCOMPARE(run.state().hop(1)->stats.received(), std::uint64_t{1000});
}

void TestPathState::silentAtTheEnd()
{
    Run run;
    run.round({1, 2, 0, 0, 0});
    QVERIFY(!run.state().reached() && !run.state().deadEnd());
    QCOMPARE(run.state().visibleEnd(), std::uint8_t{2});
    Run silent;
    silent.round({0, 0, 0});
    QCOMPARE(silent.state().hops().size(), std::size_t{1});
}

void TestPathState::deadEnd()
{
    Run run;
    run.nextRound();
    for (std::uint8_t ttl = 1; ttl <= 6; ++ttl)
        run.sent(ttl);
    for (std::uint8_t ttl = 6; ttl >= 3; --ttl)
        run.answer(ttl, 3, ReplyKind::NetUnreachable);
    run.answer(1, 1, ReplyKind::TimeExceeded);
    QCOMPARE(*run.state().deadEnd(), std::uint8_t{3});
    QCOMPARE(run.state().visibleEnd(), std::uint8_t{3});
    run.answer(4, 4, ReplyKind::TimeExceeded); // it does go on
    QCOMPARE(*run.state().deadEnd(), std::uint8_t{5});
    run.answer(6, 200, ReplyKind::AdminProhibited); // the target's own firewall
    QVERIFY(!run.state().deadEnd() && run.state().reached());
}

void TestPathState::pathGrowsAndShrinks()
{
    Run run;
    run.round({1, 2, 200});
    run.round({1, 2, 3, 200});
    QCOMPARE(*run.state().hopsToTarget(), std::uint8_t{3}); // once is a balancer
    run.round({1, 2, 3, 200});
    QCOMPARE(*run.state().hopsToTarget(), std::uint8_t{4});
    run.round({1, 200});
    QCOMPARE(*run.state().hopsToTarget(), std::uint8_t{2});
    run.round({1, 2});
    run.round({1, 2});
    QVERIFY(run.state().reached());
}

void TestPathState::countsAddUp()
{
    Run run;
    run.round({1, 0, 200});
    run.answer(2, 2, ReplyKind::TimeExceeded, AnswerStatus::Late);
    run.answer(3, 200, ReplyKind::EchoReply, AnswerStatus::Duplicate);
    run.nextRound();
    run.emitEvent(engine::ProbeSent{2, 1, 1, 0, platform::Error{}});
    run.sent(2);
    run.answer(2, 0, ReplyKind::Other, AnswerStatus::SendFailed);
    run.sent(3);
    run.answer(3, 0, ReplyKind::Other, AnswerStatus::Unresolved);
    run.emitEvent(engine::ForeignSeen{});
    const PathState::Counts &c = run.state().counts();
    QCOMPARE(c, (PathState::Counts{6, 2, 1, 1, 1, 2, 0, 1}));
    QCOMPARE(c.sent, c.received + c.late + c.lost + c.sendErrors + c.unresolved);
    QCOMPARE(run.state().hop(2)->stats.loss().share, 0.0);
}

void TestPathState::lateWithAndWithoutLoss()
{
    Run run;
    run.nextRound();
    run.sent(1);
    run.sent(2);
    run.answer(1, 0, ReplyKind::Other, AnswerStatus::Lost);
    run.answer(1, 1, ReplyKind::TimeExceeded, AnswerStatus::Late);
    run.answer(2, 2, ReplyKind::TimeExceeded, AnswerStatus::Late);
    QCOMPARE(run.state().counts(), (PathState::Counts{2, 0, 2, 0, 0, 0, 0, 0}));
    QCOMPARE(run.state().hops().size(), std::size_t{2});
}

void TestPathState::routeChange_data()
{
    using Rounds = std::vector<std::vector<int>>;
    QTest::addColumn<Rounds>("rounds");
    QTest::addColumn<QByteArray>("routes");
    const auto row = [](const char *name, const Rounds &rounds, const char *routes) {
        QTest::newRow(name) << rounds << QByteArray(routes);
    };
    row("steady", {{1, 2, 200}, {1, 2, 200}}, "from round 1: 1=1 2=2 3=200\n");
    row("silent hops are wildcards", {{1, 0, 200}, {0, 2, 200}, {1, 0, 0}}, "from round 1: 1=1 2=2 3=200\n");
    row("once is no change", {{1, 2, 200}, {1, 3, 200}, {1, 2, 200}}, "from round 1: 1=1 2=2 3=200\n");
    row("twice is", {{1, 2, 200}, {1, 3, 200}, {1, 3, 200}},
        "from round 1: 1=1 2=2 3=200\nfrom round 2: 1=1 2=3 3=200\n");
    row("also with silence between", {{1, 2, 200}, {1, 3, 200}, {1, 0, 200}, {1, 3, 200}},
        "from round 1: 1=1 2=2 3=200\nfrom round 2: 1=1 2=3 3=200\n");
    row("longer", {{1, 2, 200}, {1, 2, 3, 200}, {1, 2, 3, 200}},
        "from round 1: 1=1 2=2 3=200\nfrom round 2: 1=1 2=2 3=3 4=200\n");
    row("shorter", {{1, 2, 3, 200}, {1, 2, 200}, {1, 2, 200}},
        "from round 1: 1=1 2=2 3=3 4=200\nfrom round 2: 1=1 2=2 3=200\n");
    row("shorter over a silent hop", {{1, 2, 0, 200}, {1, 2, 200}, {1, 2, 200}},
        "from round 1: 1=1 2=2 4=200\nfrom round 2: 1=1 2=2 3=200\n");
    row("there and back after a while",
        {{1, 2, 200}, {1, 2, 200}, {1, 2, 200}, {1, 3, 200}, {1, 3, 200}, {1, 3, 200}, {1, 2, 200}, {1, 2, 200}},
        "from round 1: 1=1 2=2 3=200\nfrom round 4: 1=1 2=3 3=200\nfrom round 7: 1=1 2=2 3=200\n");
    row("a balancer, seen late: taken back",
        {{1, 2, 200}, {1, 3, 200}, {1, 3, 200}, {1, 2, 200}, {1, 3, 200}, {1, 2, 200}, {1, 2, 200}, {1, 3, 200}},
        "from round 1: 1=1 2=2 3=200\n");
    row("a balancer, another route, and the balancer again",
        {{11, 200}, {12, 200}, {13, 200}, {14, 200}, {11, 200}, {13, 200}, {12, 200}, {11, 200}, {14, 200}, {50, 200},
            {50, 200}, {50, 200}, {50, 200}, {12, 200}, {11, 200}, {14, 200}, {13, 200}, {11, 200}, {12, 200},
            {14, 200}},
        "from round 1: 1=11 2=200\nfrom round 10: 1=50 2=200\nfrom round 14: 1=11 2=200\n");
    row("balancer of different lengths", {{1, 200}, {1, 2, 200}, {1, 200}, {1, 2, 200}, {1, 2, 200}, {1, 200}},
        "from round 1: 1=1 2=200\n");
}

void TestPathState::routeChange()
{
    QFETCH(std::vector<std::vector<int>>, rounds);
    QFETCH(QByteArray, routes);
    Run run;
    for (const auto &round : rounds)
        run.round(round);
    QCOMPARE(print(run.state()), routes);
}

void TestPathState::flowsAreNoChange()
{
    Run run;
    for (int i = 0; i < 8; ++i) {
        run.setFlow(static_cast<std::uint32_t>(i % 2));
        run.round({1, i % 2 == 0 ? 2 : 3, 200});
    }
    QCOMPARE(print(run.state()), QByteArray("from round 1: 1=1 2=2 3=200\n"));
    QCOMPARE(printEdges(run.state()), QByteArray("0-1x8 1-2x4 1-3x4 2-200x4 3-200x4"));
    QCOMPARE(run.state().hop(2)->addresses[1].flows, (std::set<std::uint32_t>{1}));
}

void TestPathState::edges()
{
    Run run;
    for (int i = 0; i < 40; ++i) // more than are kept open
        run.round({1, 0, 3, 200, 200});
    QCOMPARE(printEdges(run.state()), QByteArray("0-1x40 1-3x40 3-200x40"));
}

void TestPathState::edgesOfQueries()
{
    Run run;
    run.nextRound();
    for (std::uint16_t query = 1; query <= 2; ++query) {
        run.sent(1, query);
        run.answer(1, 1, ReplyKind::TimeExceeded, AnswerStatus::Answered, query);
        run.sent(2, query);
        run.answer(2, 10 + query, ReplyKind::TimeExceeded, AnswerStatus::Answered, query);
    }
    run.sent(3, 1);
    run.answer(3, 0, ReplyKind::Other, AnswerStatus::Lost, 1);
    run.sent(3, 2);
    run.answer(3, 200, ReplyKind::EchoReply, AnswerStatus::Answered, 2);
    QCOMPARE(printEdges(run.state()), QByteArray("0-1x2 1-11x1 1-12x1 11-200x1 12-200x1"));
}

void TestPathState::bothSidesEqual()
{
    std::mt19937 random(3);
    Run run;
    PathState other;
    std::size_t given = 0;
    for (int i = 0; i < 300; ++i) {
        std::vector<int> answers;
        for (int ttl = 1; ttl < 6; ++ttl)
            answers.push_back(random() % 5 == 0 ? 0 : ttl + static_cast<int>(random() % 2) * 50);
        answers.push_back(random() % 4 == 0 ? 0 : 200);
        run.round(answers);
        if (random() % 3 != 0)
            continue;
        for (; given < run.events().size(); ++given)
            other.apply(run.events()[given]);
        QVERIFY(other == run.state());
    }
    const PathState::Counts &c = run.state().counts();
    QCOMPARE(c.sent, c.received + c.late + c.lost + c.sendErrors + c.unresolved);
    QVERIFY(run.state().routes().size() < 5);
}

QTEST_GUILESS_MAIN(TestPathState)
#include "tst_path_state.moc"
