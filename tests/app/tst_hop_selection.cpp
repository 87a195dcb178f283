// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/hop_selection.h"

#include <QSignalSpy>
#include <QTest>

using app::HopSelection;
using Ttls = QList<std::uint8_t>;

class TestHopSelection final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsNumbersOfThoseThatStay();
    void seventhReplacesOldest();
    void moreThanSixAtOnce();
    void sameSelectionIsSilent();
    void current();
};

void TestHopSelection::keepsNumbersOfThoseThatStay()
{
    HopSelection selection;
    selection.select({9, 14, 3});
    QCOMPARE(selection.series(9), std::optional(0));
    QCOMPARE(selection.series(14), std::optional(1));
    QCOMPARE(selection.series(3), std::optional(2));
    selection.select({3, 14});
    QCOMPARE(selection.series(9), std::optional<int>());
    QCOMPARE(selection.series(14), std::optional(1));
    QCOMPARE(selection.series(3), std::optional(2));
    QCOMPARE(selection.ttls(), Ttls({14, 3}));
    selection.select({3, 14, 5});
    QCOMPARE(selection.series(5), std::optional(0));
    QCOMPARE(selection.ttls(), Ttls({14, 3, 5}));
}

void TestHopSelection::seventhReplacesOldest()
{
    HopSelection selection;
    selection.select({1, 2, 3, 4, 5, 6});
    selection.select({1, 2, 3, 4, 5, 6, 7});
    QCOMPARE(selection.ttls(), Ttls({2, 3, 4, 5, 6, 7}));
    QCOMPARE(selection.series(7), std::optional(0));
    QCOMPARE(selection.series(2), std::optional(1));
}

void TestHopSelection::moreThanSixAtOnce()
{
    HopSelection selection;
    Ttls all;
    for (std::uint8_t ttl = 1; ttl <= 40; ++ttl)
        all.append(ttl);
    selection.select(all);
    QCOMPARE(selection.ttls(), Ttls({35, 36, 37, 38, 39, 40}));
    selection.select({});
    QVERIFY(selection.ttls().isEmpty());
}

void TestHopSelection::sameSelectionIsSilent()
{
    HopSelection selection;
    QSignalSpy spy(&selection, &HopSelection::selectionChanged);
    selection.select({2, 1, 2});
    selection.select({1, 2});
    QCOMPARE(spy.count(), 1);
    QCOMPARE(selection.ttls(), Ttls({2, 1}));
}

void TestHopSelection::current()
{
    HopSelection selection;
    QSignalSpy spy(&selection, &HopSelection::currentChanged);
    selection.setCurrent(4);
    selection.setCurrent(4);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(selection.current(), std::optional<std::uint8_t>(4));
    selection.setCurrent(std::nullopt);
    QCOMPARE(spy.count(), 2);
}

QTEST_GUILESS_MAIN(TestHopSelection)
#include "tst_hop_selection.moc"
