// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exports/trace_picture.h"
#include "app/exports/trace_text.h"
#include "app/text/error_text.h"
#include "engine/formats/json_reader.h"
#include "engine/formats/json_writer.h"
#include "engine/target.h"
#include "tests/app/sample_path.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

engine::TraceReport designReport()
{
    const SamplePath sample = designPath(60);
    const auto target = std::get<engine::Target>(engine::parseTarget(QStringLiteral("example.com")));
    return engine::makeReport(
        target, sample.path(), engine::RunKind::Monitor, QDateTime(QDate(2026, 11, 20), QTime(14, 2), Qt::UTC));
}

} // namespace

class TestTracePicture final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        qputenv("TZ", "UTC");
    }
    void rowsOfAReport();
    void rowsSurviveTheFile();
    void rendersLightAndDark();
    void scaleIsBounded();
    void oneHopAndNone();
    void writesAtomically();
    void tellsWhyNot();
    void devicesAreNotReplaced();
    void textsKeepTheContext();
};

void TestTracePicture::rowsOfAReport()
{
    const SamplePath sample = designPath(60);
    const std::vector<app::HopRow> live = app::hopRows(sample.path(), nullptr, {});
    const std::vector<app::HopRow> read = app::hopRows(designReport());
    QCOMPARE(read.size(), live.size());
    for (std::size_t i = 0; i < live.size(); ++i) {
        QCOMPARE(read[i].address, live[i].address);
        QCOMPARE(read[i].figures.received, live[i].figures.received);
        QCOMPARE(read[i].figures.mean, live[i].figures.mean);
        QCOMPARE(read[i].lossKind, live[i].lossKind);
        QCOMPARE(read[i].above, live[i].above);
        QCOMPARE(read[i].target, live[i].target);
        if (!live[i].silent())
            QCOMPARE(read[i].figures.lost, live[i].figures.lost);
    }
}

void TestTracePicture::rowsSurviveTheFile()
{
    const engine::TraceReport report = designReport();
    const auto read = engine::readJson(engine::toJson(report));
    QVERIFY(read.ok());
    const app::PictureSource source = app::pictureSource(read.value().front());
    QCOMPARE(source.rows.size(), std::size_t{14});
    QCOMPARE(source.title, QStringLiteral("Trace to example.com (192.0.2.200)"));
    QVERIFY(source.rows.back().target);
    QCOMPARE(source.rows.back().lossKind, app::pictureSource(report).rows.back().lossKind);
}

void TestTracePicture::rendersLightAndDark()
{
    const app::PictureSource source = app::pictureSource(designReport());
    app::PictureOptions options;
    const QImage light = app::renderTracePicture(source, options);
    QVERIFY(light.pixelColor(5, 5).lightness() > 200);
    options.dark = true;
    const QImage dark = app::renderTracePicture(source, options);
    QVERIFY(dark.pixelColor(5, 5).lightness() < 60);
    QCOMPARE(light.size(), dark.size());
    QCOMPARE(light.devicePixelRatio(), 2.0);
}

void TestTracePicture::scaleIsBounded()
{
    const app::PictureSource source = app::pictureSource(designReport());
    for (const qreal scale : {-1.0, 0.0, 0.01, 1000.0}) {
        app::PictureOptions options;
        options.scale = scale;
        const QImage image = app::renderTracePicture(source, options);
        QVERIFY(!image.isNull() && image.width() < 33000 && image.height() < 33000);
    }
}

void TestTracePicture::oneHopAndNone()
{
    engine::TraceReport empty;
    QVERIFY(!app::renderTracePicture(app::pictureSource(empty)).isNull());
    SamplePath one("127.0.0.1");
    one.round({{1, "127.0.0.1", 0.04}});
    const auto target = std::get<engine::Target>(engine::parseTarget(QStringLiteral("127.0.0.1")));
    const auto report = engine::makeReport(target, one.path(), engine::RunKind::Trace, QDateTime());
    const app::PictureSource source = app::pictureSource(report);
    QCOMPARE(source.title, QStringLiteral("Trace to 127.0.0.1"));
    QCOMPARE(source.rows.size(), std::size_t{1});
    QVERIFY(!app::renderTracePicture(source).isNull());
}

void TestTracePicture::writesAtomically()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("trace.png"));
    QImage image(20, 10, QImage::Format_RGB32);
    image.fill(Qt::red);
    QVERIFY(!app::writePicture(image, path));
    QCOMPARE(QImage(path).size(), image.size());
    // An image that cannot be written leaves the old file alone.
    QVERIFY(app::writePicture(QImage(), path));
    QCOMPARE(QImage(path).size(), image.size());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

void TestTracePicture::tellsWhyNot()
{
    QImage image(20, 10, QImage::Format_RGB32);
    image.fill(Qt::red);
    const auto error = app::writePicture(image, QStringLiteral("/nonexistent/folder/trace.png"));
    QVERIFY(error.has_value());
    QCOMPARE(error->operation, platform::Operation::WriteFile);
    QVERIFY(app::errorText(*error).contains(QStringLiteral("/nonexistent/folder/trace.png")));
}

/// A device stays a device. It is one of our own in a folder of our own: tests run as root, too.
void TestTracePicture::devicesAreNotReplaced()
{
    QTemporaryDir folder;
    const QString full = folder.filePath(QStringLiteral("full"));
    if (QProcess::execute(
            QStringLiteral("mknod"), {full, QStringLiteral("c"), QStringLiteral("1"), QStringLiteral("7")})
        != 0)
        QSKIP("this user may not make a device");
    QFile probe(full);
    if (!probe.open(QIODevice::WriteOnly))
        QSKIP("devices do not work in the temporary folder");
    probe.close();
    QImage image(20, 10, QImage::Format_RGB32);
    image.fill(Qt::red);
    const auto error = app::writePicture(image, full);
    QVERIFY(!QFileInfo(full).isFile());
    QVERIFY(error.has_value());
    QCOMPARE(error->kind, platform::ErrorKind::LimitReached);
}

void TestTracePicture::textsKeepTheContext()
{
    engine::TraceOptions options;
    options.kind = engine::RunKind::Monitor;
    const engine::TraceReport report = designReport();
    const QString text = app::reportText(report, options);
    const QStringList lines = text.split(QLatin1Char('\n'));
    QCOMPARE(lines[0], QStringLiteral("Trace to example.com (192.0.2.200)"));
    QVERIFY2(lines[1].startsWith(QStringLiteral("2026-11-20 14:02:00 to ")), qPrintable(lines[1]));
    QCOMPARE(lines[2], QStringLiteral("ICMP (ping socket), a round every 1 s, timeout 1 s, 64 bytes"));
    QVERIFY(text.contains(QStringLiteral("192.168.1.1")));
    const QString markdown = app::reportMarkdown(report, options);
    QVERIFY(markdown.contains(QStringLiteral("| ")) && markdown.contains(QStringLiteral("timeout 1 s")));
    QVERIFY(app::reportCsv(report).startsWith(QStringLiteral("ttl"))
        || app::reportCsv(report).contains(QStringLiteral("ttl,")));
}

QTEST_MAIN(TestTracePicture)
#include "tst_trace_picture.moc"
