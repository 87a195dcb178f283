// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme/colour_scheme.h"
#include "app/theme/icon_shapes.h"
#include "app/theme/icons.h"
#include "app/theme/segmented_control.h"
#include "app/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <set>

using namespace app;

namespace {

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

/// WCAG 2.1 contrast ratio.
double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace

class TestTheme final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyColourIsSet_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void everyColourIsSet()
    {
        QFETCH(bool, dark);
        const Theme &t = dark ? Theme::darkTheme() : Theme::light();
        QCOMPARE(t.dark, dark);
        for (const QColor &c : {t.window, t.base, t.alt, t.raised, t.sel, t.hover, t.text, t.text2, t.text3, t.accent,
                 t.onAccent, t.border, t.grid, t.strong, t.ok, t.okTint, t.warn, t.warnTint, t.bad, t.badTint,
                 t.infoTint, t.loss, t.sea, t.land, t.coast})
            QVERIFY(c.isValid() && c.alpha() == 255);
        for (const auto &segment : t.segments)
            QVERIFY(segment.mark.isValid() && segment.tint.isValid());
        for (const QColor &c : t.series)
            QVERIFY(c.isValid());
        for (const QColor &c : t.levels)
            QVERIFY(c.isValid());
    }

    void textIsReadable_data() { everyColourIsSet_data(); }

    void textIsReadable()
    {
        QFETCH(bool, dark);
        const Theme &t = dark ? Theme::darkTheme() : Theme::light();
        for (const QColor &ground : {t.base, t.alt, t.window, t.hover, t.sel})
            for (const QColor &ink : {t.text, t.text2, t.text3, t.accent, t.bad, t.ok, t.warn})
                QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(ink.name() + QStringLiteral(" on ") + ground.name()));
        for (const auto &segment : t.segments)
            QVERIFY(contrast(segment.mark, segment.tint) >= 4.5);
        QVERIFY(contrast(t.onAccent, t.accent) >= 4.5);
        for (const QColor &ground : {t.base, t.sel})
            for (const QColor &mark : t.series)
                QVERIFY(contrast(mark, ground) >= 3.0);
        for (std::size_t i = 1; i < t.levels.size(); ++i)
            QVERIFY(contrast(t.levels[i], t.base) > contrast(t.levels[i - 1], t.base));
    }

    void paletteCarriesTheTheme_data() { everyColourIsSet_data(); }

    void paletteCarriesTheTheme()
    {
        QFETCH(bool, dark);
        const Theme &t = dark ? Theme::darkTheme() : Theme::light();
        const QPalette p = t.palette();
        QCOMPARE(&Theme::of(p), &t);
        QCOMPARE(p.color(QPalette::Active, QPalette::Highlight), t.sel);
        QCOMPARE(p.color(QPalette::HighlightedText), t.text);
        QVERIFY(p.color(QPalette::Inactive, QPalette::Highlight) != t.sel);
        QVERIFY(p.color(QPalette::Disabled, QPalette::Text).alphaF() < 0.5F);
    }

    void latencySteps()
    {
        using std::chrono::microseconds;
        QCOMPARE(latencyLevel(microseconds(0)), 0);
        QCOMPARE(latencyLevel(microseconds(19'999)), 0);
        QCOMPARE(latencyLevel(microseconds(20'000)), 1);
        QCOMPARE(latencyLevel(microseconds(99'999)), 2);
        QCOMPARE(latencyLevel(microseconds(100'000)), 3);
        QCOMPARE(latencyLevel(microseconds(5'000'000)), 4);
        setLatencyThresholds({4, 3, 2, 1});
        QCOMPARE(latencyThresholds(), (std::array<int, 4>{1, 2, 3, 4}));
        QCOMPARE(latencyLevel(microseconds(2'500)), 2);
        setLatencyThresholds({20, 50, 100, 200});
    }

    void everyIconDraws()
    {
        std::set<QByteArray> pictures;
        for (int i = 0; i < static_cast<int>(Icon::Count); ++i) {
            const QImage image = icon(static_cast<Icon>(i)).pixmap(QSize(16, 16)).toImage();
            QByteArray bits(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes());
            QVERIFY2(bits.count('\0') < bits.size(), qPrintable(QString::number(i)));
            const IconShape &shape = iconShape(static_cast<Icon>(i));
            const QRectF box =
                shape.strokes.boundingRect().united(shape.fills.boundingRect()).adjusted(-0.1, -0.1, 0.1, 0.1);
            QVERIFY2(QRectF(0, 0, 16, 16).contains(box), qPrintable(QString::number(i)));
            pictures.insert(bits);
        }
        QVERIFY(pictures.size() >= static_cast<std::size_t>(Icon::Count) - 2); // Close and Error look alike
    }

    void brokenPathDataIsNothing()
    {
        QVERIFY(parseIconPath("M1").isEmpty());
        QVERIFY(parseIconPath("M1 2 X3").isEmpty());
        QVERIFY(parseIconPath("").isEmpty());
        QCOMPARE(parseIconPath("M1 2 H5 V8").elementCount(), 3);
    }

    void schemeIsAppliedLive()
    {
        ColourScheme scheme;
        QSignalSpy changes(&scheme, &ColourScheme::changed);
        scheme.setChoice(SchemeChoice::Dark);
        QVERIFY(Theme::of(QApplication::palette()).dark);
        const QImage dark = icon(Icon::Search).pixmap(QSize(16, 16)).toImage();
        scheme.setChoice(SchemeChoice::Light);
        QVERIFY(!Theme::of(QApplication::palette()).dark);
        QVERIFY(icon(Icon::Search).pixmap(QSize(16, 16)).toImage() != dark);
        scheme.setChoice(SchemeChoice::Light);
        QVERIFY(changes.count() <= 2);
        QPushButton button(QStringLiteral("Start"));
        QVERIFY(button.sizeHint().height() >= 28);
    }

    void segmentsFollowTheArrowKeys()
    {
        SegmentedControl control;
        control.addSegment(3, QStringLiteral("Lanes"));
        control.addSegment(7, QStringLiteral("Overlay"));
        QCOMPARE(control.current(), 3);
        QSignalSpy chosen(&control, &SegmentedControl::chosen);
        QTest::keyClick(&control, Qt::Key_Right);
        QTest::keyClick(&control, Qt::Key_Right);
        QCOMPARE(control.current(), 7);
        QCOMPARE(chosen.count(), 1);
        control.setCurrent(3);
        QCOMPARE(chosen.count(), 1);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
