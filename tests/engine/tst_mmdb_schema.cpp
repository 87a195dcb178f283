// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/mmdb_set.h"
#include "tests/engine/mmdb_files.h"

#include <QFile>
#include <QTest>

using namespace engine;

/// Every maker's form of saying the same, and values that make no sense.
class TestMmdbSchema : public QObject {
    Q_OBJECT

private:
    MmdbFiles m_files;

    MmdbAnswer ask(const QString &path, const char *address, int longestText = 253)
    {
        MmdbSet set(longestText);
        set.setFiles({path});
        return set.find(platform::IpAddress::parse(address).value());
    }
    MmdbAnswer hostile(int last)
    {
        return ask(m_files.path("hostile.mmdb"), ("203.0.113." + std::to_string(last)).c_str());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_files.make(), m_files.problem().constData()); }

    void places_data()
    {
        QTest::addColumn<QString>("country");
        QTest::addColumn<QString>("city");
        QTest::addColumn<bool>("coordinates");
        QTest::addColumn<int>("radius");
        QTest::newRow("GeoLite2-City") << "Austria"
                                       << "Vienna" << true << 20;
        QTest::newRow("GeoLite2-Country") << "Austria"
                                          << "" << false << -1;
        QTest::newRow("GeoIP2-Enterprise") << "Austria"
                                           << "Vienna" << true << 20;
        QTest::newRow("dbip-city-lite") << "Austria"
                                        << "Vienna (Innere Stadt)" << true << -1;
        QTest::newRow("dbip-country-lite") << "Austria"
                                           << "" << false << -1;
        QTest::newRow("dbip-isp") << "Austria"
                                  << "" << false << -1;
        QTest::newRow("ipinfo_lite") << "Austria"
                                     << "" << false << -1;
        QTest::newRow("country_asn") << "Austria"
                                     << "" << false << -1;
        QTest::newRow("standard_location") << ""
                                           << "Vienna" << true << 50;
        QTest::newRow("ipinfo_core") << "Austria"
                                     << "Vienna" << true << -1;
        QTest::newRow("ipinfo_loc") << ""
                                    << "Vienna" << true << -1;
        QTest::newRow("dbip-city-ipv4") << ""
                                        << "Vienna" << true << -1;
        QTest::newRow("asn-country") << ""
                                     << "" << false << -1;
        QTest::newRow("IP2LOCATION-LITE-DB11") << "Austria"
                                               << "Vienna" << true << -1;
        QTest::newRow("GeoOpen-Country-ASN") << ""
                                             << "" << false << -1;
    }
    void places()
    {
        QFETCH(QString, country);
        QFETCH(QString, city);
        QFETCH(bool, coordinates);
        QFETCH(int, radius);
        const MmdbAnswer answer = ask(m_files.path(QTest::currentDataTag() + std::string(".mmdb")), "203.0.113.9");
        QVERIFY(answer.place);
        QCOMPARE(answer.place->countryCode, QStringLiteral("AT"));
        QCOMPARE(answer.place->country, country);
        QCOMPARE(answer.place->city, city);
        QCOMPARE(answer.place->latitude.has_value(), coordinates);
        QCOMPARE(answer.place->longitude.has_value(), coordinates);
        if (coordinates) {
            QVERIFY(std::abs(*answer.place->latitude - 48.2) < 0.01);
            QVERIFY(std::abs(*answer.place->longitude - 16.3) < 0.1);
        }
        QCOMPARE(answer.place->accuracyKm.value_or(-1), radius);
    }

    void origins_data()
    {
        QTest::addColumn<QString>("prefix");
        for (const char *file : {"GeoIP2-ISP", "GeoIP2-Enterprise", "dbip-asn-lite", "dbip-isp", "ipinfo_lite",
                 "country_asn", "ipinfo_asn", "ipinfo_core", "GeoOpen-Country-ASN"})
            QTest::newRow(file) << QStringLiteral("203.0.113.0/24");
        QTest::newRow("GeoLite2-ASN") << QStringLiteral("203.0.113.0/25");
    }
    void origins()
    {
        QFETCH(QString, prefix);
        const MmdbAnswer answer = ask(m_files.path(QTest::currentDataTag() + std::string(".mmdb")), "203.0.113.9");
        QVERIFY(answer.origin);
        QCOMPARE(answer.origin->asns, std::vector<std::uint32_t>{64500});
        QCOMPARE(answer.origin->asName, QStringLiteral("Example Transit"));
        QCOMPARE(QString::fromStdString(answer.origin->prefix.toString()), prefix);
    }

    void withoutEnglishNamesAnyLanguageIsTaken()
    {
        const auto place = ask(m_files.path("GeoLite2-City.mmdb"), "198.51.100.9").place;
        QVERIFY(place);
        QCOMPARE(place->country, QStringLiteral("Schweiz"));
        QCOMPARE(place->city, QString::fromUtf8("Zürich"));
    }

    void dashesAndTheZeroPointStandForNothing()
    {
        QVERIFY(!ask(m_files.path("IP2LOCATION-LITE-DB11.mmdb"), "198.51.100.9").place);
    }

    void coordinatesThatMakeNoSense()
    {
        for (int last = 1; last <= 6; ++last) {
            const MmdbAnswer answer = hostile(last);
            QVERIFY(answer.place);
            QCOMPARE(answer.place->countryCode, QStringLiteral("AT"));
            QVERIFY2(!answer.place->latitude && !answer.place->longitude, qPrintable(QString::number(last)));
        }
        const MmdbAnswer farOff = hostile(17);
        QVERIFY(farOff.place->latitude && !farOff.place->accuracyKm); // a radius larger than the world
        QCOMPARE(farOff.place->countryCode, QStringLiteral("AT"));
    }

    void numbersThatAreNone()
    {
        for (int last = 7; last <= 11; ++last)
            QVERIFY2(!hostile(last).origin, qPrintable(QString::number(last)));
        QCOMPARE(hostile(12).origin->asns, std::vector<std::uint32_t>{64500});
        QCOMPARE(hostile(13).origin->asns, std::vector<std::uint32_t>{64500});
    }

    void countriesThatAreNone()
    {
        for (const int last : {14, 15, 16, 18})
            QVERIFY2(!hostile(last).place, qPrintable(QString::number(last)));
    }

    void textsStayAsTheyAreButBounded()
    {
        // Whoever shows them makes them harmless; nothing is cut within a character.
        QCOMPARE(hostile(12).origin->asName, QString::fromUtf8("evil\xe2\x80\xaegpj\0.", 12));
        const QString globes = hostile(13).origin->asName;
        QCOMPARE(globes.size(), 252);
        QVERIFY(globes.isValidUtf16());
        QCOMPARE(ask(m_files.path("GeoLite2-ASN.mmdb"), "203.0.113.9", 7).origin->asName, QStringLiteral("Example"));
    }

    void invalidUtf8()
    {
        QFile original(m_files.path("GeoLite2-City.mmdb"));
        QVERIFY(original.open(QIODevice::ReadOnly));
        QByteArray bytes = original.readAll();
        QVERIFY(bytes.contains("Vienna"));
        bytes.replace("Vienna", "V\xff\xc3\x28na");
        QFile changed(m_files.path("invalid-utf8.mmdb"));
        QVERIFY(changed.open(QIODevice::WriteOnly) && changed.write(bytes) == bytes.size());
        changed.close();
        const auto place = ask(changed.fileName(), "203.0.113.9").place;
        QVERIFY(place);
        QCOMPARE(place->city, QString::fromUtf8("V\xef\xbf\xbd\xef\xbf\xbd(na"));
    }

    void attributions_data()
    {
        QTest::addColumn<QString>("part");
        QTest::newRow("GeoLite2-City") << "GeoLite2 data created by MaxMind";
        QTest::newRow("GeoIP2-ISP") << "MaxMind";
        QTest::newRow("dbip-city-lite") << "IP Geolocation by DB-IP";
        QTest::newRow("ipinfo_lite") << "IPinfo";
        QTest::newRow("IP2LOCATION-LITE-DB11") << "IP2Location LITE";
        QTest::newRow("asn-country") << "";
    }
    void attributions()
    {
        QFETCH(QString, part);
        const MmdbInfo info = MmdbSet::check(m_files.path(QTest::currentDataTag() + std::string(".mmdb")));
        QCOMPARE(info.problem, MmdbProblem::None);
        QVERIFY2(info.attribution.contains(part) && info.attribution.isEmpty() == part.isEmpty(),
            qPrintable(info.attribution));
    }
};

QTEST_GUILESS_MAIN(TestMmdbSchema)
#include "tst_mmdb_schema.moc"
