// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/hop_details.h"
#include "app/pathview/path_canvas.h"
#include "app/pathview/path_view.h"
#include "app/table/hop_selection.h"
#include "app/theme/theme.h"
#include "app/theme/theme_style.h"
#include "tests/app/made_facts.h"
#include "tests/app/sample_path.h"

#include <QDir>
#include <QTest>

using app::HopDetails;
using app::HopSelection;
using app::PathCanvas;
using app::PathView;
using Probe = SamplePath::Probe;

namespace {

/// Saves a picture when the environment names a folder for them: to look at, never compared.
void picture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("PERIPLUS_PICTURES");
    QCoreApplication::processEvents();
    const QPixmap grabbed = widget.grab();
    if (!folder.isEmpty())
        grabbed.save(QDir(folder).filePath(name + QStringLiteral(".png")));
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

/// The networks of the design path.
class Networks final : public app::HopFacts {
public:
    engine::AddressFacts facts(const platform::IpAddress &address) const override
    {
        engine::AddressFacts facts;
        if (const Network *network = find(address))
            facts.origin = knownOrigin(network->asns, QLatin1String(network->name));
        return facts;
    }
    app::Segment segment(std::uint8_t, const platform::IpAddress &address) const override
    {
        const Network *network = find(address);
        return network ? network->segment : app::Segment::Unknown;
    }

private:
    struct Network {
        const char *start;
        app::Segment segment;
        std::vector<std::uint32_t> asns;
        const char *name;
    };

    static const Network *find(const platform::IpAddress &address)
    {
        static const std::array<Network, 5> networks{{
            {"192.168.", app::Segment::Lan, {}, "Private network"},
            {"198.51.100.", app::Segment::Isp, {64500}, "Nordlicht"},
            {"203.0.113.14", app::Segment::Transit, {}, "IX-Main exchange"},
            {"203.0.113.", app::Segment::Transit, {64502}, "Meridian"},
            {"192.0.2.", app::Segment::Destination, {64510}, "Quayside"},
        }};
        const std::string text = address.toString();
        const auto *const found =
            std::ranges::find_if(networks, [&](const Network &it) { return text.starts_with(it.start); });
        return found == networks.end() ? nullptr : &*found;
    }
};

PathCanvas &canvasOf(PathView &view)
{
    return *view.findChild<PathCanvas *>();
}

} // namespace

/// Paints the path view and the details in all their states, light and dark: nothing may complain. Look at the results
/// with PERIPLUS_PICTURES=folder (and QT_SCALE_FACTOR=2).
class TestPathPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pictures_data();
    void pictures();
};

void TestPathPictures::pictures_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("dark");
    for (const char *what : {"design", "narrow", "one", "forty", "ipv6", "silent", "fan", "empty"}) {
        for (const bool dark : {false, true})
            QTest::addRow("%s-%s", what, dark ? "dark" : "light") << QString::fromLatin1(what) << dark;
    }
}

void TestPathPictures::pictures()
{
    QFETCH(const QString, what);
    QFETCH(const bool, dark);
    useTheme(dark ? app::Theme::darkTheme() : app::Theme::light());
    SamplePath sample = what == QLatin1String("design") || what == QLatin1String("narrow") ? designPath()
        : what == QLatin1String("ipv6") ? SamplePath("2001:db8:ffff:1::200")
                                        : SamplePath("192.0.2.200");
    std::vector<QByteArray> texts;
    texts.reserve(1000);
    for (int round = 0; round < 26 && (what == QLatin1String("forty") || what == QLatin1String("fan")); ++round) {
        std::vector<Probe> probes;
        for (std::uint8_t ttl = 1; ttl < (what == QLatin1String("fan") ? 5 : 40); ++ttl) {
            const int host = what == QLatin1String("fan") && (ttl == 2 || ttl == 3) ? round % 13 : 1;
            texts.push_back("10.1." + QByteArray::number(ttl) + '.' + QByteArray::number(host));
            probes.push_back({ttl, texts.back().constData(), ttl * 3.0});
        }
        sample.round(probes);
    }
    if (what == QLatin1String("one"))
        sample.round({{1, "192.0.2.200", 0.2}});
    if (what == QLatin1String("ipv6"))
        sample.round({{1, "fe80::1", 0.4}, {2, "2001:db8:1234:5678:9abc:def0:1234:5678", 8}, {3, "2001:db8::1", 30},
            {4, "2001:db8:ffff:1::200", 60}});
    if (what == QLatin1String("silent"))
        sample.round(
            {{1, "192.168.1.1", 1}, {2}, {3, "198.51.100.3", 3}, {4}, {5}, {6}, {7}, {8}, {9, "192.0.2.200", 240}});
    const Networks networks;
    PathView view;
    view.resize(what == QLatin1String("narrow") ? 760 : 1236, what == QLatin1String("narrow") ? 420 : 580);
    HopSelection selection;
    view.setSelection(&selection);
    view.show();
    QApplication::setActiveWindow(&view);
    view.showPath(what == QLatin1String("empty") ? engine::PathState() : sample.path(),
        {what == QLatin1String("design") ? QStringLiteral("example.com") : QString(),
            sample.path().target().family() == platform::Family::V4 ? &networks : nullptr},
        true);
    canvasOf(view).setFocus();
    selection.select({9});
    selection.setCurrent(9);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    picture(view, QStringLiteral("path-") + name);
    QVERIFY(!view.renderImage(1).isNull());
    if (what != QLatin1String("design"))
        return;
    const QString folder = qEnvironmentVariable("PERIPLUS_PICTURES");
    if (!folder.isEmpty())
        view.renderImage(2).save(QDir(folder).filePath(QStringLiteral("rendered-%1.png").arg(name)));
    view.setShowsTable(true);
    picture(view, QStringLiteral("path-table-") + name);
    for (const std::uint8_t ttl : std::initializer_list<std::uint8_t>{9, 7, 6, 12, 4}) {
        HopDetails details;
        details.resize(1236, 190);
        details.setSelection(&selection);
        details.show();
        details.showHop(sample.path(), ttl, {QStringLiteral("example.com")});
        picture(details, QStringLiteral("details-%1-").arg(ttl) + name);
        details.resize(420, 520);
        picture(details, QStringLiteral("details-narrow-%1-").arg(ttl) + name);
    }
}

QTEST_MAIN(TestPathPictures)
#include "tst_path_pictures.moc"
