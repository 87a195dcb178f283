// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session.h"
#include "engine/system_resolver.h"
#include "platform/sim/scenario.h"
#include "platform/sim/sim_transport.h"

#include <QTest>

using engine::FamilyChoice;
using engine::Session;
using engine::SessionProblem;
using State = engine::Session::State;
using namespace std::chrono_literals;

/// A session over the simulated network, on its virtual clock.
class TestSession final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tracesAName();
    void tracesAnAddress();
    void failures_data();
    void failures();
    void asksNobodyWhenNothingLeaves();
    void takesTheFamilyAskedFor();
    void keepsToTheChosenAddress();
    void portOfTheTarget_data();
    void portOfTheTarget();
    void pausesAndGoesOn();
    void stopsWhileResolving();
    void startsAgainFromTheBeginning();
    void passesOverEventsOfOthers();
    void destroyedWhileRunning();

private:
    std::unique_ptr<Session> session(const QString &target);
    static engine::TraceOptions monitor();

    std::shared_ptr<platform::VirtualClock> m_clock;
    std::unique_ptr<engine::FixedResolver> m_resolver;
    std::unique_ptr<engine::TraceEngine> m_engine;
};

void TestSession::init()
{
    auto scenario = platform::parseScenario("scenario \"Session\"\n"
                                            "target far.example 198.51.100.9 2001:db8::9\n"
                                            "  hop one 192.0.2.1 2001:db8:0:1::1 rtt 1ms\n"
                                            "  host rtt 4ms tcp 443 open\n",
        "session");
    QVERIFY(scenario.ok());
    const auto four = *platform::IpAddress::parse("198.51.100.9");
    const auto six = *platform::IpAddress::parse("2001:db8::9");
    m_resolver = std::make_unique<engine::FixedResolver>(
        engine::FixedResolver::Names{{QStringLiteral("far.example"), {four, six}},
            {QStringLiteral("six.example"), {six}}, {QStringLiteral("empty.example"), {}}});
    m_clock = std::make_shared<platform::VirtualClock>();
    platform::SimTransportOptions options;
    options.virtualClock = m_clock;
    m_engine =
        std::make_unique<engine::TraceEngine>(std::make_unique<platform::SimTransport>(std::move(*scenario), options));
}

void TestSession::cleanup()
{
    m_clock->setLimit(platform::TimePoint::max()); // lets a waiting transport go
    m_engine.reset();
    m_resolver.reset();
}

std::unique_ptr<Session> TestSession::session(const QString &target)
{
    auto made =
        std::make_unique<Session>(std::get<engine::Target>(engine::parseTarget(target)), *m_engine, *m_resolver);
    Session *session = made.get();
    connect(m_engine.get(), &engine::TraceEngine::eventsAvailable, session,
        [session](const engine::TraceEvents &events) { session->apply(events); });
    return made;
}

engine::TraceOptions TestSession::monitor()
{
    engine::TraceOptions options;
    options.kind = engine::RunKind::Monitor;
    return options;
}

void TestSession::tracesAName()
{
    const auto traced = session(QStringLiteral("far.example"));
    QList<State> states;
    connect(traced.get(), &Session::stateChanged, this, [&states](State state) { states += state; });
    traced->start({});
    QTRY_COMPARE(traced->state(), State::Finished);
    QCOMPARE(states, (QList<State>{State::Resolving, State::Running, State::Finished}));
    QCOMPARE(traced->addresses().size(), 2U);
    QCOMPARE(traced->path().target(), traced->addresses().front());
    QVERIFY(traced->path().reached());
    QCOMPARE(traced->path().hops().size(), 2U);
    QVERIFY(!traced->problem());
    QVERIFY(traced->startedAt().isValid());
    QCOMPARE(traced->startedAt().timeSpec(), Qt::UTC);
}

void TestSession::tracesAnAddress()
{
    const auto traced = session(QStringLiteral("2001:db8::9"));
    traced->start({});
    QCOMPARE(traced->state(), State::Running); // nothing to resolve
    QTRY_COMPARE(traced->state(), State::Finished);
    QVERIFY(traced->path().reached());
}

void TestSession::failures_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<engine::TraceOptions>("options");
    QTest::addColumn<FamilyChoice>("family");
    QTest::addColumn<SessionProblem::Kind>("kind");
    using Kind = SessionProblem::Kind;
    engine::TraceOptions none;
    engine::TraceOptions small;
    small.size = 10;
    engine::TraceOptions elsewhere;
    elsewhere.interfaceName = "nosuch0";
    QTest::newRow("no such host") << QStringLiteral("near.example") << none << FamilyChoice::Automatic
                                  << Kind::HostNotFound;
    QTest::newRow("no address") << QStringLiteral("empty.example") << none << FamilyChoice::Automatic
                                << Kind::NoAddressOfFamily;
    QTest::newRow("no IPv4") << QStringLiteral("six.example") << none << FamilyChoice::V4 << Kind::NoAddressOfFamily;
    QTest::newRow("address of the other family")
        << QStringLiteral("198.51.100.9") << none << FamilyChoice::V6 << Kind::NoAddressOfFamily;
    QTest::newRow("options") << QStringLiteral("far.example") << small << FamilyChoice::Automatic << Kind::Options;
    QTest::newRow("interface") << QStringLiteral("far.example") << elsewhere << FamilyChoice::Automatic << Kind::Engine;
}

void TestSession::failures()
{
    QFETCH(QString, target);
    QFETCH(engine::TraceOptions, options);
    QFETCH(FamilyChoice, family);
    QFETCH(SessionProblem::Kind, kind);
    const auto traced = session(target);
    traced->start(options, family);
    QTRY_COMPARE(traced->state(), State::Failed);
    QCOMPARE(traced->problem()->kind, kind);
    QCOMPARE(traced->path().counts().sent, 0U);
    traced->stop(); // does no harm
    QCOMPARE(traced->state(), State::Failed);
}

void TestSession::asksNobodyWhenNothingLeaves()
{
    engine::SystemResolver resolver;
    resolver.setOptions({}, true);
    const auto target = std::get<engine::Target>(engine::parseTarget(QStringLiteral("far.example")));
    Session held(target, *m_engine, resolver);
    held.start({});
    QTRY_COMPARE(held.state(), State::Failed);
    QCOMPARE(held.problem()->kind, SessionProblem::Kind::ResolvingNotAllowed);
}

void TestSession::takesTheFamilyAskedFor()
{
    const auto traced = session(QStringLiteral("far.example"));
    traced->start({}, FamilyChoice::V6);
    QTRY_COMPARE(traced->state(), State::Finished);
    QCOMPARE(traced->path().target().family(), platform::Family::V6);
}

void TestSession::keepsToTheChosenAddress()
{
    const auto traced = session(QStringLiteral("far.example"));
    traced->start({});
    QTRY_COMPARE(traced->state(), State::Finished);
    const std::vector<platform::IpAddress> both = traced->addresses();
    QCOMPARE(both.size(), 2U);
    QList<State> states;
    connect(traced.get(), &Session::stateChanged, this, [&states](State state) { states += state; });
    traced->start({}, both.back());
    QTRY_COMPARE(traced->state(), State::Finished);
    QCOMPARE(states, (QList<State>{State::Running, State::Finished})); // nobody is asked for the name again
    QCOMPARE(traced->path().target(), both.back());
    QCOMPARE(traced->addresses(), both);
    QCOMPARE(traced->target().host, QStringLiteral("far.example"));
    // Begun again, it goes there again …
    traced->start({});
    QTRY_COMPARE(traced->state(), State::Finished);
    QCOMPARE(traced->path().target(), both.back());
    // … unless another family is asked for.
    traced->start({}, both.front().family() == platform::Family::V4 ? FamilyChoice::V4 : FamilyChoice::V6);
    QTRY_COMPARE(traced->state(), State::Finished);
    QCOMPARE(traced->path().target(), both.front());
}

void TestSession::portOfTheTarget_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<platform::Protocol>("protocol");
    QTest::addColumn<int>("option");
    QTest::addColumn<int>("port");
    using platform::Protocol;
    QTest::newRow("from the target") << QStringLiteral("far.example:8443") << Protocol::Tcp << 0 << 8443;
    QTest::newRow("the option wins") << QStringLiteral("far.example:8443") << Protocol::Tcp << 22 << 22;
    QTest::newRow("none for ICMP") << QStringLiteral("far.example:8443") << Protocol::Icmp << 0 << 0;
    QTest::newRow("no port") << QStringLiteral("far.example") << Protocol::Udp << 0 << 0;
}

void TestSession::portOfTheTarget()
{
    QFETCH(QString, target);
    QFETCH(platform::Protocol, protocol);
    QFETCH(int, option);
    QFETCH(int, port);
    engine::TraceOptions options;
    options.protocol = protocol;
    options.port = static_cast<std::uint16_t>(option);
    const auto traced = session(target);
    traced->start(options);
    QCOMPARE(int(traced->options().port), port);
}

void TestSession::pausesAndGoesOn()
{
    m_clock->setLimit(m_clock->now() + 500ms);
    const auto traced = session(QStringLiteral("198.51.100.9"));
    traced->start(monitor());
    QTRY_VERIFY(traced->path().reached());
    traced->pause();
    QTRY_COMPARE(traced->state(), State::Paused);
    traced->resume();
    QTRY_COMPARE(traced->state(), State::Running);
    traced->stop();
    QTRY_COMPARE(traced->state(), State::Finished);
    QVERIFY(traced->path().ended().has_value());
}

void TestSession::stopsWhileResolving()
{
    const auto traced = session(QStringLiteral("far.example"));
    traced->start({});
    QCOMPARE(traced->state(), State::Resolving);
    traced->stop();
    QCOMPARE(traced->state(), State::Finished);
    QCoreApplication::processEvents();
    QCOMPARE(traced->state(), State::Finished);
    QVERIFY(traced->path().target().isNull());
}

void TestSession::startsAgainFromTheBeginning()
{
    m_clock->setLimit(m_clock->now() + 500ms);
    const auto traced = session(QStringLiteral("198.51.100.9"));
    traced->start(monitor());
    QTRY_VERIFY(traced->path().reached());
    const engine::RunId first = traced->run();
    traced->start(monitor());
    QVERIFY(traced->run() != first);
    QCOMPARE(traced->path().counts().sent, 0U);
    m_clock->setLimit(m_clock->now() + 500ms);
    QTRY_VERIFY(traced->path().reached());
    QCOMPARE(traced->state(), State::Running); // the end of the first run is not its own
}

void TestSession::passesOverEventsOfOthers()
{
    const auto traced = session(QStringLiteral("198.51.100.9"));
    traced->start({});
    QTRY_COMPARE(traced->state(), State::Finished);
    const engine::PathState before = traced->path();
    int changes = 0;
    connect(traced.get(), &Session::changed, this, [&changes] { ++changes; });
    const engine::TraceEvents strangers{{engine::RunId{4711}, m_clock->now(), engine::RunPaused{}}};
    traced->apply(strangers);
    QVERIFY(traced->path() == before);
    QCOMPARE(traced->state(), State::Finished);
    QCOMPARE(changes, 0);
}

void TestSession::destroyedWhileRunning()
{
    m_clock->setLimit(m_clock->now() + 500ms);
    auto traced = session(QStringLiteral("198.51.100.9"));
    auto resolving = session(QStringLiteral("far.example"));
    traced->start(monitor());
    resolving->start(monitor());
    QTRY_VERIFY(traced->path().counts().sent > 0);
    traced.reset();
    resolving.reset();
    QCoreApplication::processEvents();
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
