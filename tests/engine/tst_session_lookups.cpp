// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/fixed_lookups.h"
#include "engine/lookups/session_lookups.h"
#include "engine/system_resolver.h"
#include "platform/sim/scenario.h"
#include "platform/sim/sim_transport.h"

#include <QSignalSpy>
#include <QTest>

using engine::AddressFacts;
using engine::FactState;
using engine::Segment;
using engine::Session;
using engine::SessionLookups;
using platform::IpAddress;
using State = engine::Session::State;
using namespace std::chrono_literals;

namespace {

IpAddress ip(const char *text)
{
    return *IpAddress::parse(text);
}

/// Answers when the test says so, and writes down what it is told.
class ScriptedLookups final : public engine::AddressLookups {
public:
    void want(const QObject *owner, const std::vector<IpAddress> &addresses) override
    {
        m_owner = owner;
        for (const IpAddress &address : addresses) {
            asked.push_back(address);
            AddressFacts &facts = m_facts[address];
            facts.range = engine::rangeOf(address);
            if (facts.origin.state == FactState::Unknown)
                facts.origin.state = FactState::Pending;
            m_wanted.insert(address);
        }
        ++wants;
    }
    void release(const QObject *owner) override
    {
        if (owner != m_owner)
            return;
        for (const IpAddress &address : m_wanted)
            if (m_facts[address].isPending())
                m_facts.erase(address);
        m_wanted.clear();
        ++releases;
    }
    AddressFacts facts(const IpAddress &address) const override
    {
        const auto known = m_facts.find(address);
        return known == m_facts.end() ? AddressFacts() : known->second;
    }
    void refresh(const IpAddress &) override { }
    bool isSettled(const QObject *owner) const override
    {
        return owner != m_owner
            || std::ranges::none_of(m_wanted, [this](const IpAddress &address) { return facts(address).isPending(); });
    }
    engine::Surroundings surroundings() const override { return around; }

    void answer(const IpAddress &address, std::uint32_t asn)
    {
        AddressFacts &facts = m_facts[address];
        facts.origin.state = asn == 0 ? FactState::Failed : FactState::Known;
        if (asn != 0)
            facts.origin.value.asns = {asn};
        Q_EMIT changed({address});
    }
    void answerAll(std::uint32_t asn)
    {
        std::vector<IpAddress> answered;
        for (auto &[address, facts] : m_facts) {
            if (facts.origin.state != FactState::Pending)
                continue;
            facts.origin.state = FactState::Known;
            facts.origin.value.asns = {asn};
            answered.push_back(address);
        }
        Q_EMIT changed(answered);
    }

    std::vector<IpAddress> asked; ///< in this order, also again
    int wants = 0;
    int releases = 0;
    engine::Surroundings around;

private:
    std::map<IpAddress, AddressFacts> m_facts;
    std::set<IpAddress> m_wanted;
    const QObject *m_owner = nullptr;
};

} // namespace

/// The look-ups of a session over the simulated network, on its virtual clock.
class TestSessionLookups final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void wantsEachAddressOnce();
    void wantsTheTargetAtOnce();
    void wantsNothingTwice();
    void newAddressOfAMonitor();
    void segmentsFollowFacts();
    void segmentsFollowSurroundings();
    void segmentOfAnAddress();
    void settles();
    void failedAnswersSettleToo();
    void releasesAStoppedMonitor();
    void keepsAfterACompleteTrace();
    void keepsWhatEndedByItself();
    void releasesAFailedRun();
    void startsAgain();
    void releasesWhenDestroyed();
    void beginsInTheMiddle();
    void changesOfOthers();
    void nothingToLookUp();
    void scenarioFacts();

private:
    std::unique_ptr<Session> session(const char *target);
    static engine::TraceOptions monitor(std::uint32_t rounds = 0);
    void advance() { m_clock->setLimit(m_clock->now() + 500ms); }

    std::shared_ptr<platform::VirtualClock> m_clock;
    std::unique_ptr<engine::FixedResolver> m_resolver;
    std::unique_ptr<engine::TraceEngine> m_engine;
    std::unique_ptr<ScriptedLookups> m_lookups;
    platform::Scenario m_scenario;
};

void TestSessionLookups::init()
{
    auto scenario = platform::parseScenario("scenario \"Look-ups\"\n"
                                            "client 192.168.1.17\n"
                                            "prefix 192.168.1.0/24 0 Private\n"
                                            "prefix 20.1.0.0/16 61 Nordlicht\n"
                                            "prefix 20.9.0.0/16 69 Farshore\n"
                                            "target far.example 20.9.0.9\n"
                                            "  hop gateway 192.168.1.1 rtt 1ms name gateway.lan\n"
                                            "  hop provider 20.1.0.1 rtt 2ms\n"
                                            "  hop dark silent rtt 3ms\n"
                                            "  host rtt 4ms\n"
                                            "  route other\n"
                                            "  hop gateway\n"
                                            "  hop second 20.1.0.2 rtt 2ms\n"
                                            "  hop dark\n"
                                            "  host rtt 4ms\n"
                                            "at 10s route far.example other\n",
        "lookups");
    QVERIFY2(scenario.ok(), scenario.ok() ? "" : scenario.error().context.c_str());
    m_scenario = *scenario;
    m_resolver = std::make_unique<engine::FixedResolver>(
        engine::FixedResolver::Names{{QStringLiteral("far.example"), {ip("20.9.0.9")}}});
    m_clock = std::make_shared<platform::VirtualClock>();
    platform::SimTransportOptions options;
    options.virtualClock = m_clock;
    m_engine =
        std::make_unique<engine::TraceEngine>(std::make_unique<platform::SimTransport>(std::move(*scenario), options));
    m_lookups = std::make_unique<ScriptedLookups>();
}

void TestSessionLookups::cleanup()
{
    m_clock->setLimit(platform::TimePoint::max()); // lets a waiting transport go
    m_engine.reset();
    m_resolver.reset();
    m_lookups.reset();
}

std::unique_ptr<Session> TestSessionLookups::session(const char *target)
{
    auto made = std::make_unique<Session>(
        std::get<engine::Target>(engine::parseTarget(QString::fromLatin1(target))), *m_engine, *m_resolver);
    Session *session = made.get();
    connect(m_engine.get(), &engine::TraceEngine::eventsAvailable, session,
        [session](const engine::TraceEvents &events) { session->apply(events); });
    return made;
}

engine::TraceOptions TestSessionLookups::monitor(std::uint32_t rounds)
{
    engine::TraceOptions options;
    options.kind = engine::RunKind::Monitor;
    options.rounds = rounds;
    return options;
}

void TestSessionLookups::wantsEachAddressOnce()
{
    const auto traced = session("20.9.0.9");
    const SessionLookups lookups(*traced, *m_lookups);
    traced->start({});
    QTRY_COMPARE(traced->state(), State::Finished);
    const std::set<IpAddress> once(m_lookups->asked.begin(), m_lookups->asked.end());
    QCOMPARE(once, (std::set<IpAddress>{ip("192.168.1.1"), ip("20.1.0.1"), ip("20.9.0.9")}));
    QCOMPARE(m_lookups->asked.size(), once.size());
}

void TestSessionLookups::wantsTheTargetAtOnce()
{
    advance();
    m_clock->setLimit(m_clock->now()); // nothing answers yet
    const auto traced = session("20.9.0.9");
    const SessionLookups lookups(*traced, *m_lookups);
    traced->start(monitor());
    QTRY_COMPARE(m_lookups->asked, std::vector<IpAddress>{ip("20.9.0.9")});
    QVERIFY(!lookups.isSettled());
}

void TestSessionLookups::wantsNothingTwice()
{
    advance();
    const auto traced = session("20.9.0.9");
    const SessionLookups lookups(*traced, *m_lookups);
    traced->start(monitor());
    QTRY_VERIFY(traced->path().reached());
    const int wants = m_lookups->wants;
    for (int i = 0; i < 5; ++i) {
        const std::uint32_t rounds = traced->path().rounds();
        m_clock->setLimit(m_clock->now() + 1s);
        QTRY_VERIFY(traced->path().rounds() > rounds);
    }
    QCOMPARE(m_lookups->wants, wants);
    QCOMPARE(m_lookups->asked.size(), 3U);
}

void TestSessionLookups::newAddressOfAMonitor()
{
    advance();
    const auto traced = session("20.9.0.9");
    const SessionLookups lookups(*traced, *m_lookups);
    traced->start(monitor());
    QTRY_VERIFY(traced->path().reached());
    m_lookups->answerAll(61);
    QVERIFY(lookups.isSettled());
    m_clock->setLimit(m_clock->now() + 12s);
    QTRY_COMPARE(m_lookups->asked.size(), 4U);
    QCOMPARE(m_lookups->asked.back(), ip("20.1.0.2"));
    QVERIFY(!lookups.isSettled());
}

void TestSessionLookups::segmentsFollowFacts()
{
    const auto traced = session("20.9.0.9");
    const SessionLookups lookups(*traced, *m_lookups);
    traced->start({});
    QTRY_COMPARE(traced->state(), State::Finished);
    QCOMPARE(lookups.segment(0), Segment::Unknown);
    QCOMPARE(lookups.segment(1), Segment::Lan);
    QCOMPARE(lookups.segment(2), Segment::Unknown);
    QCOMPARE(lookups.segment(3), Segment::Unknown);
    QCOMPARE(lookups.segment(4), Segment::Destination);
    QCOMPARE(lookups.segment(5), Segment::Unknown);
    QCOMPARE(lookups.segment(255), Segment::Unknown);
    QSignalSpy changed(&lookups, &SessionLookups::changed);
    m_lookups->answer(ip("20.1.0.1"), 61);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(lookups.segment(2), Segment::Isp);
    QVERIFY(lookups.facts(ip("20.1.0.1")).origin.isKnown());
    m_lookups->answer(ip("20.9.0.9"), 69);
    QCOMPARE(changed.count(), 2); // its network is news, its segment none
    QCOMPARE(lookups.segment(4), Segment::Destination);
}

void TestSessionLookups::segmentsFollowSurroundings()
{
    const auto traced = session("20.9.0.9");
    const SessionLookups lookups(*traced, *m_lookups);
    traced->start({});
    QTRY_COMPARE(traced->state(), State::Finished);
    m_lookups->answer(ip("20.1.0.1"), 61);
    m_lookups->answer(ip("20.9.0.9"), 69);
    QCOMPARE(lookups.segment(2), Segment::Isp);
    QSignalSpy changed(&lookups, &SessionLookups::changed);
    m_lookups->around.publicAddress4 = ip("20.5.0.1");
    m_lookups->around.providerAsns = {65};
    Q_EMIT m_lookups->surroundingsChanged();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(lookups.segment(2), Segment::Transit);
    Q_EMIT m_lookups->surroundingsChanged();
    QCOMPARE(changed.count(), 1);
}

void TestSessionLookups::segmentOfAnAddress()
{
    const auto traced = session("20.9.0.9");
    const SessionLookups lookups(*traced, *m_lookups);
    QCOMPARE(lookups.segment(ip("20.9.0.9")), Segment::Unknown);
    traced->start({});
    QTRY_COMPARE(traced->state(), State::Finished);
    QCOMPARE(lookups.segment(ip("192.168.1.1")), Segment::Lan);
    QCOMPARE(lookups.segment(ip("20.9.0.9")), Segment::Destination);
    QCOMPARE(lookups.segment(ip("20.7.7.7")), Segment::Unknown);
}

void TestSessionLookups::settles()
{
    const auto traced = session("20.9.0.9");
    const SessionLookups lookups(*traced, *m_lookups);
    QSignalSpy settled(&lookups, &SessionLookups::settled);
    QVERIFY(lookups.isSettled());
    traced->start({});
    QTRY_COMPARE(traced->state(), State::Finished);
    QVERIFY(!lookups.isSettled());
    m_lookups->answer(ip("192.168.1.1"), 1);
    m_lookups->answer(ip("20.1.0.1"), 61);
    QVERIFY(!lookups.isSettled()); // the target's is missing
    QCOMPARE(settled.count(), 0);
    m_lookups->answer(ip("20.9.0.9"), 69);
    QVERIFY(lookups.isSettled());
    QCOMPARE(settled.count(), 1);
    m_lookups->answer(ip("20.9.0.9"), 70); // a better answer: no second time
    QCOMPARE(settled.count(), 1);
}

void TestSessionLookups::failedAnswersSettleToo()
{
    const auto traced = session("20.9.0.9");
    const SessionLookups lookups(*traced, *m_lookups);
    QSignalSpy settled(&lookups, &SessionLookups::settled);
    traced->start({});
    QTRY_COMPARE(traced->state(), State::Finished);
    for (const char *address : {"192.168.1.1", "20.1.0.1", "20.9.0.9"})
        m_lookups->answer(ip(address), 0);
    QCOMPARE(settled.count(), 1);
    QCOMPARE(lookups.segment(2), Segment::Unknown);
}

void TestSessionLookups::releasesAStoppedMonitor()
{
    advance();
    const auto traced = session("20.9.0.9");
    const SessionLookups lookups(*traced, *m_lookups);
    QSignalSpy settled(&lookups, &SessionLookups::settled);
    traced->start(monitor());
    QTRY_VERIFY(traced->path().reached());
    m_lookups->answer(ip("20.1.0.1"), 61);
    QVERIFY(!lookups.isSettled());
    traced->stop();
    QTRY_COMPARE(traced->state(), State::Finished);
    QCOMPARE(m_lookups->releases, 1);
    QVERIFY(lookups.isSettled());
    QCOMPARE(settled.count(), 1);
    QCOMPARE(lookups.segment(2), Segment::Isp); // what is known stays
    QCOMPARE(lookups.segment(1), Segment::Lan);
}

/// The command line stops a trace that is complete, to have done with what could only be late.
void TestSessionLookups::keepsAfterACompleteTrace()
{
    advance();
    const auto traced = session("20.9.0.9");
    const SessionLookups lookups(*traced, *m_lookups);
    traced->start({});
    QTRY_VERIFY(traced->path().completed());
    traced->stop();
    QTRY_COMPARE(traced->state(), State::Finished);
    QCOMPARE(m_lookups->releases, 0);
    QVERIFY(!lookups.isSettled());
    m_lookups->answerAll(61);
    QVERIFY(lookups.isSettled());
}

void TestSessionLookups::keepsWhatEndedByItself()
{
    m_clock->setLimit(platform::TimePoint::max());
    const auto traced = session("20.9.0.9");
    const SessionLookups lookups(*traced, *m_lookups);
    traced->start(monitor(2));
    QTRY_COMPARE(traced->state(), State::Finished);
    QCOMPARE(m_lookups->releases, 0);
    QVERIFY(!lookups.isSettled());
    QCOMPARE(m_lookups->asked.size(), 3U);
}

void TestSessionLookups::releasesAFailedRun()
{
    advance();
    const auto traced = session("20.9.0.9");
    const SessionLookups lookups(*traced, *m_lookups);
    traced->start(monitor());
    QTRY_VERIFY(traced->path().reached());
    const platform::Error error{platform::Operation::SendProbe, platform::ErrorKind::Other, 0, "the test says so"};
    const engine::TraceEvents end{
        {traced->run(), m_clock->now(), engine::RunEnded{.reason = engine::RunEnded::Reason::Failed, .error = error}}};
    traced->apply(end);
    QCOMPARE(traced->state(), State::Failed);
    QCOMPARE(m_lookups->releases, 1);
    QVERIFY(lookups.isSettled());
}

void TestSessionLookups::startsAgain()
{
    advance();
    const auto traced = session("20.9.0.9");
    const SessionLookups lookups(*traced, *m_lookups);
    traced->start(monitor());
    QTRY_VERIFY(traced->path().reached());
    m_lookups->answer(ip("20.1.0.1"), 61);
    QCOMPARE(m_lookups->asked.size(), 3U);
    traced->start(monitor());
    QCOMPARE(m_lookups->releases, 1);
    QCOMPARE(lookups.segment(1), Segment::Unknown);
    QVERIFY(lookups.isSettled());
    advance();
    QTRY_VERIFY(traced->path().reached());
    QCOMPARE(m_lookups->asked.size(), 6U);
    QVERIFY(!lookups.isSettled());
    QCOMPARE(lookups.segment(2), Segment::Isp); // known from the first run
}

void TestSessionLookups::releasesWhenDestroyed()
{
    advance();
    const auto traced = session("20.9.0.9");
    auto lookups = std::make_unique<SessionLookups>(*traced, *m_lookups);
    traced->start(monitor());
    QTRY_VERIFY(traced->path().reached());
    lookups.reset();
    QCOMPARE(m_lookups->releases, 1);
}

/// A view that opens later sees what is there.
void TestSessionLookups::beginsInTheMiddle()
{
    const auto traced = session("20.9.0.9");
    traced->start({});
    QTRY_COMPARE(traced->state(), State::Finished);
    const SessionLookups lookups(*traced, *m_lookups);
    QCOMPARE(m_lookups->asked.size(), 3U);
    QVERIFY(!lookups.isSettled());
    QCOMPARE(lookups.segment(1), Segment::Lan);
}

void TestSessionLookups::changesOfOthers()
{
    const auto traced = session("20.9.0.9");
    const SessionLookups lookups(*traced, *m_lookups);
    traced->start({});
    QTRY_COMPARE(traced->state(), State::Finished);
    QSignalSpy changed(&lookups, &SessionLookups::changed);
    m_lookups->answer(ip("20.200.0.1"), 62);
    QCOMPARE(changed.count(), 0);
}

void TestSessionLookups::nothingToLookUp()
{
    const auto traced = session("near.example");
    const SessionLookups lookups(*traced, *m_lookups);
    traced->start({});
    QTRY_COMPARE(traced->state(), State::Failed);
    QCOMPARE(m_lookups->wants, 0);
    QVERIFY(lookups.isSettled());
}

/// The simulated network's facts are there at once, through the same code.
void TestSessionLookups::scenarioFacts()
{
    const auto fixed = engine::makeScenarioLookups(m_scenario);
    const auto traced = session("far.example");
    const SessionLookups lookups(*traced, *fixed);
    QSignalSpy changed(&lookups, &SessionLookups::changed);
    traced->start({});
    QTRY_COMPARE(traced->state(), State::Finished);
    QVERIFY(lookups.isSettled());
    QVERIFY(changed.count() > 0);
    QCOMPARE(lookups.segment(1), Segment::Lan);
    QCOMPARE(lookups.segment(2), Segment::Isp);
    QCOMPARE(lookups.segment(4), Segment::Destination);
    QCOMPARE(lookups.facts(ip("192.168.1.1")).name.value, QStringLiteral("gateway.lan"));
}

QTEST_GUILESS_MAIN(TestSessionLookups)
#include "tst_session_lookups.moc"
