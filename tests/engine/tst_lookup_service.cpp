// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lookup_setup.h"

#include <QSignalSpy>

using engine::AddressFacts;
using engine::FactSource;
using engine::FactState;
using engine::LookupService;
using engine::QuestionOutcome;
using platform::IpAddress;
using namespace std::chrono_literals;

class TestLookupService final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_setup = std::make_unique<LookupSetup>(); }
    void cleanup() { m_setup.reset(); }
    void everything();

private:
    void look(const char *address) { m_setup->service().want(&m_setup->m_owner, {LookupSetup::address(address)}); }
    AddressFacts settled(const char *address)
    {
        if (!QTest::qWaitFor([this] { return m_setup->settled(&m_setup->m_owner); }))
            QTest::qFail("not settled", __FILE__, __LINE__);
        return m_setup->service().facts(LookupSetup::address(address));
    }

    std::unique_ptr<LookupSetup> m_setup;
};

void TestLookupService::everything()
{
    m_setup->host("193.0.6.139", "www.example", 64500, "193.0.0.0/21");
    look("193.0.6.139");
    QVERIFY(!m_setup->settled(&m_setup->m_owner));
    QVERIFY(m_setup->service().facts(LookupSetup::address("193.0.6.139")).isPending());

    const AddressFacts facts = settled("193.0.6.139");
    QCOMPARE(facts.name.state, FactState::Known);
    QCOMPARE(facts.name.value, QStringLiteral("www.example"));
    QCOMPARE(facts.name.source, FactSource::Dns);
    QCOMPARE(facts.origin.state, FactState::Known);
    QCOMPARE(facts.origin.value.prefix.toString(), std::string("193.0.0.0/21"));
    QCOMPARE(facts.origin.value.asns, std::vector<std::uint32_t>{64500});
    QCOMPARE(facts.origin.value.asName, QStringLiteral("AS-64500 - Example 64500"));
    QCOMPARE(facts.origin.value.registry, QStringLiteral("ripencc"));
    QCOMPARE(facts.origin.value.registryCountry, QStringLiteral("NL"));
    QCOMPARE(facts.origin.source, FactSource::Cymru);
    QCOMPARE(facts.place.state, FactState::Unknown);
    QCOMPARE(facts.exchange.state, FactState::Unknown);
    QCOMPARE(m_setup->m_server.asked(), 3);
    QCOMPARE(m_setup->logged(QuestionOutcome::Answered), 3);
}

QTEST_GUILESS_MAIN(TestLookupService)
#include "tst_lookup_service.moc"
