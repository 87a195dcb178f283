// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/hop_details.h"
#include "app/pathview/path_canvas.h"
#include "app/pathview/path_view.h"
#include "app/table/hop_selection.h"
#include "app/theme/theme.h"
#include "app/theme/theme_style.h"
#include "tests/app/sample_path.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>

using app::HopSelection;
using app::PathCanvas;
using app::PathView;

namespace {

/// Saves a picture when the environment names a folder for them: to look at, never compared.
void picture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("PERIPLUS_PICTURES");
    QCoreApplication::processEvents();
    if (!folder.isEmpty())
        widget.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
}

void useTheme(const app::Theme &theme)
{
    static bool styled = false;
    if (!styled)
        QApplication::setStyle(new app::ThemeStyle);
    styled = true;
    QApplication::setPalette(theme.palette());
    QFont font = QApplication::font();
    font.setPixelSize(13);
    QApplication::setFont(font);
}

} // namespace

class TestPathView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { useTheme(app::Theme::light()); }
    void pictures_data();
    void pictures();
};

void TestPathView::pictures_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestPathView::pictures()
{
    QFETCH(const bool, dark);
    useTheme(dark ? app::Theme::darkTheme() : app::Theme::light());
    const SamplePath sample = designPath();
    HopSelection selection;
    PathView view;
    view.resize(1236, 580);
    view.setSelection(&selection);
    view.show();
    view.showPath(sample.path(), {QStringLiteral("example.com")}, true);
    selection.select({9});
    selection.setCurrent(9);
    picture(view, QStringLiteral("path-") + QLatin1String(QTest::currentDataTag()));
    for (const std::uint8_t ttl : std::initializer_list<std::uint8_t>{9, 7, 12, 4}) {
        app::HopDetails details;
        details.resize(1236, 180);
        details.setSelection(&selection);
        details.show();
        details.showHop(sample.path(), ttl, {QStringLiteral("example.com")});
        picture(details, QStringLiteral("details-%1-").arg(ttl) + QLatin1String(QTest::currentDataTag()));
    }
    view.setShowsTable(true);
    picture(view, QStringLiteral("path-table-") + QLatin1String(QTest::currentDataTag()));
}

QTEST_MAIN(TestPathView)
#include "tst_path_view.moc"
