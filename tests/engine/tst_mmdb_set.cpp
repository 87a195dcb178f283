// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/mmdb_set.h"
#include "tests/engine/mmdb_files.h"

#include <QTest>

using namespace engine;

namespace {

platform::IpAddress ip(const char *text)
{
    return platform::IpAddress::parse(text).value();
}

} // namespace

class TestMmdbSet : public QObject {
    Q_OBJECT

private:
    MmdbFiles m_files;

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_files.make(), m_files.problem().constData()); }

    void findsCityAndAsn()
    {
        MmdbSet set;
        set.setFiles({m_files.path("GeoLite2-City.mmdb"), m_files.path("GeoLite2-ASN.mmdb")});
        QCOMPARE(set.files().size(), std::size_t(2));
        QCOMPARE(set.files()[0].problem, MmdbProblem::None);
        QVERIFY(set.files()[0].hasCities && set.files()[0].hasCountries && !set.files()[0].hasNetworks);
        QVERIFY(set.files()[1].hasNetworks && !set.files()[1].hasCountries);

        const MmdbAnswer answer = set.find(ip("203.0.113.9"));
        QVERIFY(answer.place && answer.origin);
        QCOMPARE(answer.place->countryCode, QStringLiteral("AT"));
        QCOMPARE(answer.place->country, QStringLiteral("Austria"));
        QCOMPARE(answer.place->city, QStringLiteral("Vienna"));
        QCOMPARE(answer.place->latitude, std::optional(48.2049));
        QCOMPARE(answer.place->longitude, std::optional(16.3662));
        QCOMPARE(answer.place->accuracyKm, std::optional(20));
        QCOMPARE(answer.placeFile, QStringLiteral("GeoLite2-City.mmdb"));
        QCOMPARE(answer.origin->asns, std::vector<std::uint32_t>{64500});
        QCOMPARE(answer.origin->asName, QStringLiteral("Example Transit"));
        QCOMPARE(answer.origin->prefix.toString(), std::string("203.0.113.0/25"));
        QCOMPARE(set.find(ip("2001:db8:a::1")).origin->prefix.toString(), std::string("2001:db8:a::/47"));
        QVERIFY(!set.find(ip("192.0.2.1")).place);
    }
};

QTEST_GUILESS_MAIN(TestMmdbSet)
#include "tst_mmdb_set.moc"
