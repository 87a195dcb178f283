// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_layout.h"
#include "app/pathview/path_order.h"
#include "app/pathview/path_pills.h"
#include "app/pathview/path_walk.h"
#include "tests/app/sample_path.h"

#include <QTest>

#include <random>

using app::LayeredGraph;
using app::PathEdge;
using app::PathGraph;
using app::PathLayout;
using app::PathMetrics;
using app::PathNode;
using app::PathNodeKey;
using app::PathStep;

namespace {

platform::IpAddress address(int ttl, int place)
{
    return platform::IpAddress::v4({10, static_cast<std::uint8_t>(ttl), 0, static_cast<std::uint8_t>(place + 1)});
}

int addNode(PathGraph &graph, int ttl, int place, int parallels)
{
    PathNode node;
    node.key = {static_cast<std::uint8_t>(ttl), ttl == 0 ? PathNodeKey::Kind::Computer : PathNodeKey::Kind::Router,
        ttl == 0 ? platform::IpAddress() : address(ttl, place)};
    node.lastTtl = node.key.ttl;
    node.place = place;
    node.parallels = parallels;
    node.share = 1.0 / parallels;
    node.name = node.address = QString::fromStdString(node.key.address.toString());
    graph.nodes.push_back(node);
    return static_cast<int>(graph.nodes.size()) - 1;
}

void addEdge(PathGraph &graph, int from, int to, double share = 1)
{
    PathEdge edge;
    edge.from = from;
    edge.to = to;
    edge.share = share;
    graph.edges.push_back(edge);
}

/// Columns of the widths given, every node joined to `degree` random nodes of the column before, at least one.
PathGraph randomGraph(const std::vector<int> &widths, int degree, unsigned seed)
{
    std::mt19937 random(seed);
    PathGraph graph;
    std::vector<int> before{addNode(graph, 0, 0, 1)};
    for (std::size_t column = 0; column < widths.size(); ++column) {
        std::vector<int> nodes;
        for (int place = 0; place < widths[column]; ++place) {
            const int node = addNode(graph, static_cast<int>(column) + 1, place, widths[column]);
            std::set<int> from;
            for (int i = 0; i < degree; ++i)
                from.insert(before[random() % before.size()]);
            for (const int other : from)
                addEdge(graph, other, node, 1.0 / widths[column]);
            nodes.push_back(node);
        }
        before = nodes;
    }
    return graph;
}

/// The first `nodes` nodes with the edges between them: how the graph looked earlier.
PathGraph firstPart(const PathGraph &graph, std::size_t nodes)
{
    PathGraph part;
    part.nodes.assign(graph.nodes.begin(), graph.nodes.begin() + static_cast<std::ptrdiff_t>(nodes));
    for (const PathEdge &edge : graph.edges) {
        if (edge.from < static_cast<int>(nodes) && edge.to < static_cast<int>(nodes))
            part.edges.push_back(edge);
    }
    return part;
}

int overlaps(const PathGraph &graph, const PathLayout &layout)
{
    int count = 0;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        for (std::size_t j = i + 1; j < graph.nodes.size(); ++j) {
            const QPointF apart = layout.position(graph.nodes[i].key) - layout.position(graph.nodes[j].key);
            count += std::hypot(apart.x(), apart.y()) < 2 * layout.metrics().radius();
        }
    }
    return count;
}

} // namespace

class TestPathLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneHop();
    void fortyHops();
    void diamonds_data();
    void diamonds();
    void crossedPairIsUncrossed();
    void neverMoreCrossings();
    void growingKeepsPlaces();
    void growingKeepsCrossingsFew();
    void foldKeepsColumns();
    void boundsHoldEverything();
    void curves();
    void clusters();
    void clustersOfNetworks();
    void pillsApart();
    void walking();
    void threeHundredNodes();
};

void TestPathLayout::oneHop()
{
    const PathGraph graph = randomGraph({1}, 1, 1);
    PathLayout layout;
    layout.arrange(graph);
    QCOMPARE(layout.columns(), 2);
    QCOMPARE(layout.position(graph.nodes[0].key), QPointF(44, 0));
    QCOMPARE(layout.position(graph.nodes[1].key), QPointF(124, 0));
    PathLayout empty;
    empty.arrange({});
    QVERIFY(empty.bounds().isValid());
}

void TestPathLayout::fortyHops()
{
    const PathGraph graph = randomGraph(std::vector<int>(40, 1), 1, 1);
    PathLayout layout;
    layout.arrange(graph);
    for (const PathNode &node : graph.nodes)
        QCOMPARE(layout.position(node.key), QPointF(44 + 80 * node.key.ttl, 0));
    QCOMPARE(PathMetrics::pitchFor(1236, 41, 1), 64.0);
    QCOMPARE(PathMetrics::pitchFor(1236, 15, 1), 82.0);
    QCOMPARE(PathMetrics::pitchFor(1236, 5, 1), 120.0);
    QCOMPARE(PathMetrics::pitchFor(1236, 1, 1), 80.0);
}

void TestPathLayout::diamonds_data()
{
    QTest::addColumn<int>("width");
    for (int width = 2; width <= 16; ++width)
        QTest::addRow("%d", width) << width;
}

void TestPathLayout::diamonds()
{
    QFETCH(const int, width);
    PathGraph graph;
    const int computer = addNode(graph, 0, 0, 1);
    std::vector<int> first, second;
    for (int i = 0; i < width; ++i)
        addEdge(graph, computer, first.emplace_back(addNode(graph, 1, i, width)));
    // The second column in the opposite order: with barycentres there is no crossing left.
    for (int i = 0; i < width; ++i)
        addEdge(
            graph, first[static_cast<std::size_t>(width - 1 - i)], second.emplace_back(addNode(graph, 2, i, width)));
    const int target = addNode(graph, 3, 0, 1);
    for (const int node : second)
        addEdge(graph, node, target);
    PathLayout layout;
    layout.arrange(graph);
    QCOMPARE(layout.crossings(graph), 0);
    QCOMPARE(overlaps(graph, layout), 0);
    QCOMPARE(layout.position(graph.nodes[static_cast<std::size_t>(target)].key).y(), 0.0);
    qreal sum = 0;
    for (const int node : first)
        sum += layout.position(graph.nodes[static_cast<std::size_t>(node)].key).y();
    QCOMPARE(sum, 0.0); // about the middle
}

void TestPathLayout::crossedPairIsUncrossed()
{
    LayeredGraph graph{{{0, 1}, {2, 3}}, {{0, 3}, {1, 2}}};
    QCOMPARE(countCrossings(graph), 1);
    reduceCrossings(graph);
    QCOMPARE(countCrossings(graph), 0);
    LayeredGraph none;
    reduceCrossings(none);
    QVERIFY(none.columns.empty());
}

void TestPathLayout::neverMoreCrossings()
{
    int before = 0;
    int after = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        std::mt19937 random(seed);
        std::vector<int> widths;
        for (int i = 0; i < 10; ++i)
            widths.push_back(1 + static_cast<int>(random() % 8));
        const PathGraph graph = randomGraph(widths, 2, seed);
        LayeredGraph layers;
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            if (layers.columns.size() <= graph.nodes[i].key.ttl)
                layers.columns.emplace_back();
            layers.columns.back().push_back(static_cast<int>(i));
        }
        for (const PathEdge &edge : graph.edges)
            layers.edges.push_back({edge.from, edge.to});
        const int unordered = countCrossings(layers);
        PathLayout layout;
        layout.arrange(graph);
        QVERIFY(layout.crossings(graph) <= unordered);
        QCOMPARE(overlaps(graph, layout), 0);
        before += unordered;
        after += layout.crossings(graph);
    }
    qInfo("crossings of 60 random graphs: %d as they come, %d arranged", before, after);
    QVERIFY(after * 2 < before);
}

void TestPathLayout::growingKeepsPlaces()
{
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const PathGraph whole = randomGraph({1, 3, 8, 2, 5, 1, 4, 1}, 2, seed);
        PathLayout layout;
        layout.extend(firstPart(whole, 1));
        std::map<PathNodeKey, QPointF> places;
        for (std::size_t nodes = 2; nodes <= whole.nodes.size(); ++nodes) {
            const PathGraph graph = firstPart(whole, nodes);
            layout.extend(graph);
            for (const auto &[key, at] : places)
                QCOMPARE(layout.position(key), at);
            for (const PathNode &node : graph.nodes)
                places[node.key] = layout.position(node.key);
        }
        QCOMPARE(overlaps(whole, layout), 0);
        QCOMPARE(layout.columns(), 9);
        // What disappears leaves its place; the others do not close up.
        layout.extend(firstPart(whole, 6));
        QVERIFY(!layout.contains(whole.nodes.back().key));
        QCOMPARE(layout.position(whole.nodes[5].key), places[whole.nodes[5].key]);
    }
}

void TestPathLayout::growingKeepsCrossingsFew()
{
    int grown = 0;
    int arranged = 0;
    for (unsigned seed = 1; seed <= 30; ++seed) {
        const PathGraph whole = randomGraph({1, 4, 6, 6, 4, 1}, 1, seed);
        PathLayout layout;
        for (std::size_t nodes = 1; nodes <= whole.nodes.size(); ++nodes)
            layout.extend(firstPart(whole, nodes));
        grown += layout.crossings(whole);
        layout.arrange(whole);
        arranged += layout.crossings(whole);
    }
    qInfo("crossings of 30 trees: %d grown node by node, %d arranged", grown, arranged);
    QVERIFY(arranged <= grown);
}

void TestPathLayout::foldKeepsColumns()
{
    PathGraph graph;
    std::vector<int> nodes{addNode(graph, 0, 0, 1)};
    for (int ttl = 1; ttl <= 7; ++ttl) {
        nodes.push_back(addNode(graph, ttl, 0, 1));
        addEdge(graph, nodes[static_cast<std::size_t>(ttl) - 1], nodes.back());
        if (ttl >= 2 && ttl <= 6)
            graph.nodes.back().key = {static_cast<std::uint8_t>(ttl), PathNodeKey::Kind::Silent, {}};
    }
    PathLayout layout;
    layout.extend(graph);
    const QPointF target = layout.position(graph.nodes[7].key);

    PathGraph folded = firstPart(graph, 3);
    folded.nodes[2].lastTtl = 6;
    folded.nodes[2].folded = 4;
    folded.nodes.push_back(graph.nodes[7]);
    addEdge(folded, 2, 3);
    layout.extend(folded);
    QCOMPARE(layout.position(graph.nodes[7].key), target); // nothing moved …
    QCOMPARE(layout.columnX(folded.nodes[2]), 44 + 4 * 80.0); // … and the fold stands in the middle of its hops
    layout.extend(graph);
    QCOMPARE(layout.position(graph.nodes[7].key), target);

    layout.arrange(folded);
    QCOMPARE(layout.position(graph.nodes[7].key).x(), 44 + 3 * 80.0); // arranged anew it takes one column
    layout.extend(graph); // and where it unfolds, room is made
    QCOMPARE(layout.position(graph.nodes[7].key), target);
    QCOMPARE(overlaps(graph, layout), 0);
}

void TestPathLayout::boundsHoldEverything()
{
    const PathGraph graph = randomGraph({1, 8, 3, 1}, 2, 3);
    PathLayout layout;
    PathMetrics metrics;
    metrics.scale = 1.5;
    metrics.pitch = 120;
    layout.setMetrics(metrics);
    layout.arrange(graph);
    for (const PathNode &node : graph.nodes)
        QVERIFY(layout.bounds().contains(layout.position(node.key) + QPointF(0, 60)));
    QCOMPARE(layout.bounds().center().y(), 0.0);
    layout.setMinimumHeight(5000);
    QCOMPARE(layout.bounds().height(), 5000.0);
}

void TestPathLayout::curves()
{
    const PathGraph graph = randomGraph({1, 2, 1}, 1, 1);
    PathLayout layout;
    layout.arrange(graph);
    const QPainterPath curve = layout.edgeCurve(graph.nodes[1], graph.nodes[2]);
    QCOMPARE(curve.pointAtPercent(0), layout.position(graph.nodes[1].key) + QPointF(12, 0));
    QCOMPARE(curve.pointAtPercent(1), layout.position(graph.nodes[2].key) - QPointF(12, 0));
    const qreal atEnd = curve.angleAtPercent(1);
    QVERIFY(atEnd < 0.5 || atEnd > 359.5);
    // Past a column the edge bows around what stands there.
    const PathGraph row = randomGraph({1, 1, 1}, 1, 1);
    layout.arrange(row);
    const QPainterPath skip = layout.edgeCurve(row.nodes[1], row.nodes[3]);
    QVERIFY(std::abs(skip.pointAtPercent(0.5).y()) > 3 * layout.metrics().radius());
}

void TestPathLayout::clusters()
{
    PathGraph graph = randomGraph({1, 1, 2, 1}, 1, 1);
    graph.nodes[1].segment = graph.nodes[2].segment = app::Segment::Lan;
    graph.nodes[3].segment = app::Segment::Lan; // only one of two
    graph.nodes[5].segment = app::Segment::Destination;
    PathLayout layout;
    layout.arrange(graph);
    const auto clusters = layout.clusters(graph);
    QCOMPARE(clusters.size(), std::size_t(2));
    QCOMPARE(clusters[0].segment, app::Segment::Lan);
    QCOMPARE(clusters[0].rect.left(), 44 + 40 + 4.0);
    QCOMPARE(clusters[0].rect.right(), 44 + 200 - 4.0);
    QCOMPARE(clusters[1].segment, app::Segment::Destination);
}

void TestPathLayout::clustersOfNetworks()
{
    // A provider's hops with a silent one among them, an exchange, a carrier with two hops side by side, a silent hop.
    PathGraph graph = randomGraph({1, 1, 1, 1, 2, 1, 1}, 1, 1);
    const auto give = [&graph](std::size_t node, app::Segment segment, const char *network) {
        graph.nodes[node].segment = segment;
        graph.nodes[node].network = QLatin1String(network);
    };
    const auto silence = [&graph](std::size_t node) {
        graph.nodes[node].key.kind = PathNodeKey::Kind::Silent;
        graph.nodes[node].key.address = {};
    };
    give(1, app::Segment::Isp, "AS64500 Nordlicht");
    silence(2);
    give(3, app::Segment::Isp, "AS64500 Nordlicht");
    give(4, app::Segment::Transit, "IX-Main");
    give(5, app::Segment::Transit, "AS64502 Meridian");
    give(6, app::Segment::Transit, "AS64502 Meridian");
    silence(7);
    give(8, app::Segment::Destination, "AS64510 Quayside");
    PathLayout layout;
    layout.arrange(graph);
    const auto titles = [&] {
        QStringList found;
        for (const PathLayout::Cluster &cluster : layout.clusters(graph))
            found << cluster.network
                    + QStringLiteral(" %1..%2")
                          .arg(qRound((cluster.rect.left() - 44 + 36) / 80))
                          .arg(qRound((cluster.rect.right() - 44 - 36) / 80));
        return found;
    };
    QCOMPARE(titles().join(QLatin1String(", ")),
        QStringLiteral("AS64500 Nordlicht 1..3, IX-Main 4..4, AS64502 Meridian 5..5, AS64510 Quayside 7..7"));
    give(6, app::Segment::Transit, "AS64503 Other"); // which one of the two its title would name is not said
    QCOMPARE(titles().at(2), QStringLiteral(" 5..5"));
}

void TestPathLayout::pillsApart()
{
    const SamplePath sample = designPath();
    const PathGraph graph = app::buildPathGraph(sample.path(), {QStringLiteral("example.com")});
    for (const qreal pitch : {64.0, 80.0, 120.0}) {
        PathLayout layout;
        PathMetrics metrics;
        metrics.pitch = pitch;
        layout.setMetrics(metrics);
        layout.arrange(graph);
        const auto pills = placePills(graph, layout, QFontMetricsF(QFont()));
        // Shares, an addition, the loss, the tunnel; a share that would hide something is left out.
        QVERIFY(pills.size() > 3 && pills.size() <= 7);
        QVERIFY(pitch < PathMetrics::maxPitch || pills.size() == 7);
        for (std::size_t i = 0; i < pills.size(); ++i) {
            for (std::size_t j = i + 1; j < pills.size(); ++j)
                QVERIFY(!pills[i].rect.intersects(pills[j].rect));
            for (const PathNode &node : graph.nodes)
                QVERIFY(!pills[i].rect.intersects(labelTextRect(node, layout, QFontMetricsF(QFont()))));
        }
    }
}

void TestPathLayout::walking()
{
    PathGraph graph = randomGraph({1, 3, 1}, 1, 1);
    graph.edges[2].share = 0.9; // to the second of hop 2
    PathLayout layout;
    layout.arrange(graph);
    QCOMPARE(walk(graph, layout, 0, PathStep::Forward), std::optional(1));
    QCOMPARE(walk(graph, layout, 1, PathStep::Forward), std::optional(3));
    QCOMPARE(walk(graph, layout, 3, PathStep::Back), std::optional(1));
    QCOMPARE(walk(graph, layout, 0, PathStep::Back), std::optional<int>());
    QCOMPARE(walk(graph, layout, 1, PathStep::Last), std::optional(5));
    QCOMPARE(walk(graph, layout, 5, PathStep::Forward), std::optional<int>());
    QCOMPARE(walk(graph, layout, 5, PathStep::First), std::optional(0));
    int node = 2;
    std::set<int> met{node};
    for (const PathStep step : {PathStep::Up, PathStep::Up, PathStep::Down, PathStep::Down}) {
        for (auto next = walk(graph, layout, node, step); next; next = walk(graph, layout, node, step))
            met.insert(node = *next);
    }
    QCOMPARE(met, (std::set<int>{2, 3, 4}));
    QCOMPARE(walk({}, layout, 0, PathStep::Last), std::optional<int>());
}

void TestPathLayout::threeHundredNodes()
{
    const PathGraph graph = randomGraph(std::vector<int>(37, 8), 2, 5);
    QVERIFY(graph.nodes.size() >= 297);
    PathLayout layout;
    QElapsedTimer timer;
    timer.start();
    layout.arrange(graph);
    const double arranged = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    timer.restart();
    layout.extend(graph);
    const double extended = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    timer.restart();
    placePills(graph, layout, QFontMetricsF(QFont()));
    const double pills = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    qInfo("297 nodes: arranged in %.1f ms, extended in %.2f ms, pills in %.2f ms", arranged, extended, pills);
    QCOMPARE(overlaps(graph, layout), 0);
}

QTEST_MAIN(TestPathLayout)
#include "tst_path_layout.moc"
