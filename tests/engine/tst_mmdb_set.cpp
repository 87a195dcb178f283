// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/mmdb_set.h"
#include "tests/engine/mmdb_files.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <thread>

using namespace engine;

namespace {

platform::IpAddress ip(const char *text)
{
    return platform::IpAddress::parse(text).value();
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// In place, as a careless program does it; the time is another one for sure.
bool write(const QString &path, const QByteArray &bytes, qint64 secondsLater = 0)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size() || !file.flush())
        return false;
    return file.setFileTime(
        QDateTime(QDate(2026, 1, 1), QTime(), Qt::UTC).addSecs(secondsLater), QFileDevice::FileModificationTime);
}

} // namespace

class TestMmdbSet : public QObject {
    Q_OBJECT

private:
    MmdbFiles m_files;

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_files.make(), m_files.problem().constData()); }

    void cityAndAsnTogether()
    {
        MmdbSet set;
        set.setFiles({m_files.path("GeoLite2-City.mmdb"), m_files.path("GeoLite2-ASN.mmdb")});
        QCOMPARE(set.files().size(), std::size_t(2));
        const MmdbInfo &city = set.files()[0];
        QCOMPARE(city.problem, MmdbProblem::None);
        QCOMPARE(city.type, QStringLiteral("GeoLite2-City"));
        QCOMPARE(city.description, QStringLiteral("GeoLite2-City, made up for tests"));
        QVERIFY(city.built.isValid() && city.built.secsTo(QDateTime::currentDateTimeUtc()) < 3600);
        QVERIFY(city.nodes > 100);
        QVERIFY(city.hasCities && city.hasCountries && !city.hasNetworks);
        QVERIFY(set.files()[1].hasNetworks && !set.files()[1].hasCountries);

        const MmdbAnswer answer = set.find(ip("203.0.113.9"));
        QVERIFY(answer.place && answer.origin);
        QCOMPARE(answer.place->city, QStringLiteral("Vienna"));
        QCOMPARE(answer.place->accuracyKm, std::optional(20));
        QCOMPARE(answer.placeFile, QStringLiteral("GeoLite2-City.mmdb"));
        QCOMPARE(answer.placeBuilt, city.built);
        QCOMPARE(answer.originFile, QStringLiteral("GeoLite2-ASN.mmdb"));
        QCOMPARE(answer.origin->prefix.toString(), std::string("203.0.113.0/25"));
        QCOMPARE(set.find(ip("2001:db8:a::1")).origin->prefix.toString(), std::string("2001:db8:a::/47"));
        QVERIFY(set.find(ip("203.0.113.200")).place && !set.find(ip("203.0.113.200")).origin);
        QVERIFY(!set.find(ip("192.0.2.1")).place);
        QVERIFY(!set.find(ip("2001:db8:b000::1")).place);
        QVERIFY(!set.find(platform::IpAddress()).place);
    }

    void aFileOfIpv4AloneIsNotAskedAboutIpv6()
    {
        MmdbSet set;
        set.setFiles({m_files.path("dbip-city-ipv4.mmdb")});
        QVERIFY(set.find(ip("203.0.113.9")).place);
        QVERIFY(!set.find(ip("2001:db8:a::1")).place);
        QVERIFY(!set.find(ip("::203.0.113.9")).place);
    }

    void theFirstIsBelievedUnlessALaterOneIsFiner()
    {
        MmdbSet set;
        set.setFiles({m_files.path("ipinfo_lite.mmdb"), m_files.path("dbip-city-lite.mmdb"),
            m_files.path("GeoLite2-City.mmdb"), m_files.path("GeoLite2-ASN.mmdb")});
        const MmdbAnswer answer = set.find(ip("203.0.113.9"));
        QCOMPARE(answer.placeFile, QStringLiteral("dbip-city-lite.mmdb")); // same country, and a city
        QCOMPARE(answer.place->city, QStringLiteral("Vienna (Innere Stadt)"));
        QCOMPARE(answer.originFile, QStringLiteral("ipinfo_lite.mmdb"));
        QCOMPARE(answer.origin->prefix.toString(), std::string("203.0.113.0/24"));
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<MmdbProblem>("problem");
        QTest::newRow("empty") << QByteArray() << MmdbProblem::NotADatabase;
        QTest::newRow("text") << QByteArray("<!DOCTYPE html><html><body>Not found</body></html>\n").repeated(20)
                              << MmdbProblem::NotADatabase;
        QTest::newRow("packed") << QByteArray::fromHex("1f8b08000000000000ff") + QByteArray(4000, 'z')
                                << MmdbProblem::NotADatabase;
        QTest::newRow("zeros") << QByteArray(4096, '\0') << MmdbProblem::NotADatabase;
        QTest::newRow("marker alone") << QByteArray("\xab\xcd\xefMaxMind.com") << MmdbProblem::Damaged;
        QTest::newRow("of no use") << read(m_files.path("GeoIP2-Connection-Type.mmdb")) << MmdbProblem::Unsupported;
        QTest::newRow("nothing in it") << read(m_files.path("no-networks.mmdb")) << MmdbProblem::Unsupported;
        QTest::newRow("other version of the format")
            << read(m_files.path("GeoLite2-ASN.mmdb"))
                   .replace("binary_format_major_version\xa1\x02", "binary_format_major_version\xa1\x03")
            << MmdbProblem::Unsupported;
    }
    void refused()
    {
        QFETCH(QByteArray, content);
        QFETCH(MmdbProblem, problem);
        const QString path = m_files.path("refused.mmdb");
        QVERIFY(write(path, content));
        QCOMPARE(MmdbSet::check(path).problem, problem);
        MmdbSet set;
        set.setFiles({path});
        QCOMPARE(set.files()[0].problem, problem);
        QVERIFY(!set.find(ip("203.0.113.9")).place);
    }

    void notThereOrNoFile()
    {
        QCOMPARE(MmdbSet::check(m_files.path("nowhere.mmdb")).problem, MmdbProblem::NotFound);
        QCOMPARE(MmdbSet::check(m_files.path(".")).problem, MmdbProblem::NotADatabase);
        QCOMPARE(MmdbSet::check(QString()).problem, MmdbProblem::NotFound);
    }

    void cutAnywhereItIsRefused()
    {
        const QByteArray whole = read(m_files.path("GeoLite2-City.mmdb"));
        const QString path = m_files.path("cut.mmdb");
        const qsizetype metadata = whole.lastIndexOf("MaxMind.com");
        for (qsizetype length = 0; length < whole.size(); length += length < 64 || length >= metadata ? 1 : 13) {
            QVERIFY(write(path, whole.left(length)));
            const MmdbProblem problem = MmdbSet::check(path).problem;
            QVERIFY2(problem == (length < 48 ? MmdbProblem::NotADatabase : MmdbProblem::Damaged),
                qPrintable(QString::number(length)));
        }
    }

    void openFilesStayAsTheyWere_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"removed", "cut short", "rewritten in place", "replaced"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void openFilesStayAsTheyWere()
    {
        QFETCH(QString, what);
        const QString path = m_files.path("open.mmdb");
        const QByteArray before = read(m_files.path("GeoLite2-City.mmdb"));
        QVERIFY(write(path, before));
        MmdbSet set;
        set.setFiles({path});
        const Place place = set.find(ip("203.0.113.9")).place.value();
        if (what == QLatin1String("removed"))
            QVERIFY(QFile::remove(path));
        else if (what == QLatin1String("cut short"))
            QVERIFY(write(path, {}, 1));
        else if (what == QLatin1String("rewritten in place"))
            QVERIFY(write(path, QByteArray(before.size(), '\xff'), 1));
        else
            QVERIFY(QFile::remove(path) && write(path, read(m_files.path("dbip-city-lite.mmdb")), 1));
        QCOMPARE(set.find(ip("203.0.113.9")).place, std::optional(place));

        set.setFiles({path});
        if (what == QLatin1String("replaced"))
            QCOMPARE(set.find(ip("203.0.113.9")).place->city, QStringLiteral("Vienna (Innere Stadt)"));
        else
            QCOMPARE(set.files()[0].problem,
                what == QLatin1String("removed") ? MmdbProblem::NotFound : MmdbProblem::NotADatabase);
        QVERIFY(write(path, before, 2)); // and when it is whole again it is used again
        set.setFiles({path});
        QCOMPARE(set.find(ip("203.0.113.9")).place, std::optional(place));
    }

    void noCopyIsLeftBehind()
    {
        // A folder of its own, because other processes have copies too.
        const QString folder = m_files.path("temporary");
        QVERIFY(QDir().mkpath(folder));
        const QByteArray old = qgetenv("TMPDIR");
        qputenv("TMPDIR", folder.toUtf8());
        {
            MmdbSet set;
            set.setFiles({m_files.path("GeoLite2-City.mmdb"), m_files.path("nowhere.mmdb")});
            static_cast<void>(MmdbSet::check(m_files.path("GeoIP2-Connection-Type.mmdb")));
            QVERIFY(set.find(ip("203.0.113.9")).place);
        }
        qputenv("TMPDIR", old);
        QVERIFY(QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void noRoomForTheCopy()
    {
        const QByteArray old = qgetenv("TMPDIR");
        qputenv("TMPDIR", m_files.path("GeoLite2-ASN.mmdb").toUtf8()); // no folder
        const MmdbProblem problem = MmdbSet::check(m_files.path("GeoLite2-City.mmdb")).problem;
        qputenv("TMPDIR", old);
        QCOMPARE(problem, MmdbProblem::NoRoom);
    }

    void unchangedFilesAreSharedAndNotReadAgain()
    {
        MmdbSet set;
        set.setFiles({m_files.path("GeoLite2-City.mmdb")});
        MmdbSet other = set;
        other.setFiles({m_files.path("GeoLite2-ASN.mmdb"), m_files.path("GeoLite2-City.mmdb")});
        QCOMPARE(set.files().size(), std::size_t(1));
        QVERIFY(!set.find(ip("203.0.113.9")).origin);
        QVERIFY(other.find(ip("203.0.113.9")).origin && other.find(ip("203.0.113.9")).place);
        set.setFiles({});
        QVERIFY(!set.find(ip("203.0.113.9")).place);
        QVERIFY(other.find(ip("203.0.113.9")).place);
        other.setFiles({m_files.path("GeoLite2-City.mmdb"), m_files.path("GeoLite2-City.mmdb")});
        QCOMPARE(other.files().size(), std::size_t(1));
    }

    void foundFromSeveralThreads()
    {
        MmdbSet set;
        set.setFiles({m_files.path("GeoLite2-City.mmdb")});
        std::vector<std::thread> threads;
        std::atomic<int> found = 0;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([copy = set, &found] {
                for (int turn = 0; turn < 500; ++turn)
                    found += copy.find(ip("203.0.113.9")).place.has_value();
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(found.load(), 2000);
    }

    void systemFiles()
    {
        const QString folder = m_files.path("system");
        QVERIFY(QDir().mkpath(folder + QStringLiteral("/GeoIP")));
        const QString city = folder + QStringLiteral("/GeoIP/GeoLite2-City.mmdb");
        QVERIFY(QFile::copy(m_files.path("GeoLite2-City.mmdb"), city));
        QVERIFY(QFile::link(city, folder + QStringLiteral("/GeoIP/Same.mmdb")));
        QVERIFY(write(folder + QStringLiteral("/GeoIP/notes.txt"), "no database"));
        const QByteArray before = qgetenv("XDG_DATA_DIRS");
        qputenv("XDG_DATA_DIRS", folder.toUtf8());
        const QStringList files = MmdbSet::systemFiles();
        qputenv("XDG_DATA_DIRS", before);
        QVERIFY(files.contains(city));
        QVERIFY(files.filter(QStringLiteral("Same.mmdb")).isEmpty());
        QVERIFY(files.filter(QStringLiteral("notes")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMmdbSet)
#include "tst_mmdb_set.moc"
