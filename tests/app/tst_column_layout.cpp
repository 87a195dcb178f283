// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/column_layout.h"

#include <QPainter>
#include <QTest>

#include <numeric>

using app::HopColumn;

namespace {

app::TableLook plainLook()
{
    QFont font(QStringLiteral("Inter"));
    font.setPixelSize(13);
    return app::TableLook(font, app::Theme::light(), app::Density::Normal);
}

} // namespace

class TestColumnLayout final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layoutFits();
    void layoutNeverCutsNumbers();
    void layoutRemembers();
    void layoutRefusesGarbage();
    void tabularDigits();
    void tabularElision();
};

void TestColumnLayout::layoutFits()
{
    const app::TableLook look = plainLook();
    const app::ColumnLayout layout({.names = true, .networks = true, .places = true});
    const auto sum = [](const app::ColumnLayout::Widths &widths) {
        return std::accumulate(widths.begin(), widths.end(), 0);
    };
    for (const int room : {1236, 1400, 2000})
        QCOMPARE(sum(layout.fit(room, look)), room);
    QVERIFY(sum(layout.fit(400, look)) > 400); // then it scrolls
    const auto &few = app::ColumnLayout({}).fit(1236, look);
    QCOMPARE(few[static_cast<std::size_t>(HopColumn::Address)], 0);
    QCOMPARE(few[static_cast<std::size_t>(HopColumn::Sent)], 0);
    // What the user has sized keeps its width.
    app::ColumnLayout sized({});
    sized.setWidth(HopColumn::Name, 222);
    QCOMPARE(sized.fit(1236, look)[static_cast<std::size_t>(HopColumn::Name)], 222);
}

void TestColumnLayout::layoutNeverCutsNumbers()
{
    QFont big(QStringLiteral("Noto Sans"));
    big.setPixelSize(30);
    const app::TableLook look(big, app::Theme::light(), app::Density::Normal);
    app::ColumnLayout layout({});
    for (const app::HopColumnInfo &info : app::hopColumns()) {
        layout.setVisible(info.id, true);
        layout.setWidth(info.id, 1);
    }
    const auto widths = layout.fit(0, look);
    for (const HopColumn column : {HopColumn::Last, HopColumn::Average, HopColumn::P95, HopColumn::Jitter})
        QVERIFY(widths[static_cast<std::size_t>(column)] >= look.body.width(QStringLiteral("8888")) + look.padding());
    QVERIFY(widths[static_cast<std::size_t>(HopColumn::Loss)]
        >= look.body.width(QStringLiteral("88.8 % limited")) + look.padding());
}

void TestColumnLayout::layoutRemembers()
{
    app::ColumnLayout layout({});
    layout.setVisible(HopColumn::P99, true);
    layout.setVisible(HopColumn::History, false);
    layout.setVisible(HopColumn::Name, false); // cannot be hidden
    layout.setWidth(HopColumn::Loss, 140);
    layout.setOrder({HopColumn::Loss, HopColumn::Hop, HopColumn::Name});
    app::ColumnLayout other({.names = true, .networks = true, .places = true});
    QVERIFY(other.restore(layout.save()));
    QVERIFY(other == layout);
    QCOMPARE(other.visible().front(), HopColumn::Hop);
    QCOMPARE(other.visible()[1], HopColumn::Loss);
    QVERIFY(other.column(HopColumn::Name).visible);
}

void TestColumnLayout::layoutRefusesGarbage()
{
    const app::ColumnLayout fresh({});
    app::ColumnLayout layout({});
    for (const char *garbage : {"", "x", "[]", "{}", "{\"version\":99,\"columns\":[]}"}) {
        QVERIFY(!layout.restore(QByteArray(garbage)));
        QVERIFY(layout == fresh);
    }
    QVERIFY(layout.restore(
        "{\"version\":1,\"columns\":[{\"key\":\"nonsense\"},{\"key\":\"loss\",\"visible\":true,\"width\":1e9},"
        "{\"key\":\"loss\",\"visible\":false},7]}"));
    QVERIFY(layout.column(HopColumn::Loss).visible);
    QVERIFY(layout.column(HopColumn::Loss).width <= 1200);
    const QByteArray whole = fresh.save();
    for (qsizetype length = 0; length < whole.size(); ++length)
        layout.restore(whole.left(length));
}

void TestColumnLayout::tabularDigits()
{
    const app::TableLook look = plainLook();
    QCOMPARE(look.body.width(QStringLiteral("111.1")), look.body.width(QStringLiteral("888.8")));
    QVERIFY(look.body.width(QStringLiteral("١٢٫٨")) > 0); // another font draws it
    QVERIFY(look.body.width(QStringLiteral("12.8 ٪")) > 0);
    QImage image(100, 30, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setPen(Qt::black);
    look.body.draw(painter, QRectF(0, 0, 90, 30), Qt::AlignRight, QStringLiteral("98.2"));
    painter.end();
    int dark = 0;
    for (int x = 55; x < 92; ++x) {
        for (int y = 0; y < 30; ++y)
            dark += qGray(image.pixel(x, y)) < 128 ? 1 : 0;
    }
    QVERIFY(dark > 20);
}

void TestColumnLayout::tabularElision()
{
    const app::TableLook look = plainLook();
    const QString text = QStringLiteral("2001:db8:1111:1111:1111:1111:1111:1111");
    for (double room = 300; room > 20; room -= 7) {
        const QString shown = look.body.elided(text, Qt::ElideMiddle, room);
        QVERIFY2(look.body.width(shown) <= room, qPrintable(shown));
        QVERIFY(shown == text || shown.contains(QChar(0x2026)));
    }
}

QTEST_MAIN(TestColumnLayout)
#include "tst_column_layout.moc"
