// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/trace_lines.h"
#include "engine/formats/visible_text.h"

#include "report_examples.h"

#include <QTest>

using engine::ReportHop;
using engine::TraceLayout;
using platform::Family;
using namespace std::chrono_literals;

/// A trace's lines: what stands in them, and that they stand in columns.
class TestTraceLines final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lines_data();
    void lines();
    void open_data();
    void open();
    void columns_data();
    void columns();
    void wideEnoughForAll();
    void hostileNames();
    void labelsBelow();

private:
    static ReportHop split();
    static ReportHop named(std::uint8_t ttl, const char *address, const QString &name);
};

ReportHop TestTraceLines::split()
{
    ReportHop hop;
    hop.ttl = 12;
    hop.received = 3;
    hop.probes = {examples::answered(12, {}, 1ms, "192.0.2.1"), examples::answered(12, {}, 2ms, "192.0.2.2"),
        examples::answered(12, {}, 3ms, "192.0.2.2", platform::ReplyKind::AdminProhibited)};
    hop.addresses.resize(2);
    hop.addresses[0].address = examples::address("192.0.2.1");
    hop.addresses[1].address = examples::address("192.0.2.2");
    return hop;
}

ReportHop TestTraceLines::named(std::uint8_t ttl, const char *address, const QString &name)
{
    ReportHop hop;
    hop.ttl = ttl;
    hop.received = 1;
    hop.probes = {examples::answered(ttl, {}, 1234567us, address)};
    hop.addresses.resize(1);
    hop.addresses[0].address = examples::address(address);
    hop.addresses[0].name = name;
    hop.addresses[0].asn = 4294967295;
    hop.addresses[0].asName = QStringLiteral("NORDLICHT-AS Nordlicht Telekommunikation");
    hop.addresses[0].segment = QStringLiteral("destination");
    return hop;
}

void TestTraceLines::lines_data()
{
    QTest::addColumn<ReportHop>("hop");
    QTest::addColumn<int>("queries");
    QTest::addColumn<bool>("facts");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *what, const ReportHop &hop, int queries, bool facts, const char *text) {
        QTest::newRow(what) << hop << queries << facts << QString::fromUtf8(text);
    };
    row("silent", examples::silent(), 1, true, "  2  *");
    row("silent of three", examples::silent(), 3, false, "  2  *  *  *");
    row("late and missing", examples::target(), 3, false,
        "  3  2001:db8::9    20.000 ms  1500.000 ms (late)            *");
    row("everything", examples::router(), 2, true,
        "  1  =cmd|'/c calc'!A0 (192.0.2.1)     0.411 ms     0.512 ms  lan          AS64500 EXAMPLE, \"Net\", "
        "EX<U+202E>IX  <MPLS:L=16001,E=0,S=0,T=1/L=24005,E=5,S=1,T=2>");
    row("no facts wanted", examples::router(), 2, false,
        "  1  =cmd|'/c calc'!A0 (192.0.2.1)     0.411 ms     0.512 ms  "
        "<MPLS:L=16001,E=0,S=0,T=1/L=24005,E=5,S=1,T=2>");
    row("several addresses", split(), 4, false,
        " 12  192.0.2.1     1.000 ms\n"
        "     192.0.2.2     2.000 ms     3.000 ms !X            *");
    ReportHop lan = split();
    lan.probes.resize(1);
    lan.addresses.resize(1);
    lan.addresses[0].segment = QStringLiteral("lan");
    row("a segment alone", lan, 1, true, " 12  192.0.2.1     1.000 ms  lan");
    lan.addresses[0].segment = QStringLiteral("unknown");
    row("unknown segment", lan, 1, true, " 12  192.0.2.1     1.000 ms");
    lan.addresses[0].asn = 64500;
    row("a network alone", lan, 1, true, " 12  192.0.2.1     1.000 ms               AS64500");
    lan.addresses[0].asn.reset();
    lan.addresses[0].ixp = QStringLiteral("DE-CIX");
    lan.addresses[0].asName = QStringLiteral("DE-CIX");
    row("an exchange point, said once", lan, 1, true, " 12  192.0.2.1     1.000 ms               DE-CIX");
}

void TestTraceLines::lines()
{
    QFETCH(ReportHop, hop);
    QFETCH(int, queries);
    QFETCH(bool, facts);
    QFETCH(QString, text);
    QCOMPARE(engine::traceLines(hop, TraceLayout::forHops({hop}, queries, facts)).join(u'\n'), text);
}

void TestTraceLines::open_data()
{
    QTest::addColumn<ReportHop>("hop");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing yet") << examples::silent() << QStringLiteral("  2  …");
    QTest::newRow("one of several") << examples::target()
                                    << QStringLiteral("  3  2001:db8::9    20.000 ms  1500.000 ms (late)");
}

/// What is still asked is not missing.
void TestTraceLines::open()
{
    QFETCH(ReportHop, hop);
    QFETCH(QString, text);
    QCOMPARE(engine::traceLines(hop, TraceLayout::forHops({hop}, 3, false), true).join(u'\n'), text);
}

void TestTraceLines::columns_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("version6");
    QTest::addColumn<int>("network"); // columns of it that are shown
    QTest::newRow("80") << 80 << false << 12;
    QTest::newRow("80, v6") << 80 << true << 12;
    QTest::newRow("140") << 140 << false << 36;
    QTest::newRow("140, v6") << 140 << true << 36;
    QTest::newRow("a pipe") << 0 << false << 53;
}

/// Long names and short ones: times, segments and networks stand below each other, and no line is too long.
void TestTraceLines::columns()
{
    QFETCH(int, width);
    QFETCH(bool, version6);
    QFETCH(int, network);
    const char *address = version6 ? "2001:db8:1234:5678:9abc:def0:1234:5678" : "198.51.100.123";
    const TraceLayout layout = TraceLayout::forWidth(width, 1, version6 ? Family::V6 : Family::V4, true, true);
    for (const QString &name : {QString(), QStringLiteral("a.example"), QStringLiteral("ルーター.example"),
             QString(width == 0 ? 30 : 250, u'x'), QStringLiteral("e\u0301e\u0301.example")}) {
        const QStringList lines = engine::traceLines(named(7, address, name), layout);
        QCOMPARE(lines.size(), 1);
        const QString &line = lines.first();
        QVERIFY2(width == 0 || engine::columnsOf(line) <= width, qPrintable(line));
        const auto columnOf = [&line](QStringView text) {
            return engine::columnsOf(QStringView(line).first(line.indexOf(text)));
        };
        QCOMPARE(columnOf(u"1234.567 ms"), 3 + 2 + layout.host + 2);
        QCOMPARE(columnOf(u"destination"), 3 + 2 + layout.host + 2 + 11 + 2);
        const qsizetype as = line.indexOf(QStringLiteral("AS4294967295"));
        QCOMPARE(columnOf(u"AS4294967295"), 3 + 2 + layout.host + 2 + 11 + 2 + 11 + 2);
        QVERIFY2(engine::columnsOf(QStringView(line).sliced(as)) >= network, qPrintable(line));
        if (!version6)
            QVERIFY2(line.contains(QLatin1String(address)), qPrintable(line)); // the name is shortened, not the address
    }
}

void TestTraceLines::wideEnoughForAll()
{
    const std::vector<ReportHop> hops{named(1, "192.0.2.1", QStringLiteral("ルーター")),
        named(2, "192.0.2.2", QString(55, u'x')), examples::silent(), split()};
    const TraceLayout layout = TraceLayout::forHops(hops, 1, true);
    QCOMPARE(layout.host, 55 + 12);
    const QString first = engine::traceLines(hops[0], layout).first();
    const QString second = engine::traceLines(hops[1], layout).first();
    QCOMPARE(engine::columnsOf(first), engine::columnsOf(second));
    QVERIFY(second.contains(QString(55, u'x') + QStringLiteral(" (192.0.2.2)")));
}

void TestTraceLines::hostileNames()
{
    ReportHop hop = named(1, "192.0.2.1", QStringLiteral("\x1b[2J\nroot\u202egnp\u2066"));
    hop.addresses[0].asName = QStringLiteral("\r\x07<b>");
    hop.addresses[0].segment = QStringLiteral("\x1b]0;x");
    for (const int width : {0, 80, 140}) {
        const QStringList lines = engine::traceLines(hop, TraceLayout::forWidth(width, 1, Family::V4, true, true));
        QCOMPARE(lines.size(), 1);
        for (const QChar c : lines.first())
            QVERIFY(c.isPrint());
        QVERIFY(lines.first().contains(QStringLiteral("<U+001B>[2J<U+000A>r").left(width == 80 ? 8 : 19)));
    }
}

void TestTraceLines::labelsBelow()
{
    const ReportHop hop = examples::router();
    const QStringList narrow = engine::traceLines(hop, TraceLayout::forWidth(80, 2, Family::V4, true, true));
    QCOMPARE(narrow.size(), 2);
    QCOMPARE(narrow.last(), QStringLiteral("     <MPLS:L=16001,E=0,S=0,T=1/L=24005,E=5,S=1,T=2>"));
    QCOMPARE(engine::traceLines(hop, TraceLayout::forWidth(200, 2, Family::V4, true, true)).size(), 1);
}

QTEST_GUILESS_MAIN(TestTraceLines)
#include "tst_trace_lines.moc"
