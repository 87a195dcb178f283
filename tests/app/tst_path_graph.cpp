// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_graph.h"
#include "app/pathview/path_table_model.h"
#include "app/pathview/path_text.h"
#include "tests/app/made_facts.h"
#include "tests/app/sample_path.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using app::buildPathGraph;
using app::PathEdge;
using app::PathGraph;
using app::PathNode;
using app::PathTableModel;
using app::PathText;
using Probe = SamplePath::Probe;
using Kind = app::PathNodeKey::Kind;

namespace {

QString nodeName(const PathNode &node)
{
    switch (node.key.kind) {
    case Kind::Computer:
        return QStringLiteral("pc");
    case Kind::Silent:
        return node.folded > 0 ? QStringLiteral("%1..%2?").arg(node.key.ttl).arg(node.lastTtl)
                               : QStringLiteral("%1?").arg(node.key.ttl);
    case Kind::More:
        return QStringLiteral("%1+%2").arg(node.key.ttl).arg(node.folded);
    case Kind::Router:
        break;
    }
    return PathText::mark(node);
}

/// "pc-1 1~2? 2?~3 3-4a:50 3-4b:50": ~ is inferred, the number the share where it is not 100, ! where loss begins.
QString printed(const PathGraph &graph)
{
    QStringList parts;
    for (const PathEdge &edge : graph.edges) {
        QString text = nodeName(graph.nodes[static_cast<std::size_t>(edge.from)])
            + QLatin1Char(edge.inferred ? '~' : '-') + nodeName(graph.nodes[static_cast<std::size_t>(edge.to)]);
        if (edge.share < 0.995)
            text += QLatin1Char(':') + QString::number(qRound(edge.share * 100));
        if (graph.losesInto(edge))
            text += QLatin1Char('!');
        parts << text;
    }
    return parts.join(QLatin1Char(' '));
}

/// Numbers are kept from their units by no-break spaces.
QString plain(QString text)
{
    return text.replace(QChar(0xA0), QLatin1Char(' '));
}

QString address(int host)
{
    return QStringLiteral("198.51.100.%1").arg(host);
}

class Names final : public app::HopFacts {
public:
    engine::AddressFacts facts(const platform::IpAddress &) const override { return given; }
    engine::AddressFacts given;
};

} // namespace

class TestPathGraph : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void straight();
    void silentHops();
    void silentFold();
    void diamond();
    void manyParallels();
    void throughTheOnlyAddress();
    void pastSeveralAddresses();
    void sharesOnlyWherePathsPart();
    void networks();
    void lossBegins();
    void limitingHop();
    void designPathGraph();
    void namesAreHarmless();
    void steadyLevels();
    void wrapping_data();
    void wrapping();
    void tableModel();
};

void TestPathGraph::straight()
{
    SamplePath sample("192.0.2.200");
    sample.round({{1, "192.168.1.1", 1}, {2, "198.51.100.1", 30}, {3, "192.0.2.200", 31}});
    const PathGraph graph = buildPathGraph(sample.path(), {QStringLiteral("example.com")});
    QCOMPARE(printed(graph), QStringLiteral("pc-1 1-2 2-3"));
    QCOMPARE(graph.nodes[0].address, QStringLiteral("192.0.2.17"));
    QCOMPARE(graph.nodes[1].segment, app::Segment::Lan);
    QCOMPARE(graph.nodes[2].segment, app::Segment::Unknown);
    QVERIFY(graph.nodes[3].target);
    QCOMPARE(graph.nodes[3].segment, app::Segment::Destination);
    QCOMPARE(graph.nodes[3].name, QStringLiteral("example.com"));
    QCOMPARE(plain(PathText::pill(graph.edges[0])), QString());
    QCOMPARE(plain(PathText::pill(graph.edges[1])), QStringLiteral("+29.0 ms"));
    QCOMPARE(graph.lastTtl(), 3);
    QVERIFY(!graph.loss);
}

void TestPathGraph::silentHops()
{
    SamplePath sample("192.0.2.200");
    sample.round({{1, "198.51.100.1", 1}, {2}, {3}, {4, "192.0.2.200", 30}});
    const PathGraph graph = buildPathGraph(sample.path(), {});
    QCOMPARE(printed(graph), QStringLiteral("pc-1 1~2? 2?~3? 3?~4"));
    QCOMPARE(PathText::label(graph.nodes[2]), QStringLiteral("no reply"));
    // The time added between two that answer stands on the last edge.
    QCOMPARE(plain(PathText::pill(graph.edges[3])), QStringLiteral("+29.0 ms"));
}

void TestPathGraph::silentFold()
{
    SamplePath sample("192.0.2.200");
    const std::vector<Probe> probes{{1, "198.51.100.1", 1}, {2}, {3}, {4}, {5}, {6, "192.0.2.200", 30}};
    // While the first round is under way nothing folds: the four may still answer.
    for (const Probe &probe : probes)
        sample.emitEvent(engine::ProbeSent{1, 1, probe.ttl, 0, std::nullopt});
    engine::ProbeOutcome outcome;
    outcome.ttl = 6;
    outcome.status = engine::AnswerStatus::Answered;
    outcome.reply.from = sample.path().target();
    outcome.reply.kind = platform::ReplyKind::EchoReply;
    sample.emitEvent(outcome);
    PathGraph graph = buildPathGraph(sample.path(), {});
    QCOMPARE(graph.nodes.size(), std::size_t(7));
    QVERIFY(graph.nodes[2].pending);
    QCOMPARE(PathText::label(graph.nodes[2]), QStringLiteral("waiting"));

    SamplePath complete("192.0.2.200");
    complete.round(probes);
    graph = buildPathGraph(complete.path(), {});
    QCOMPARE(printed(graph), QStringLiteral("pc-1 1~2..5? 2..5?~6"));
    QCOMPARE(PathText::hopName(graph.nodes[2]), QStringLiteral("Hops 2 to 5"));
    QCOMPARE(PathText::describe(graph, graph.nodes[2]), QStringLiteral("Hops 2 to 5\nNo reply to any probe"));
}

void TestPathGraph::diamond()
{
    SamplePath sample("192.0.2.200");
    for (int i = 0; i < 4; ++i) {
        const char *middle = i == 0 ? "198.51.100.2" : "198.51.100.3";
        sample.round({{1, "198.51.100.1", 1}, {2, middle, 2}, {3, "192.0.2.200", 3}});
    }
    const PathGraph graph = buildPathGraph(sample.path(), {});
    QCOMPARE(printed(graph), QStringLiteral("pc-1 1-2a:25 1-2b:75 2a-3:25 2b-3:75"));
    QCOMPARE(plain(PathText::pill(graph.edges[1])), QStringLiteral("25 %"));
    QCOMPARE(plain(PathText::pill(graph.edges[3])), QString()); // coming together needs no number
    QVERIFY(
        plain(PathText::describe(graph, graph.nodes[2])).contains(QStringLiteral("25 % of the answers of this hop")));
}

void TestPathGraph::manyParallels()
{
    SamplePath sample("192.0.2.200");
    for (int i = 0; i < 13; ++i) {
        const QByteArray middle = address(10 + i).toLatin1();
        sample.round({{1, "198.51.100.1", 1}, {2, std::string_view(middle.constData()), 2}, {3, "192.0.2.200", 3}});
    }
    const PathGraph graph = buildPathGraph(sample.path(), {});
    QCOMPARE(graph.nodes.size(), std::size_t(1 + 1 + 8 + 1 + 1));
    const PathNode &more = graph.nodes[10];
    QCOMPARE(more.key.kind, Kind::More);
    QCOMPARE(PathText::mark(more), QStringLiteral("+5"));
    QCOMPARE(qRound(more.share * 13), 5);
}

void TestPathGraph::throughTheOnlyAddress()
{
    // An answer that is missing in a round leads no line past the hop: there is only one way to have gone.
    SamplePath sample("192.0.2.200");
    sample.round({{1, "198.51.100.1", 1}, {2, "198.51.100.2", 2}, {3, "198.51.100.3", 3}, {4, "192.0.2.200", 4}});
    sample.round({{1, "198.51.100.1", 1}, {2}, {3, "198.51.100.33", 3}, {4, "192.0.2.200", 4}});
    sample.round({{1}, {2}, {3, "198.51.100.33", 3}, {4, "192.0.2.200", 4}});
    sample.round({{1, "198.51.100.1", 1}, {2}, {3, "198.51.100.33", 3}, {4, "192.0.2.200", 4}});
    QCOMPARE(printed(buildPathGraph(sample.path(), {})), QStringLiteral("pc-1 1-2 2-3a:25 2-3b:75 3a-4:25 3b-4:75"));

    // Nor does one behind a silent hop: the silent one is drawn once.
    SamplePath silent("192.0.2.200");
    silent.round({{1, "198.51.100.1", 1}, {2}, {3, "198.51.100.3", 3}, {4, "198.51.100.4", 4}, {5, "192.0.2.200", 45}});
    silent.round({{1, "198.51.100.1", 1}, {2}, {3}, {4, "198.51.100.44", 4}, {5, "192.0.2.200", 45}});
    silent.round({{1, "198.51.100.1", 1}, {2}, {3}, {4}, {5, "192.0.2.200", 45}});
    const PathGraph graph = buildPathGraph(silent.path(), {});
    QCOMPARE(printed(graph), QStringLiteral("pc-1 1~2? 2?~3 3-4a:50 3-4b:50 4a-5:50 4b-5:50"));
    QCOMPARE(plain(PathText::pill(graph.edges[2])), QString());
}

void TestPathGraph::pastSeveralAddresses()
{
    // Which of the two addresses of hop 2 was met is not known: joined anyway, 1 and 3b need no line past it …
    SamplePath sample("192.0.2.200");
    sample.round({{1, "198.51.100.1", 1}, {2, "198.51.100.2", 2}, {3, "198.51.100.3", 3}, {4, "192.0.2.200", 4}});
    sample.round({{1, "198.51.100.1", 1}, {2, "198.51.100.22", 2}, {3, "198.51.100.3", 3}, {4, "192.0.2.200", 4}});
    sample.round({{1, "198.51.100.1", 1}, {2}, {3, "198.51.100.3", 3}, {4, "192.0.2.200", 4}});
    QCOMPARE(printed(buildPathGraph(sample.path(), {})), QStringLiteral("pc-1 1-2a:50 1-2b:50 2a-3:50 2b-3:50 3-4"));
    // … but what nothing else joins to the path has one.
    sample.round({{1, "198.51.100.1", 1}, {2}, {3, "198.51.100.33", 3}, {4, "192.0.2.200", 4}});
    const QString text = printed(buildPathGraph(sample.path(), {}));
    QVERIFY2(text.contains(QStringLiteral("1~3b:33")), qPrintable(text));
    QCOMPARE(text.count(QLatin1Char('~')), 1);
}

void TestPathGraph::sharesOnlyWherePathsPart()
{
    SamplePath sample("192.0.2.200");
    for (int i = 0; i < 300; ++i) {
        sample.round({{1, "198.51.100.1", 1}, {2, i == 0 ? "198.51.100.2" : "198.51.100.22", 2}, {3},
            {4, i % 2 == 0 ? "198.51.100.4" : "198.51.100.44", 4}, {5, "192.0.2.200", 5}});
    }
    const PathGraph graph = buildPathGraph(sample.path(), {});
    QStringList pills;
    for (const PathEdge &edge : graph.edges) {
        const QString pill = plain(PathText::pill(edge));
        if (!pill.isEmpty())
            pills << nodeName(graph.nodes[static_cast<std::size_t>(edge.to)]) + QLatin1Char(' ') + pill;
    }
    // Never nothing, never everything; none into or out of a silent hop.
    QCOMPARE(pills, (QStringList{QStringLiteral("2a <1 %"), QStringLiteral("2b >99 %")}));
}

void TestPathGraph::networks()
{
    SamplePath sample("192.0.2.200");
    sample.round({{1, "198.51.100.1", 1}, {2}, {3, "192.0.2.200", 3}});
    Names names;
    names.given.origin = knownOrigin({64502}, QStringLiteral("Meri\u202Edian"));
    const PathGraph graph = buildPathGraph(sample.path(), {{}, &names});
    QCOMPARE(graph.nodes[0].network, QString());
    QVERIFY(graph.nodes[1].network.startsWith(QStringLiteral("AS64502 Meri")));
    QVERIFY(!graph.nodes[1].network.contains(QChar(0x202E)));
    QCOMPARE(graph.nodes[2].network, QString());

    using Cluster = app::PathLayout::Cluster;
    const Cluster provider{app::Segment::Isp, QStringLiteral("AS64500 Nordlicht"), {}};
    QCOMPARE(PathText::clusterTitle(provider), QStringLiteral("AS64500 Nordlicht"));
    QCOMPARE(PathText::clusterRemark(provider), QStringLiteral("Your provider"));
    const Cluster unnamed{app::Segment::Transit, {}, {}};
    QCOMPARE(PathText::clusterTitle(unnamed), QStringLiteral("Transit"));
    QCOMPARE(PathText::clusterRemark(unnamed), QString());
}

void TestPathGraph::lossBegins()
{
    SamplePath sample("192.0.2.200");
    for (int i = 0; i < 100; ++i) {
        const bool lost = i % 10 == 0;
        sample.round({{1, "198.51.100.1", 1}, lost ? Probe{2} : Probe{2, "198.51.100.2", 2},
            lost ? Probe{3} : Probe{3, "192.0.2.200", 3}});
    }
    const PathGraph graph = buildPathGraph(sample.path(), {});
    QCOMPARE(printed(graph), QStringLiteral("pc-1 1-2! 2-3"));
    QCOMPARE(graph.loss->lost, std::uint64_t(10));
    QCOMPARE(plain(PathText::pill(*graph.loss)), QStringLiteral("10.0 %"));
    const QString words = plain(PathText::describe(graph, graph.edges[1]));
    QVERIFY2(words.startsWith(QStringLiteral("Hop 1 → 2\n")), qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("10 of 100 lost")), qPrintable(words));
    QVERIFY2(words.endsWith(QStringLiteral("Every hop behind it loses as well")), qPrintable(words));
}

void TestPathGraph::limitingHop()
{
    SamplePath sample("192.0.2.200");
    for (int i = 0; i < 100; ++i)
        sample.round(
            {{1, "198.51.100.1", 1}, i % 2 == 0 ? Probe{2} : Probe{2, "198.51.100.2", 2}, {3, "192.0.2.200", 3}});
    const PathGraph graph = buildPathGraph(sample.path(), {});
    QVERIFY(!graph.loss);
    QCOMPARE(printed(graph), QStringLiteral("pc-1 1-2 2-3"));
    QVERIFY(graph.nodes[2].limitsReplies);
    QCOMPARE(PathText::note(graph.nodes[2]), QStringLiteral("limits replies"));
}

void TestPathGraph::designPathGraph()
{
    const SamplePath sample = designPath();
    const PathGraph graph = buildPathGraph(sample.path(), {QStringLiteral("example.com")});
    QCOMPARE(graph.loss->ttl, 12);
    QCOMPARE(graph.tunnels.size(), std::size_t(1));
    QCOMPARE(plain(PathText::pill(graph.tunnels[0])), QStringLiteral("MPLS · label 24015"));
    QStringList limiting;
    for (const PathNode &node : graph.nodes) {
        if (node.limitsReplies)
            limiting << nodeName(node);
    }
    QCOMPARE(limiting, QStringList{QStringLiteral("6")});
    // The shares of a fan-out are those of its nodes and add up.
    double all = 0;
    for (const PathEdge &edge : graph.edges)
        all += edge.fanOut ? edge.share : 0;
    QVERIFY(std::abs(all - 1) < 1e-9);
    QCOMPARE(graph, buildPathGraph(sample.path(), {QStringLiteral("example.com")}));
}

void TestPathGraph::namesAreHarmless()
{
    SamplePath sample("192.0.2.200");
    sample.round({{1, "198.51.100.1", 1}, {2, "192.0.2.200", 3}});
    Names names;
    names.given.name = knownName(QStringLiteral("<b>a\u202Eb</b>.x.y.example"));
    const PathGraph graph = buildPathGraph(sample.path(), {{}, &names});
    QVERIFY(!graph.nodes[1].name.contains(QChar(0x202E)));
    QVERIFY(graph.nodes[1].name.contains(QStringLiteral("<b>"))); // plain text everywhere: no need to touch it
    QVERIFY(PathText::label(graph.nodes[1]).endsWith(QStringLiteral(".x"))); // host and site
}

void TestPathGraph::steadyLevels()
{
    const auto ms = [](double value) { return platform::Duration(static_cast<std::int64_t>(value * 1e6)); };
    QCOMPARE(app::steadyLevel(-1, ms(20)), 1);
    QCOMPARE(app::steadyLevel(0, ms(20.5)), 0);
    QCOMPARE(app::steadyLevel(0, ms(22)), 1);
    QCOMPARE(app::steadyLevel(1, ms(19.5)), 1);
    QCOMPARE(app::steadyLevel(1, ms(18)), 0);
    QCOMPARE(app::steadyLevel(0, ms(500)), 4);
    QCOMPARE(app::steadyLevel(4, ms(1)), 0);
}

void TestPathGraph::wrapping_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("digits");
    QTest::addColumn<bool>("address");
    QTest::addColumn<QString>("lines");
    const auto row = [](const char *text, int digits, bool address, const char *lines) {
        QTest::newRow(qPrintable(QStringLiteral("%1 in %2").arg(QLatin1String(text)).arg(digits)))
            << QString::fromLatin1(text) << digits << address << QString::fromUtf8(lines);
    };
    row("192.0.2.1", 12, true, "192.0.2.1");
    row("198.51.100.200", 11, true, "198.51.|100.200");
    row("2001:db8:1:2::53", 13, true, "2001:db8:|1:2::53");
    row("This computer", 9, false, "This|computer");
    row("verylongname", 6, false, "very…");
}

void TestPathGraph::wrapping()
{
    QFETCH(const QString, text);
    QFETCH(const int, digits);
    QFETCH(const bool, address);
    QFETCH(const QString, lines);
    const QFontMetricsF metrics{QFont()};
    const qreal width = metrics.horizontalAdvance(QLatin1Char('0')) * digits;
    const QStringList got = PathText::wrap(text, metrics, width, address);
    for (const QString &line : got)
        QVERIFY(metrics.horizontalAdvance(line) <= width + 0.5);
    if (!lines.contains(QChar(0x2026)))
        QCOMPARE(got.join(QLatin1Char('|')), lines);
    else
        QVERIFY(got.last().contains(QChar(0x2026)));
}

void TestPathGraph::tableModel()
{
    PathTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    SamplePath sample("192.0.2.200");
    sample.round({{1, "198.51.100.1", 1}, {2}, {3}, {4}, {5}, {6, "192.0.2.200", 30}});
    model.setGraph(buildPathGraph(sample.path(), {}));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(1, PathTableModel::HopColumn).data().toString(), QStringLiteral("2–5"));
    QCOMPARE(plain(model.index(2, PathTableModel::ReachedFromColumn).data().toString()), QStringLiteral("5 (100 %)"));
    model.setGraph(buildPathGraph(sample.path(), {}));
    QCOMPARE(changes.count(), 0);
    sample.round({{1, "198.51.100.1", 1}, {2}, {3, "198.51.100.3", 3}, {4}, {5}, {6, "192.0.2.200", 30}});
    model.setGraph(buildPathGraph(sample.path(), {}));
    QCOMPARE(model.rowCount(), 6);
    QCOMPARE(model.rowOf(3), std::optional(2));
    QCOMPARE(model.ttlOf(5), 6);
    model.setGraph({});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(resets.count(), 0);
}

QTEST_MAIN(TestPathGraph)
#include "tst_path_graph.moc"
