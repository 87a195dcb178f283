// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/formatting.h"

#include <QTest>

using namespace std::chrono_literals;

namespace {
const QLocale c = QLocale::c();
const QLocale german(QLocale::German, QLocale::Germany);
const QLocale arabic(QLocale::Arabic, QLocale::Egypt);
} // namespace

class TestFormatting final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rtt_data();
    void rtt();
    void units();
    void loss_data();
    void loss();
    void interval();
    void percent();
    void hostileText_data();
    void hostileText();
    void hostileTextIsBounded();
};

void TestFormatting::rtt_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QLocale &locale, qint64 ns, const char *text) {
        QTest::newRow(name) << locale << ns << QString::fromUtf8(text);
    };
    row("zero", c, 0, "0.0");
    row("small", c, 412000, "0.4");
    row("ten", c, 12840000, "12.8");
    row("just below", c, 99940000, "99.9");
    row("rounds up", c, 99960000, "100");
    row("hundred", c, 100000000, "100");
    row("hundreds", c, 121400000, "121");
    row("thousands", c, 3412000000, "3412");
    row("seconds", c, 12345000000, "12 s");
    row("german", german, 12840000, "12,8");
    row("german thousands", german, 3412000000, "3412");
    row("arabic", arabic, 12840000, "١٢٫٨");
}

void TestFormatting::rtt()
{
    QFETCH(QLocale, locale);
    QFETCH(qint64, ns);
    QTEST(app::formatRtt(platform::Duration(ns), locale), "expected");
}

void TestFormatting::units()
{
    QCOMPARE(app::formatRtt(std::nullopt, c), QStringLiteral("–"));
    QCOMPARE(app::formatRttUnit(std::nullopt, c), QStringLiteral("–"));
    QCOMPARE(app::formatRttUnit(420us, c), QStringLiteral("0.42 ms"));
    QCOMPARE(app::formatRttUnit(98200us, c), QStringLiteral("98.2 ms"));
    QCOMPARE(app::formatRttUnit(121400us, c), QStringLiteral("121 ms"));
    QCOMPARE(app::formatRttUnit(3412ms, german), QStringLiteral("3,4 s"));
    QCOMPARE(app::formatSeconds(3412ms, c), QStringLiteral("3.4 s"));
    QCOMPARE(app::formatCount(12345, german), QStringLiteral("12.345"));
}

void TestFormatting::loss_data()
{
    using engine::LossKind;
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<int>("lost");
    QTest::addColumn<int>("known");
    QTest::addColumn<LossKind>("kind");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QLocale &locale, int lost, int known, LossKind kind, const char *text) {
        QTest::newRow(name) << locale << lost << known << kind << QString::fromUtf8(text);
    };
    row("nothing", c, 0, 0, LossKind::None, "–");
    row("few", c, 0, 3, LossKind::None, "0 of 3");
    row("few, one lost", c, 1, 9, LossKind::None, "1 of 9");
    row("zero of ten", c, 0, 10, LossKind::None, "0.0| < 27.8 %");
    row("zero of 600", c, 0, 600, LossKind::None, "0.0| < 0.6 %");
    row("real", c, 14, 600, LossKind::Real, "2.3| ±1.2 %");
    row("limited", c, 229, 600, LossKind::Limited, "38.2 % limited");
    row("all", c, 600, 600, LossKind::Real, "100| ±0.3 %");
    row("german", german, 14, 600, LossKind::Real, "2,3| ±1,2 %");
    row("arabic", arabic, 14, 600, LossKind::Real, "٢٫٣| ±١٫٢ ٪؜");
}

void TestFormatting::loss()
{
    QFETCH(QLocale, locale);
    QFETCH(int, lost);
    QFETCH(int, known);
    QFETCH(engine::LossKind, kind);
    // Wilson, here by hand: the engine has its own tests.
    const double n = known, p = n > 0 ? lost / n : 0, z = 1.96;
    engine::LossInterval interval;
    if (known > 0) {
        const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
        const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
        interval = {p, std::max(0.0, middle - half), std::min(1.0, middle + half)};
    }
    const app::LossText text =
        app::formatLoss(static_cast<std::uint64_t>(lost), static_cast<std::uint64_t>(known), interval, kind, locale);
    QString shown = text.value + (text.rest.isEmpty() ? QString() : QLatin1Char('|') + text.rest);
    QTEST(shown.replace(QChar(0xA0), QLatin1Char(' ')), "expected");
}

void TestFormatting::interval()
{
    QCOMPARE(app::formatInterval(14, 600, {0.0233, 0.01394, 0.0388}, c),
        QStringLiteral("14 of 600 lost, 1.4 to 3.9\u00a0%"));
    QCOMPARE(app::formatInterval(14, 600, {0.0233, 0.01394, 0.0388}, german),
        QStringLiteral("14 of 600 lost, 1,4 to 3,9\u00a0%"));
    QCOMPARE(app::formatInterval(0, 0, {}, c), QStringLiteral("No probe has come to its end yet"));
}

void TestFormatting::percent()
{
    QCOMPARE(app::formatPercent(0.41, 0, c), QStringLiteral("41\u00a0%"));
    QCOMPARE(app::formatPercent(0.9999, 1, c), QStringLiteral("100\u00a0%"));
    QCOMPARE(app::formatPercent(0.0233, 1, german), QStringLiteral("2,3\u00a0%"));
}

void TestFormatting::hostileText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << QStringLiteral("gw1.example.com") << QStringLiteral("gw1.example.com");
    QTest::newRow("markup stays text") << QStringLiteral("<b>x</b>&amp;") << QStringLiteral("<b>x</b>&amp;");
    QTest::newRow("umlaut") << QStringLiteral("münchen.example") << QStringLiteral("münchen.example");
    QTest::newRow("arabic") << QStringLiteral("مثال") << QStringLiteral("مثال");
    QTest::newRow("emoji") << QStringLiteral("a\U0001F600b") << QStringLiteral("a\U0001F600b");
    QTest::newRow("override") << QStringLiteral("a\u202egnp.exe") << QStringLiteral("a<U+202E>gnp.exe");
    QTest::newRow("isolate") << QStringLiteral("\u2066x\u2069") << QStringLiteral("<U+2066>x<U+2069>");
    QTest::newRow("zero width") << QStringLiteral("exa\u200bmple") << QStringLiteral("exa<U+200B>mple");
    QTest::newRow("escape") << QStringLiteral("\x1b[31m") << QStringLiteral("<U+001B>[31m");
    QTest::newRow("line feed") << QStringLiteral("a\nb\u2028c") << QStringLiteral("a<U+000A>b<U+2028>c");
    QTest::newRow("nul") << QString(1, QChar(0)) << QStringLiteral("<U+0000>");
    QTest::newRow("C1") << QString(QChar(0x85)) << QStringLiteral("<U+0085>");
    QTest::newRow("lone surrogate") << QString(QChar(0xD800)) << QStringLiteral("<U+D800>");
    QTest::newRow("tag") << QString::fromUcs4(U"\U000E0041", 1) << QStringLiteral("<U+E0041>");
    QTest::newRow("odd space") << QStringLiteral("a\u3000b") << QStringLiteral("a<U+3000>b");
    QTest::newRow("stacked marks") << QStringLiteral("a\u0301\u0301\u0301\u0301b")
                                   << QStringLiteral("a\u0301\u0301\u0301<U+0301>b");
}

void TestFormatting::hostileText()
{
    QFETCH(QString, text);
    QTEST(app::visibleText(text), "expected");
}

void TestFormatting::hostileTextIsBounded()
{
    QCOMPARE(
        app::visibleText(QString(1000, QLatin1Char('x')), 20), QString(20, QLatin1Char('x')) + QStringLiteral("…"));
    QCOMPARE(app::visibleText(QString(20, QLatin1Char('x')), 20), QString(20, QLatin1Char('x')));
    for (qsizetype limit = 0; limit < 40; ++limit)
        QVERIFY(app::visibleText(QString(50, QChar(0x202E)), limit).size() <= limit + 1);
}

QTEST_GUILESS_MAIN(TestFormatting)
#include "tst_formatting.moc"
