// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_sort_model.h"
#include "app/table/hop_table_model.h"
#include "tests/app/made_facts.h"
#include "tests/app/sample_path.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <set>

using app::HopColumn;
using app::HopRow;
using app::HopTableModel;
using Tester = QAbstractItemModelTester;

namespace {

/// "1 192.0.2.1", "  7.2 203.0.113.37": what the rows are, one a line.
QStringList printed(const QAbstractItemModel &model)
{
    QStringList lines;
    for (int i = 0; i < model.rowCount(); ++i) {
        const auto *row = model.index(i, 0).data(HopTableModel::RowRole).value<const HopRow *>();
        const QString address = QString::fromStdString(row->address.toString());
        if (row->kind == HopRow::Kind::Address)
            lines << QStringLiteral("  %1.%2 %3").arg(row->ttl).arg(row->addressIndex).arg(address);
        else
            lines << QStringLiteral("%1 %2").arg(row->ttl).arg(address).trimmed();
    }
    return lines;
}

QStringList lines(std::initializer_list<const char *> texts)
{
    QStringList result;
    for (const char *text : texts)
        result << QString::fromLatin1(text);
    return result;
}

QString cell(const QAbstractItemModel &model, int row, HopColumn column, int role = Qt::DisplayRole)
{
    return model.index(row, static_cast<int>(column)).data(role).toString().replace(QChar(0xA0), QLatin1Char(' '));
}

class Names final : public app::HopFacts {
public:
    engine::AddressFacts facts(const platform::IpAddress &address) const override
    {
        engine::AddressFacts facts;
        facts.name.state = engine::FactState::Pending;
        if (!pending)
            facts.name = knownName(QStringLiteral("host-%1").arg(address.bytes().back()));
        return facts;
    }
    bool pending = true;
};

} // namespace

class TestHopTableModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void mergesReplies();
    void changedRowsOnly();
    void expandsAddresses();
    void routeChangesKeepRows();
    void anotherRun();
    void texts();
    void lossKinds();
    void joins();
    void names();
    void newFactsChangeTheirRowOnly();
    void hostileNames();
    void roundTrip();
    void sorts();
};

void TestHopTableModel::mergesReplies()
{
    SamplePath sample("192.0.2.200");
    HopTableModel model;
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setPath(&sample.path());
    QSignalSpy reset(&model, &HopTableModel::modelReset);
    QSignalSpy inserted(&model, &HopTableModel::rowsInserted);
    QSignalSpy removed(&model, &HopTableModel::rowsRemoved);
    sample.round({{1, "192.168.1.1", 0.4}, {2}, {3, "198.51.100.1", 4.1}, {4, "192.0.2.200", 9}});
    model.refresh();
    QCOMPARE(printed(model), lines({"1 192.168.1.1", "2", "3 198.51.100.1", "4 192.0.2.200"}));
    for (int i = 0; i < 10; ++i) {
        sample.round({{1, "192.168.1.1", 0.5}, {2}, {3, "198.51.100.1", 4.2}, {4, "192.0.2.200", 9.5}});
        model.refresh();
    }
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(removed.count(), 0);
    QCOMPARE(reset.count(), 0);
}

void TestHopTableModel::changedRowsOnly()
{
    SamplePath sample("192.0.2.200");
    sample.round({{1, "192.168.1.1", 0.4}, {2, "198.51.100.1", 4.1}, {3, "198.51.100.9", 4.1}, {4, "192.0.2.200", 9}});
    HopTableModel model;
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setPath(&sample.path());
    QSignalSpy changed(&model, &HopTableModel::dataChanged);
    model.refresh();
    QCOMPARE(changed.count(), 0);
    sample.emitEvent(engine::ProbeSent{2, 1, 2, 0, std::nullopt});
    model.refresh();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    QCOMPARE(changed[0][1].toModelIndex().row(), 1);
    changed.clear();
    sample.emitEvent(engine::ProbeSent{2, 1, 1, 0, std::nullopt});
    sample.emitEvent(engine::ProbeSent{2, 1, 3, 0, std::nullopt});
    sample.emitEvent(engine::ProbeSent{2, 1, 4, 0, std::nullopt});
    model.refresh();
    QCOMPARE(changed.count(), 2); // row 0; rows 2 and 3
    QCOMPARE(changed[1][1].toModelIndex().row(), 3);
}

void TestHopTableModel::expandsAddresses()
{
    SamplePath sample("192.0.2.200");
    for (const char *at2 : {"198.51.100.1", "198.51.100.2", "198.51.100.2", "198.51.100.2"})
        sample.round({{1, "192.168.1.1", 0.4}, {2, at2, 4.1}, {3, "192.0.2.200", 9}});
    HopTableModel model;
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setPath(&sample.path());
    model.setExpanded(2, true);
    model.setExpanded(1, true); // has one address: nothing to open
    QCOMPARE(printed(model),
        lines({"1 192.168.1.1", "2 198.51.100.2", "  2.0 198.51.100.1", "  2.1 198.51.100.2", "3 192.0.2.200"}));
    QCOMPARE(cell(model, 2, HopColumn::Name), QStringLiteral("25 %"));
    QCOMPARE(cell(model, 3, HopColumn::Name), QStringLiteral("75 %"));
    QCOMPARE(cell(model, 3, HopColumn::Loss), QStringLiteral("–"));
    QCOMPARE(cell(model, 3, HopColumn::Hop), QString());
    // A third address appears below the others.
    QSignalSpy inserted(&model, &HopTableModel::rowsInserted);
    sample.round({{1, "192.168.1.1", 0.4}, {2, "198.51.100.7", 4.1}, {3, "192.0.2.200", 9}});
    model.refresh();
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted[0][1].toInt(), 4);
    model.setExpanded(2, false);
    QCOMPARE(model.rowCount(), 3);
}

void TestHopTableModel::routeChangesKeepRows()
{
    SamplePath sample("192.0.2.200");
    sample.round({{1, "192.168.1.1", 0.4}, {2, "198.51.100.1", 4.1}});
    HopTableModel model;
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setPath(&sample.path());
    const QPersistentModelIndex second = model.index(1, 0);
    for (int i = 0; i < 4; ++i)
        sample.round(
            {{1, "192.168.1.1", 0.4}, {2, "198.51.100.1", 4.1}, {3}, {4, "198.51.100.3", 4.1}, {5, "192.0.2.200", 9}});
    model.refresh();
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(second.row(), 1);
}

void TestHopTableModel::anotherRun()
{
    SamplePath first("192.0.2.200");
    first.round({{1, "192.168.1.1", 0.4}, {2, "198.51.100.1", 4.1}, {3, "192.0.2.200", 9}});
    SamplePath second("192.0.2.200", engine::RunId{2});
    engine::PathState shown = first.path();
    HopTableModel model;
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setPath(&shown);
    shown = second.path();
    model.refresh();
    QVERIFY(model.rowCount() <= 1);
    second.round({{1, "192.168.1.1", 0.4}, {2, "192.0.2.200", 9}});
    shown = second.path();
    model.refresh();
    QCOMPARE(printed(model), lines({"1 192.168.1.1", "2 192.0.2.200"}));
    model.setPath(nullptr);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.roundTrip()->rowCount(), 0);
}

void TestHopTableModel::texts()
{
    const SamplePath sample = designPath();
    HopTableModel model;
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setPath(&sample.path());
    QCOMPARE(model.rowCount(), 14);
    QCOMPARE(cell(model, 0, HopColumn::Hop), QStringLiteral("1"));
    QCOMPARE(cell(model, 0, HopColumn::Name), QStringLiteral("192.168.1.1"));
    QCOMPARE(cell(model, 0, HopColumn::Loss), QStringLiteral("0.0 < 0.6 %"));
    QCOMPARE(cell(model, 0, HopColumn::Sent), QStringLiteral("600"));
    QCOMPARE(cell(model, 3, HopColumn::Name), QStringLiteral("no reply"));
    for (const HopColumn column :
        {HopColumn::Address, HopColumn::Loss, HopColumn::Last, HopColumn::P95, HopColumn::Jitter})
        QCOMPARE(cell(model, 3, column), QStringLiteral("–"));
    QVERIFY(cell(model, 5, HopColumn::Loss).endsWith(QStringLiteral("% limited")));
    QCOMPARE(cell(model, 8, HopColumn::Labels), QStringLiteral("24015"));
    QVERIFY(cell(model, 11, HopColumn::Hop, Qt::AccessibleTextRole)
                .startsWith(QStringLiteral("hop 12, 192.0.2.129, loss ")));
    QVERIFY(cell(model, 11, HopColumn::Latency, Qt::AccessibleTextRole).contains(QStringLiteral("average 10")));
    QCOMPARE(cell(model, 3, HopColumn::Latency, Qt::AccessibleTextRole), QStringLiteral("hop 4, no reply"));
    QVERIFY(cell(model, 5, HopColumn::Loss, Qt::ToolTipRole).contains(QStringLiteral("of 600 lost, ")));
    QVERIFY(!model.index(3, static_cast<int>(HopColumn::Last)).data(HopTableModel::SortRole).isValid());
}

void TestHopTableModel::lossKinds()
{
    const SamplePath sample = designPath();
    const std::vector<HopRow> rows = app::hopRows(sample.path(), nullptr, {});
    QString kinds;
    for (const HopRow &row : rows) {
        kinds += QLatin1Char(row.lossKind == engine::LossKind::Real ? 'R'
                : row.lossKind == engine::LossKind::Limited         ? 'L'
                                                                    : '.');
    }
    QCOMPARE(kinds, QStringLiteral(".....L.....RRR"));
}

void TestHopTableModel::joins()
{
    const SamplePath sample = designPath(20);
    const std::vector<HopRow> rows = app::hopRows(sample.path(), nullptr, {7});
    QString shown; // per row: distance above, below; lower case d when dashed
    for (const HopRow &row : rows)
        shown += QStringLiteral("%1%2%3 ")
                     .arg(row.above.rows)
                     .arg(row.below.rows)
                     .arg(row.above.dashed || row.below.dashed ? QStringLiteral("d") : QString());
    const int addresses = rows[6].addressCount;
    QVERIFY(addresses > 1);
    QStringList expected = lines({"01", "11", "12d", "11d", "21d", "11", "10"}); // hop 7 is open: no line below it
    for (int i = 0; i < addresses; ++i)
        expected << QStringLiteral("00");
    expected << lines({"01", "11", "11", "11", "11", "11", "10"});
    QCOMPARE(shown.trimmed(), expected.join(QLatin1Char(' ')));
}

void TestHopTableModel::names()
{
    SamplePath sample("192.0.2.200");
    sample.round({{1, "192.168.1.1", 0.4}, {2}, {3, "192.0.2.200", 9}});
    Names names;
    HopTableModel model;
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setPath(&sample.path());
    model.setFacts(&names);
    QCOMPARE(cell(model, 0, HopColumn::Name), QStringLiteral("looking up name…"));
    QSignalSpy changed(&model, &HopTableModel::dataChanged);
    names.pending = false;
    Q_EMIT names.changed();
    QCOMPARE(cell(model, 0, HopColumn::Name), QStringLiteral("host-1"));
    QCOMPARE(cell(model, 1, HopColumn::Name), QStringLiteral("no reply"));
    QCOMPARE(changed.count(), 2);
    model.setFacts(nullptr);
    QCOMPARE(cell(model, 0, HopColumn::Name), QStringLiteral("192.168.1.1"));
}

void TestHopTableModel::newFactsChangeTheirRowOnly()
{
    class Networks final : public app::HopFacts {
    public:
        engine::AddressFacts facts(const platform::IpAddress &address) const override
        {
            engine::AddressFacts facts;
            facts.origin.state = engine::FactState::Pending;
            if (known.contains(address))
                facts.origin = knownOrigin({64500}, QStringLiteral("Nordlicht"));
            return facts;
        }
        app::Segment segment(std::uint8_t ttl, const platform::IpAddress &) const override
        {
            return ttl == isp ? app::Segment::Isp : app::Segment::Unknown;
        }
        std::set<platform::IpAddress> known;
        int isp = 0;
    };
    SamplePath sample("192.0.2.200");
    sample.round({{1, "192.168.1.1", 0.4}, {2, "198.51.100.1", 4.1}, {3}, {4, "192.0.2.200", 9}});
    Networks networks;
    HopTableModel model;
    Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setPath(&sample.path());
    model.setFacts(&networks);
    QCOMPARE(cell(model, 1, HopColumn::Network), QStringLiteral("…"));
    QSignalSpy changed(&model, &HopTableModel::dataChanged);
    QSignalSpy layout(&model, &HopTableModel::layoutChanged);
    QSignalSpy reset(&model, &HopTableModel::modelReset);
    Q_EMIT networks.changed(); // of another path
    QCOMPARE(changed.count(), 0);
    networks.known.insert(*platform::IpAddress::parse("198.51.100.1"));
    Q_EMIT networks.changed();
    QCOMPARE(cell(model, 1, HopColumn::Network), QStringLiteral("AS64500 Nordlicht"));
    networks.isp = 3; // a silent hop between two of the provider
    Q_EMIT networks.changed();
    QCOMPARE(changed.count(), 2);
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(changed[i][0].toModelIndex().row(), 1 + i);
        QCOMPARE(changed[i][1].toModelIndex().row(), 1 + i);
    }
    QCOMPARE(layout.count() + reset.count(), 0);
}

void TestHopTableModel::hostileNames()
{
    HopRow row;
    row.ttl = 1;
    row.address = *platform::IpAddress::parse("192.0.2.1");
    row.facts.name = knownName(QStringLiteral("<b>evil</b>\u202e") + QString(500, QLatin1Char('x')));
    const QString tip = app::cellToolTip(HopColumn::Name, row);
    QVERIFY(tip.contains(QStringLiteral("&lt;b&gt;evil&lt;/b&gt;&lt;U+202E&gt;")));
    QVERIFY(tip.size() < 500);
    QVERIFY(app::hopColumn(HopColumn::Name).text(row, QLocale::c()).endsWith(QStringLiteral("…")));
}

void TestHopTableModel::roundTrip()
{
    SamplePath sample("192.0.2.200");
    sample.round({{1, "192.168.1.1", 0.4}, {2}});
    HopTableModel model;
    Tester tester(model.roundTrip(), Tester::FailureReportingMode::QtTest);
    model.setPath(&sample.path());
    const app::RoundTripModel &row = *model.roundTrip();
    QSignalSpy inserted(&row, &HopTableModel::rowsInserted);
    QCOMPARE(cell(row, 0, HopColumn::Name), QStringLiteral("Round trip"));
    QCOMPARE(cell(row, 0, HopColumn::Address), QStringLiteral("192.0.2.200"));
    QCOMPARE(cell(row, 0, HopColumn::Last), QStringLiteral("–"));
    sample.round({{1, "192.168.1.1", 0.4}, {2}, {3, "192.0.2.200", 9}});
    model.refresh();
    QCOMPARE(cell(row, 0, HopColumn::Last), QStringLiteral("9.0"));
    QCOMPARE(cell(row, 0, HopColumn::Hop), QString());
    QCOMPARE(inserted.count(), 0);
}

void TestHopTableModel::sorts()
{
    SamplePath sample("192.0.2.200");
    for (int i = 0; i < 4; ++i)
        sample.round(
            {{1, "192.168.1.1", 7}, {2}, {3, i % 2 ? "198.51.100.1" : "198.51.100.2", 4}, {4, "192.0.2.200", 9}});
    HopTableModel model;
    app::HopSortModel sorted(&model);
    Tester tester(&sorted, Tester::FailureReportingMode::QtTest);
    model.setPath(&sample.path());
    model.setExpanded(3, true);
    QVERIFY(sorted.inPathOrder());
    sorted.sort(static_cast<int>(HopColumn::Average), Qt::AscendingOrder);
    QVERIFY(!sorted.inPathOrder());
    QCOMPARE(printed(sorted),
        lines({"3 198.51.100.2", "  3.0 198.51.100.2", "  3.1 198.51.100.1", "1 192.168.1.1", "4 192.0.2.200", "2"}));
    sorted.sort(static_cast<int>(HopColumn::Average), Qt::DescendingOrder);
    QCOMPARE(printed(sorted),
        lines({"4 192.0.2.200", "1 192.168.1.1", "3 198.51.100.2", "  3.0 198.51.100.2", "  3.1 198.51.100.1", "2"}));
    // Replies do not move rows.
    sample.round({{1, "192.168.1.1", 900}, {2}, {3, "198.51.100.1", 4}, {4, "192.0.2.200", 9}});
    model.refresh();
    QCOMPARE(printed(sorted).first(), QStringLiteral("4 192.0.2.200"));
    sorted.sort(static_cast<int>(HopColumn::Hop), Qt::AscendingOrder);
    QVERIFY(sorted.inPathOrder());
    QCOMPARE(printed(sorted).first(), QStringLiteral("1 192.168.1.1"));
}

QTEST_MAIN(TestHopTableModel)
#include "tst_hop_table_model.moc"
