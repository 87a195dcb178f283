// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/lookup_cache.h"

#include <QDir>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using engine::CachedName;
using engine::CachedOrigin;
using engine::CacheOptions;
using engine::FactState;
using engine::IpPrefix;
using engine::LookupCache;
using engine::Origin;
using platform::IpAddress;
using namespace std::chrono_literals;

namespace {

constexpr int longestText = 253;

IpAddress address(const char *text)
{
    return *IpAddress::parse(text);
}

Origin origin(const char *network, std::vector<std::uint32_t> asns = {64500})
{
    Origin made;
    made.prefix = *IpPrefix::parse(network);
    made.asns = std::move(asns);
    made.registry = QStringLiteral("ripencc");
    made.registryCountry = QStringLiteral("NL");
    made.allocated = QDate(2011, 5, 1);
    return made;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

void load(LookupCache &cache, const IpAddress &of)
{
    cache.loadName(of);
    cache.loadOrigin(of);
}

/// Another program with the same file open.
class OtherProgram final {
public:
    explicit OtherProgram(const QString &path)
    {
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        m_database.setDatabaseName(path);
        m_database.open();
    }
    ~OtherProgram()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(QStringLiteral("other"));
    }
    bool run(const char *statement) { return QSqlQuery(m_database).exec(QLatin1String(statement)); }
    QVariant value(const char *statement)
    {
        QSqlQuery query(m_database);
        return query.exec(QLatin1String(statement)) && query.next() ? query.value(0) : QVariant();
    }

private:
    QSqlDatabase m_database;
};

} // namespace

class TestLookupCache final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void timesToLive_data();
    void timesToLive();
    void originTimes();
    void failureReplacesNothing();
    void failuresAreForgotten();
    void clockSetBack();
    void longestNetwork();
    void longerNetworksOfThePast();
    void scopesDoNotMatter();
    void bounded();
    void acrossStarts();
    void expiredAcrossStarts();
    void failuresStayInMemory();
    void cleared();
    void boundedOnDisk();
    void twoAtOnce();
    void lockedByAnother();
    void lockedWhileWriting();
    void notOurs_data();
    void notOurs();
    void damaged_data();
    void damaged();
    void damagedWhileOpen();
    void cutAnywhere();
    void oneByteChanged();
    void notWritable();
    void hostileRows();

private:
    std::unique_ptr<LookupCache> cache(bool onDisk = false)
    {
        return std::make_unique<LookupCache>(
            m_options, onDisk ? m_file : QString(), longestText, [this] { return m_now; });
    }
    void fill(); ///< the file, with one of each
    static void expectWarning(const char *text)
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QLatin1String(text)));
    }

    CacheOptions m_options;
    QDateTime m_now;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

void TestLookupCache::init()
{
    m_options = {};
    m_now = QDateTime(QDate(2026, 11, 20), QTime(12, 0), Qt::UTC);
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(QStringLiteral("not yet there/lookups.sqlite"));
}

void TestLookupCache::fill()
{
    const auto made = cache(true);
    load(*made, address("193.0.6.139"));
    made->putName(
        address("193.0.6.139"), FactState::Known, QStringLiteral("www.example"), 1h, QStringLiteral("server"));
    made->putOrigin(
        address("193.0.6.139"), FactState::Known, origin("193.0.0.0/21", {64500, 64501}), 1h, QStringLiteral("server"));
    made->putAsName(64500, FactState::Known, QStringLiteral("Näme|"), 1h, QStringLiteral("server"));
}

void TestLookupCache::timesToLive_data()
{
    QTest::addColumn<FactState>("state");
    QTest::addColumn<qint64>("ttl");
    QTest::addColumn<qint64>("kept");
    const auto row = [](const char *name, FactState state, std::chrono::seconds ttl, std::chrono::seconds kept) {
        QTest::newRow(name) << state << qint64(ttl.count()) << qint64(kept.count());
    };
    row("as it says", FactState::Known, 300s, 300s);
    row("too short", FactState::Known, 1s, 60s);
    row("zero", FactState::Known, 0s, 60s);
    row("too long", FactState::Known, 24h * 365, 24h);
    row("missing, says nothing", FactState::Missing, 0s, 10min);
    row("missing, says how long", FactState::Missing, 120s, 120s);
    row("missing, too short", FactState::Missing, 1s, 60s);
    row("failed", FactState::Failed, 0s, 30s);
    row("failed, whatever it says", FactState::Failed, 24h, 30s);
}

void TestLookupCache::timesToLive()
{
    QFETCH(FactState, state);
    QFETCH(qint64, ttl);
    QFETCH(qint64, kept);
    const auto made = cache();
    const IpAddress asked = address("192.0.2.1");
    QVERIFY(!made->name(asked));
    made->putName(asked, state, QStringLiteral("a.test"), std::chrono::seconds(ttl), QStringLiteral("server"));
    const QDateTime begin = m_now;
    m_now = begin.addSecs(kept - 1);
    QVERIFY(made->name(asked));
    QCOMPARE(made->name(asked)->state, state);
    QCOMPARE(made->name(asked)->asked, begin.toSecsSinceEpoch());
    m_now = begin.addSecs(kept);
    QVERIFY(!made->name(asked));
}

void TestLookupCache::originTimes()
{
    const auto made = cache();
    made->putOrigin(address("193.0.6.139"), FactState::Known, origin("193.0.0.0/21"), 1s, {});
    made->putAsName(64500, FactState::Known, QStringLiteral("NAME"), 1s, {});
    m_now = m_now.addSecs(4 * 3600 - 1);
    QVERIFY(made->origin(address("193.0.0.1")));
    m_now = m_now.addSecs(1);
    QVERIFY(!made->origin(address("193.0.0.1")));
    QVERIFY(made->asName(64500));
    m_now = m_now.addDays(7);
    QVERIFY(!made->asName(64500));
}

void TestLookupCache::failureReplacesNothing()
{
    const auto made = cache();
    made->putName(address("192.0.2.1"), FactState::Known, QStringLiteral("a.test"), 1h, {});
    made->putName(address("192.0.2.1"), FactState::Failed, {}, 0s, {});
    QCOMPARE(made->name(address("192.0.2.1"))->value, QStringLiteral("a.test"));
    made->putOrigin(address("193.0.6.139"), FactState::Known, origin("193.0.0.0/21"), 0s, {});
    made->putOrigin(address("193.0.6.139"), FactState::Failed, origin("193.0.6.0/24", {}), 0s, {});
    QCOMPARE(made->origin(address("193.0.6.139"))->state, FactState::Known);
    made->putAsName(64500, FactState::Missing, {}, 0s, {});
    made->putAsName(64500, FactState::Failed, {}, 0s, {});
    QCOMPARE(made->asName(64500)->state, FactState::Missing);
}

void TestLookupCache::failuresAreForgotten()
{
    const auto made = cache();
    made->putName(address("192.0.2.1"), FactState::Failed, {}, 0s, {});
    made->putName(address("192.0.2.2"), FactState::Missing, {}, 0s, {});
    made->putOrigin(address("193.0.6.139"), FactState::Failed, origin("193.0.6.0/24", {}), 0s, {});
    made->putAsName(64500, FactState::Failed, {}, 0s, {});
    made->forgetFailures();
    QVERIFY(!made->name(address("192.0.2.1")));
    QVERIFY(made->name(address("192.0.2.2")));
    QVERIFY(!made->origin(address("193.0.6.139")));
    QVERIFY(!made->asName(64500));
}

void TestLookupCache::clockSetBack()
{
    const auto made = cache();
    made->putName(address("192.0.2.1"), FactState::Known, QStringLiteral("a.test"), 1h, {});
    m_now = m_now.addDays(-1);
    QVERIFY(!made->name(address("192.0.2.1")));
}

void TestLookupCache::longestNetwork()
{
    const auto made = cache();
    made->putOrigin(address("193.0.0.1"), FactState::Known, origin("193.0.0.0/16", {16}), 0s, {});
    m_now = m_now.addSecs(3600);
    made->putOrigin(address("193.0.6.139"), FactState::Known, origin("193.0.6.0/24", {24}), 0s, {});
    made->putOrigin(address("193.0.7.1"), FactState::Missing, origin("193.0.7.0/24", {}), 0s, {});
    QCOMPARE(made->origin(address("193.0.6.1"))->value.asns.front(), 24U);
    QCOMPARE(made->origin(address("193.0.5.1"))->value.asns.front(), 16U);
    QCOMPARE(made->origin(address("193.0.7.1"))->state, FactState::Missing);
    QVERIFY(!made->origin(address("193.1.0.1")));
    QVERIFY(!made->origin(address("2001:db8::1")));
    m_now = m_now.addSecs(600); // what is missing is out of date: the larger network is not
    QCOMPARE(made->origin(address("193.0.7.1"))->value.asns.front(), 16U);
}

/// A shorter network in a newer answer says that the longer ones are not announced any more; also across starts.
void TestLookupCache::longerNetworksOfThePast()
{
    const IpAddress asked = address("193.0.6.139");
    auto made = cache(true);
    load(*made, asked);
    made->putOrigin(asked, FactState::Known, origin("193.0.6.0/24", {24}), 0s, {});
    made->putOrigin(asked, FactState::Known, origin("193.0.4.0/22", {22}), 0s, {});
    made->write();
    m_now = m_now.addSecs(60);
    made->putOrigin(asked, FactState::Known, origin("193.0.0.0/16", {16}), 0s, {});
    QCOMPARE(made->origin(asked)->value.asns.front(), 16U);
    made = cache(true);
    load(*made, asked);
    QVERIFY(made->origin(asked));
    QCOMPARE(made->origin(asked)->value.asns.front(), 16U);
}

void TestLookupCache::scopesDoNotMatter()
{
    const auto made = cache();
    made->putName(address("fe80::1%1"), FactState::Known, QStringLiteral("router"), 1h, {});
    QVERIFY(made->name(address("fe80::1")));
    QVERIFY(made->name(address("fe80::1%2")));
}

void TestLookupCache::bounded()
{
    m_options.entries = 3;
    const auto made = cache();
    for (const char *text : {"192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.1", "192.0.2.4"})
        made->putName(address(text), FactState::Known, QLatin1String(text), 1h, {});
    QVERIFY(!made->name(address("192.0.2.2")));
    for (const char *text : {"192.0.2.1", "192.0.2.3", "192.0.2.4"})
        QVERIFY(made->name(address(text)));
    for (const char *network : {"193.0.0.0/24", "193.0.1.0/24", "193.0.2.0/24", "193.0.3.0/24"}) {
        const Origin each = origin(network);
        made->putOrigin(each.prefix.address(), FactState::Known, each, 0s, {});
    }
    QVERIFY(!made->origin(address("193.0.0.1")));
    QVERIFY(made->origin(address("193.0.1.1")));
    for (std::uint32_t asn = 1; asn <= 4; ++asn)
        made->putAsName(asn, FactState::Known, QStringLiteral("NAME"), 0s, {});
    QVERIFY(!made->asName(1));
    QVERIFY(made->asName(2));
}

void TestLookupCache::acrossStarts()
{
    fill();
    m_now = m_now.addSecs(1800);
    const auto made = cache(true);
    QVERIFY(!made->name(address("193.0.6.139"))); // not before it is loaded
    load(*made, address("193.0.6.139"));
    made->loadAsName(64500);
    QVERIFY(made->name(address("193.0.6.139")));
    const CachedName name = *made->name(address("193.0.6.139"));
    QCOMPARE(name.value, QStringLiteral("www.example"));
    QCOMPARE(name.server, QStringLiteral("server"));
    QCOMPARE(name.asked, m_now.toSecsSinceEpoch() - 1800);
    QCOMPARE(name.expires, m_now.toSecsSinceEpoch() + 1800);
    QVERIFY(made->origin(address("193.0.6.139")));
    QVERIFY(made->origin(address("193.0.6.139"))->value == origin("193.0.0.0/21", {64500, 64501}));
    QVERIFY(made->asName(64500));
    QCOMPARE(made->asName(64500)->value, QStringLiteral("Näme|"));

    load(*made, address("193.0.1.1")); // the network is known, the name is not
    QVERIFY(made->origin(address("193.0.1.1")));
    QVERIFY(!made->name(address("193.0.1.1")));
    load(*made, address("193.1.1.1"));
    QVERIFY(!made->origin(address("193.1.1.1")));
}

void TestLookupCache::expiredAcrossStarts()
{
    fill();
    m_now = m_now.addSecs(3600);
    auto made = cache(true);
    load(*made, address("193.0.6.139"));
    QVERIFY(!made->name(address("193.0.6.139")));
    QVERIFY(made->origin(address("193.0.6.139")));
    made.reset();
    m_now = m_now.addSecs(-7200); // before it was asked
    made = cache(true);
    load(*made, address("193.0.6.139"));
    made->loadAsName(64500);
    QVERIFY(!made->name(address("193.0.6.139")));
    QVERIFY(!made->origin(address("193.0.6.139")));
    QVERIFY(!made->asName(64500));
}

void TestLookupCache::failuresStayInMemory()
{
    auto made = cache(true);
    load(*made, address("192.0.2.1"));
    made->putName(address("192.0.2.1"), FactState::Failed, {}, 0s, {});
    made->putName(address("192.0.2.2"), FactState::Missing, {}, 0s, {});
    made->putOrigin(address("193.0.6.139"), FactState::Failed, origin("193.0.6.0/24", {}), 0s, {});
    made->putOrigin(address("193.0.7.1"), FactState::Missing, origin("193.0.7.0/24", {}), 0s, {});
    made = cache(true);
    for (const char *text : {"192.0.2.1", "192.0.2.2", "193.0.6.139", "193.0.7.1"})
        load(*made, address(text));
    QVERIFY(!made->name(address("192.0.2.1")));
    QVERIFY(made->name(address("192.0.2.2")));
    QCOMPARE(made->name(address("192.0.2.2"))->state, FactState::Missing);
    QVERIFY(!made->origin(address("193.0.6.139")));
    QVERIFY(made->origin(address("193.0.7.1")));
    QCOMPARE(made->origin(address("193.0.7.1"))->state, FactState::Missing);
}

void TestLookupCache::cleared()
{
    fill();
    auto made = cache(true);
    load(*made, address("193.0.6.139"));
    made->putName(address("192.0.2.1"), FactState::Known, QStringLiteral("a.test"), 1h, {});
    made->clear();
    QVERIFY(!made->name(address("193.0.6.139")));
    QVERIFY(!made->name(address("192.0.2.1")));
    QVERIFY(!made->hasUnwritten());
    made = cache(true);
    load(*made, address("193.0.6.139"));
    QVERIFY(!made->name(address("193.0.6.139")));
    QVERIFY(!made->origin(address("193.0.6.139")));
    made.reset();
    QVERIFY(!contentOf(m_file).contains("www.example"));
    QVERIFY(!contentOf(m_file + QStringLiteral("-wal")).contains("www.example"));
}

void TestLookupCache::boundedOnDisk()
{
    m_options.entries = 5;
    for (int start = 0; start < 3; ++start) {
        const auto made = cache(true);
        load(*made, address("192.0.2.1"));
        for (int i = 0; i < 4; ++i) {
            m_now = m_now.addSecs(1);
            made->putName(address(qPrintable(QStringLiteral("192.0.%1.%2").arg(start).arg(i))), FactState::Known,
                QStringLiteral("a.test"), 1h, {});
        }
    }
    OtherProgram other(m_file);
    QCOMPARE(other.value("SELECT count(*) FROM name").toInt(), 5);
    QCOMPARE(other.value("SELECT count(*) FROM name WHERE address LIKE '192.0.2.%'").toInt(), 4);
    QCOMPARE(other.value("SELECT count(*) FROM name WHERE address = '192.0.1.3'").toInt(), 1);
}

void TestLookupCache::twoAtOnce()
{
    const auto one = cache(true);
    const auto two = cache(true);
    load(*one, address("192.0.2.1"));
    load(*two, address("192.0.2.1"));
    one->putName(address("192.0.2.1"), FactState::Known, QStringLiteral("one"), 1h, {});
    two->putName(address("192.0.2.2"), FactState::Known, QStringLiteral("two"), 1h, {});
    one->write();
    two->write();
    QVERIFY(!one->hasUnwritten());
    QVERIFY(!two->hasUnwritten());
    load(*one, address("192.0.2.2"));
    load(*two, address("192.0.2.1"));
    QCOMPARE(one->name(address("192.0.2.2"))->value, QStringLiteral("two"));
    QCOMPARE(two->name(address("192.0.2.1"))->value, QStringLiteral("one"));
}

/// Nothing can be read or made: memory has to do, and the file stays as it is.
void TestLookupCache::lockedByAnother()
{
    m_options.busyTimeout = 1ms;
    m_file = m_folder->filePath(QStringLiteral("locked.sqlite"));
    OtherProgram other(m_file);
    QVERIFY(other.run("BEGIN EXCLUSIVE"));
    expectWarning("in memory only");
    auto made = cache(true);
    load(*made, address("192.0.2.1"));
    made->putName(address("192.0.2.1"), FactState::Known, QStringLiteral("a.test"), 1h, {});
    made->write();
    QVERIFY(made->name(address("192.0.2.1")));
    made.reset();
    QVERIFY(other.run("CREATE TABLE own (x)"));
    QVERIFY(other.run("COMMIT"));
}

void TestLookupCache::lockedWhileWriting()
{
    m_options.busyTimeout = 1ms;
    fill();
    const auto made = cache(true);
    load(*made, address("193.0.6.139"));
    QVERIFY(made->name(address("193.0.6.139")));
    made->putName(address("192.0.2.1"), FactState::Known, QStringLiteral("a.test"), 1h, {});
    {
        OtherProgram other(m_file);
        QVERIFY(other.run("BEGIN IMMEDIATE"));
        made->write();
        QVERIFY(made->hasUnwritten()); // kept for the next time
        load(*made, address("193.0.0.1"));
        QVERIFY(made->origin(address("193.0.0.1")));
        QVERIFY(other.run("COMMIT"));
    }
    made->write();
    QVERIFY(!made->hasUnwritten());
    OtherProgram other(m_file);
    QCOMPARE(other.value("SELECT name FROM name WHERE address = '192.0.2.1'").toString(), QStringLiteral("a.test"));
}

void TestLookupCache::notOurs_data()
{
    QTest::addColumn<QByteArrayList>("statements");
    QTest::newRow("another program's") << QByteArrayList{"CREATE TABLE name (a)", "INSERT INTO name VALUES (1)"};
    QTest::newRow("another program's id") << QByteArrayList{"PRAGMA application_id = 1", "CREATE TABLE name (a)"};
    QTest::newRow("another's, without tables") << QByteArrayList{"PRAGMA user_version = 1"};
    QTest::newRow("of a later version") << QByteArrayList{
        "PRAGMA application_id = 1346720336", "PRAGMA user_version = 2", "CREATE TABLE name (a)"};
}

void TestLookupCache::notOurs()
{
    QFETCH(QByteArrayList, statements);
    m_file = m_folder->filePath(QStringLiteral("other.sqlite"));
    {
        OtherProgram other(m_file);
        for (const QByteArray &statement : statements)
            QVERIFY(other.run(statement.constData()));
    }
    const QByteArray before = contentOf(m_file);
    expectWarning("in memory only");
    auto made = cache(true);
    load(*made, address("192.0.2.1"));
    made->putName(address("192.0.2.1"), FactState::Known, QStringLiteral("a.test"), 1h, {});
    made->clear();
    made->putName(address("192.0.2.1"), FactState::Known, QStringLiteral("a.test"), 1h, {});
    made->write();
    QVERIFY(made->name(address("192.0.2.1")));
    made.reset();
    QCOMPARE(contentOf(m_file), before);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{QStringLiteral("other.sqlite")});
}

void TestLookupCache::damaged_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("This is no database at all.\n").repeated(100);
    QTest::newRow("zeros") << QByteArray(8192, '\0');
    QTest::newRow("only the header") << QByteArray("SQLite format 3\0", 16) + QByteArray(84, '\xff');
}

void TestLookupCache::damaged()
{
    QFETCH(QByteArray, content);
    m_file = m_folder->filePath(QStringLiteral("lookups.sqlite"));
    write(m_file, content);
    expectWarning("put aside");
    fill(); // begun anew
    QCOMPARE(contentOf(m_file + QStringLiteral(".damaged")), content);
    const auto made = cache(true);
    load(*made, address("193.0.6.139"));
    QVERIFY(made->name(address("193.0.6.139")));
}

void TestLookupCache::damagedWhileOpen()
{
    fill();
    expectWarning("damaged");
    const auto made = cache(true);
    load(*made, address("193.0.0.1"));
    QVERIFY(made->origin(address("193.0.0.1")));
    write(m_file, QByteArray(16'384, '\x5a'));
    for (int i = 0; i < 3; ++i) {
        load(*made, address("193.0.6.139"));
        made->putName(address("192.0.2.1"), FactState::Known, QStringLiteral("a.test"), 1h, {});
        made->write();
    }
    QVERIFY(made->name(address("192.0.2.1")));
    QVERIFY(made->origin(address("193.0.0.1")));
}

/// Whatever is left of the file: nothing but what was in it comes out, and the cache works.
void TestLookupCache::cutAnywhere()
{
    QLoggingCategory::setFilterRules(QStringLiteral("periplus.lookups.cache=false"));
    fill();
    const QByteArray whole = contentOf(m_file);
    m_file = m_folder->filePath(QStringLiteral("lookups.sqlite"));
    QVERIFY(whole.size() > 4096);
    for (qsizetype cut = 0; cut <= whole.size(); cut += 997) {
        for (const char *end : {"", "-wal", "-shm", ".damaged"})
            QFile::remove(m_file + QLatin1String(end));
        write(m_file, whole.left(whole.size() - cut));
        const auto made = cache(true);
        load(*made, address("193.0.6.139"));
        const CachedName *name = made->name(address("193.0.6.139"));
        QVERIFY(name || cut != 0);
        QVERIFY(!name || name->value == QStringLiteral("www.example"));
        made->putName(address("192.0.2.1"), FactState::Known, QStringLiteral("a.test"), 1h, {});
        made->write();
        QVERIFY(made->name(address("192.0.2.1")));
    }
    QLoggingCategory::setFilterRules({});
}

/// One byte is another: what comes out may be wrong, but is bounded, and the cache works.
void TestLookupCache::oneByteChanged()
{
    QLoggingCategory::setFilterRules(QStringLiteral("periplus.lookups.cache=false"));
    fill();
    const QByteArray whole = contentOf(m_file);
    m_file = m_folder->filePath(QStringLiteral("lookups.sqlite"));
    const auto changedAt = [this, &whole](qsizetype at) {
        for (const char *end : {"", "-wal", "-shm", ".damaged"})
            QFile::remove(m_file + QLatin1String(end));
        QByteArray changed = whole;
        changed[at] = char(~changed[at]);
        write(m_file, changed);
        const auto made = cache(true);
        load(*made, address("193.0.6.139"));
        made->loadAsName(64500);
        const CachedName *name = made->name(address("193.0.6.139"));
        QVERIFY(!name || name->value.size() <= longestText);
        made->putName(address("192.0.2.1"), FactState::Known, QStringLiteral("a.test"), 1h, {});
        made->write();
        QVERIFY(made->name(address("192.0.2.1")));
    };
    for (qsizetype at = 0; at < 110; at += 3) // the header, and the root of the schema
        changedAt(at);
    for (qsizetype at = 110; at < whole.size(); at += 1499)
        changedAt(at);
    QLoggingCategory::setFilterRules({});
}

void TestLookupCache::notWritable()
{
    write(m_folder->filePath(QStringLiteral("file")), "x");
    for (const QString &path : {m_folder->filePath(QStringLiteral("file/below/lookups.sqlite")), m_folder->path(),
             QStringLiteral("/proc/version")}) {
        m_file = path;
        expectWarning("in memory only");
        const auto made = cache(true);
        load(*made, address("192.0.2.1"));
        made->putName(address("192.0.2.1"), FactState::Known, QStringLiteral("a.test"), 1h, {});
        made->write();
        made->clear();
        made->putName(address("192.0.2.1"), FactState::Known, QStringLiteral("a.test"), 1h, {});
        QVERIFY(made->name(address("192.0.2.1")));
    }
}

/// The file has our form, and nonsense in it.
void TestLookupCache::hostileRows()
{
    fill();
    const qint64 now = m_now.toSecsSinceEpoch();
    {
        OtherProgram other(m_file);
        const auto run = [&other, now](const QString &statement) {
            return other.run(qPrintable(QString(statement).replace(
                QStringLiteral("TIMES"), QStringLiteral("'s', %1, %2").arg(now).arg(now + 60))));
        };
        QVERIFY(run(QStringLiteral("INSERT INTO name VALUES ('192.0.2.1', printf('%.100000c', 'x'), TIMES)")));
        QVERIFY(run(QStringLiteral("INSERT INTO name VALUES ('192.0.2.2', x'ff00fe', TIMES)")));
        QVERIFY(run(QStringLiteral("INSERT INTO name VALUES ('192.0.2.3', 'a', 's', 'soon', 'late')")));
        QVERIFY(
            run(QStringLiteral("INSERT INTO name VALUES ('192.0.2.4', 'a', 's', %1, 9223372036854775807)").arg(now)));
        QVERIFY(run(QStringLiteral("INSERT INTO name VALUES ('192.0.2.5', 'a', 's', NULL, NULL)")));
        QVERIFY(run(QStringLiteral("INSERT INTO network VALUES ('198.51.100.0/24', '1 | 203.0.113.0/24', TIMES)")));
        QVERIFY(run(QStringLiteral("INSERT INTO network VALUES ('198.51.0.0/16', 'nonsense', TIMES)")));
        QVERIFY(run(QStringLiteral("INSERT INTO network VALUES ('0.0.0.0/0', '666 | 0.0.0.0/0 | | |', TIMES)")));
        QVERIFY(run(QStringLiteral("INSERT INTO network VALUES ('''; DROP TABLE name; --/24', 'x', TIMES)")));
        QVERIFY(run(QStringLiteral("INSERT INTO network VALUES ('x/4000000000', 'x', TIMES)")));
        QVERIFY(run(QStringLiteral("INSERT INTO network VALUES (NULL, NULL, TIMES)")));
        QVERIFY(run(QStringLiteral("INSERT INTO as_name VALUES (5, 17, TIMES)")));
    }
    const auto made = cache(true);
    for (const char *text :
        {"192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5", "198.51.100.1", "193.0.6.139"})
        load(*made, address(text));
    made->loadAsName(5);
    QCOMPARE(made->name(address("192.0.2.1"))->value.size(), longestText);
    QVERIFY(made->name(address("192.0.2.2"))); // bytes that are no UTF-8, made harmless where they are shown
    QVERIFY(!made->name(address("192.0.2.3")));
    QVERIFY(!made->name(address("192.0.2.4")));
    QVERIFY(!made->name(address("192.0.2.5")));
    QVERIFY(!made->origin(address("198.51.100.1")));
    QCOMPARE(made->asName(5)->value, QStringLiteral("17"));
    QCOMPARE(made->name(address("193.0.6.139"))->value, QStringLiteral("www.example"));
    QVERIFY(made->origin(address("193.0.6.139")));
}

QTEST_GUILESS_MAIN(TestLookupCache)
#include "tst_lookup_cache.moc"
