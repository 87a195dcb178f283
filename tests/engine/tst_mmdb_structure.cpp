// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/mmdb_set.h"
#include "engine/lookups/mmdb_structure.h"
#include "tests/engine/crafted_mmdb.h"
#include "tests/engine/mmdb_files.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace engine;

namespace {

std::span<const std::uint8_t> bytesOf(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

bool isSound(const QByteArray &section, std::size_t offset = 0)
{
    int budget = mostValuesInRecord;
    return isSoundValue(bytesOf(section), offset, budget);
}

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

} // namespace

/// What a hostile file can do to a reader that trusts it.
class TestMmdbStructure : public QObject {
    Q_OBJECT

private:
    MmdbFiles m_files;

    MmdbInfo checked(const QByteArray &content)
    {
        const QString path = m_files.path("crafted.mmdb");
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            return {};
        file.close();
        MmdbSet set;
        set.setFiles({path}); // what is not found to be damaged is read without harm
        for (const char *address : {"0.0.0.0", "203.0.113.9", "::", "2001:db8:a::1", "ffff:ffff::"})
            static_cast<void>(set.find(platform::IpAddress::parse(address).value()));
        return MmdbSet::check(path);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_files.make(), m_files.problem().constData()); }

    void values_data()
    {
        QTest::addColumn<QByteArray>("section");
        QTest::addColumn<bool>("sound");
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("empty text") << hex("40") << true;
        QTest::newRow("text") << hex("43616263") << true;
        QTest::newRow("text, cut") << hex("436162") << false;
        QTest::newRow("long text") << hex("5d00") + QByteArray(29, 'x') << true;
        QTest::newRow("long text, cut") << hex("5d00") + QByteArray(28, 'x') << false;
        QTest::newRow("longer text") << hex("5e0000") + QByteArray(285, 'x') << true;
        QTest::newRow("longest text") << hex("5f000000") + QByteArray(65821, 'x') << true;
        QTest::newRow("longest length") << hex("5fffffff") + QByteArray(100, 'x') << false;
        QTest::newRow("length, cut") << hex("5fffff") << false;
        QTest::newRow("double") << hex("680000000000000000") << true;
        QTest::newRow("double of 7 bytes") << hex("6700000000000000") << false;
        QTest::newRow("float") << hex("040800000000") << true;
        QTest::newRow("float of 3 bytes") << hex("0308000000") << false;
        QTest::newRow("uint16 of 3 bytes") << hex("a3000000") << false;
        QTest::newRow("uint32 of 5 bytes") << hex("c50000000000") << false;
        QTest::newRow("uint64 of 9 bytes") << hex("0902000000000000000000") << false;
        QTest::newRow("uint128") << hex("100300000000000000000000000000000000") << true;
        QTest::newRow("boolean") << hex("0107") << true;
        QTest::newRow("boolean of 2") << hex("0207") << false;
        QTest::newRow("container") << hex("0005") << false;
        QTest::newRow("end marker") << hex("0006") << false;
        QTest::newRow("no such type") << hex("0009") << false;
        QTest::newRow("extended type, cut") << hex("01") << false;
        QTest::newRow("extended type 0") << hex("0000") << false;
        QTest::newRow("map") << hex("e141614162") << true;
        QTest::newRow("map, cut") << hex("e24161416241") << false;
        QTest::newRow("map with a number as key") << hex("e1a1014162") << false;
        QTest::newRow("map with a map as key") << hex("e1e04162") << false;
        QTest::newRow("array") << hex("0204a101a102") << true;
        QTest::newRow("array of 16 million and nothing") << hex("1f04ffffff") << false;
        QTest::newRow("pointer") << hex("200340") + hex("4161") << true;
        QTest::newRow("pointer, cut") << hex("28") << false;
        QTest::newRow("pointer to the outside") << hex("20ff") << false;
        QTest::newRow("widest pointer to the outside") << hex("38ffffffff") << false;
        QTest::newRow("pointer to itself") << hex("2000") << false;
        QTest::newRow("pointer to a pointer") << hex("20022004"
                                                     "4161")
                                              << false;
        QTest::newRow("circle through an array") << hex("01042000") << false;
        QTest::newRow("circle through a map") << hex("e141612000") << false;
    }
    void values()
    {
        QFETCH(QByteArray, section);
        QFETCH(bool, sound);
        QCOMPARE(isSound(section), sound);
    }

    void depthAndNumberAreLimited()
    {
        QVERIFY(isSound(hex("0104").repeated(deepestValue) + hex("40")));
        QVERIFY(!isSound(hex("0104").repeated(deepestValue + 1) + hex("40")));
        QVERIFY(!isSound(hex("0104").repeated(1'000'000)));
        // Ten times ten times ten…: seven arrays of pointers to the next.
        QByteArray laughs;
        for (int i = 0; i < 7; ++i)
            laughs += hex("0a04") + QByteArray(hex("20") + QByteArray(1, char(22 * (i + 1)))).repeated(10);
        QVERIFY(!isSound(laughs + hex("4161")));
        int budget = mostValuesInRecord;
        static_cast<void>(isSoundValue(bytesOf(laughs + hex("4161")), 0, budget));
        QVERIFY(budget <= 0);
    }

    void craftedFilesAreRead()
    {
        CraftedMmdb crafted;
        crafted.data = hex("e1") + QByteArray("\x4c") + "country_code" + hex("42") + "AT";
        const MmdbInfo info = checked(crafted.file());
        QCOMPARE(info.problem, MmdbProblem::None);
        QCOMPARE(info.type, QStringLiteral("Crafted"));
        QVERIFY(info.hasCountries);
    }

    void damaged_data()
    {
        QTest::addColumn<QByteArray>("content");
        const QByteArray good = hex("e1") + QByteArray("\x4c") + "country_code" + hex("42") + "AT";
        const auto with = [&good](auto change) {
            CraftedMmdb crafted;
            crafted.data = good;
            change(crafted);
            return crafted.file();
        };
        QTest::newRow("no nodes") << with([](CraftedMmdb &c) { c.nodes = 0; });
        QTest::newRow("more nodes than bytes") << with([](CraftedMmdb &c) { c.nodes = 1000; });
        QTest::newRow("so many nodes that 32 bits overflow") << with([](CraftedMmdb &c) { c.nodes = 0xaaaaaaab; });
        QTest::newRow("another address family") << with([](CraftedMmdb &c) { c.ipVersion = 5; });
        QTest::newRow("root in a circle") << with([](CraftedMmdb &c) { c.tree = hex("000000000011"); });
        QTest::newRow("circle of two") << with([](CraftedMmdb &c) {
            c.nodes = 3;
            c.tree = hex("000001000013"
                         "000002000013"
                         "000001000013");
        });
        QTest::newRow("deeper than an address") << with([](CraftedMmdb &c) {
            c.nodes = 40;
            c.tree.clear();
            for (char node = 1; node <= 40; ++node)
                c.tree += hex("0000") + QByteArray(1, node) + hex("000038");
        });
        QTest::newRow("record beyond the end") << with([](CraftedMmdb &c) { c.tree = hex("0000ff000011"); });
        QTest::newRow("record in the separator") << with([](CraftedMmdb &c) { c.tree = hex("000005000011"); });
        QTest::newRow("no zeros behind the tree") << with([](CraftedMmdb &c) { c.tree += "x"; });
        QTest::newRow("deep record") << with([](CraftedMmdb &c) { c.data = hex("0104").repeated(2'000'000); });
        QTest::newRow("huge map") << with(
            [](CraftedMmdb &c) { c.data = hex("ffffffff") + hex("4161").repeated(3'000'000); });
        QTest::newRow("record in a circle") << with([](CraftedMmdb &c) { c.data = hex("e141612000"); });
        QTest::newRow("huge array in the metadata") << with([](CraftedMmdb &c) { c.languages = hex("1f04ffffff"); });
        QTest::newRow("circle in the metadata") << with([](CraftedMmdb &c) { c.languages = hex("01042000"); });
        QTest::newRow("deep metadata") << with([](CraftedMmdb &c) { c.languages = hex("0104").repeated(60'000); });
        QTest::newRow("languages are no texts") << with([](CraftedMmdb &c) { c.languages = hex("0104a101"); });
        QTest::newRow("languages are no array") << with([](CraftedMmdb &c) { c.languages = hex("a101"); });
    }
    void damaged()
    {
        QFETCH(QByteArray, content);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(checked(content).problem, MmdbProblem::Damaged);
        QVERIFY2(timer.elapsed() < 20'000, "hangs"); // takes milliseconds
    }

    void recordsOfAnotherWidth()
    {
        CraftedMmdb crafted;
        crafted.recordBits = 20;
        QCOMPARE(checked(crafted.file()).problem, MmdbProblem::Unsupported);
    }

    /// Whatever one changed byte does, it does no harm: asan and the exit code tell.
    void anyByteChanged()
    {
        QFile original(m_files.path("GeoLite2-ASN.mmdb"));
        QVERIFY(original.open(QIODevice::ReadOnly));
        const QByteArray whole = original.readAll();
        int refused = 0;
        int tried = 0;
        for (qsizetype at = 0; at < whole.size(); at += 7) {
            QByteArray changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ (at % 2 == 0 ? 0xff : 0x20));
            refused += checked(changed).problem != MmdbProblem::None;
            ++tried;
        }
        QVERIFY(refused > tried / 2); // a letter of a name can change without notice
    }
};

QTEST_GUILESS_MAIN(TestMmdbStructure)
#include "tst_mmdb_structure.moc"
