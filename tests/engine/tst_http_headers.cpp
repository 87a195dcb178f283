// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/http_headers.h"
#include "engine/web/part_file.h"

#include <QTest>

class TestHttpHeaders final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contentRanges_data();
    void contentRanges();
    void retryAfter_data();
    void retryAfter();
    void mediaTypes();
    void lengths();
    void validators();
};

void TestHttpHeaders::contentRanges_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *value, const char *expected) {
        QTest::newRow(value) << QByteArray(value) << QLatin1String(expected).toString();
    };
    row("bytes 5-9/10", "5 9 10");
    row("bytes 0-0/1", "0 0 1");
    row("bytes 5-9/*", "5 9 -1");
    row("bytes */10", "-1 -1 10");
    row("bytes */*", "none");
    row("bytes 5-10/10", "none");
    row("bytes 9-5/10", "none");
    row("bytes -5/10", "none");
    row("bytes 5-/10", "none");
    row("bytes 5/10", "none");
    row("bytes +5-9/10", "none");
    row("bytes 5-9", "none");
    row("bytes 99999999999999999999-99999999999999999999/*", "none");
    row("octets 5-9/10", "none");
    row("bytes", "none");
    row("", "none");
}

void TestHttpHeaders::contentRanges()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, expected);
    const auto range = engine::parseContentRange(value);
    QCOMPARE(range ? QStringLiteral("%1 %2 %3").arg(range->first).arg(range->last).arg(range->total)
                   : QStringLiteral("none"),
        expected);
}

void TestHttpHeaders::retryAfter_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("seconds"); // -1: none
    QTest::newRow("seconds") << QByteArray("120") << 120;
    QTest::newRow("none") << QByteArray() << -1;
    QTest::newRow("nonsense") << QByteArray("soon") << -1;
    QTest::newRow("negative") << QByteArray("-5") << 0;
    QTest::newRow("too long") << QByteArray("99999999999999") << 86400;
    QTest::newRow("date") << QByteArray("Fri, 20 Nov 2026 16:00:30 GMT") << 30;
    QTest::newRow("date gone by") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << 0;
}

void TestHttpHeaders::retryAfter()
{
    QFETCH(QByteArray, header);
    QFETCH(int, seconds);
    const QDateTime now(QDate(2026, 11, 20), QTime(16, 0), Qt::UTC);
    const auto found = engine::parseRetryAfter(header, now);
    QCOMPARE(found ? static_cast<int>(found->count()) : -1, seconds);
}

void TestHttpHeaders::mediaTypes()
{
    QCOMPARE(engine::mediaType("Application/JSON; charset=utf-8"), QByteArray("application/json"));
    QCOMPARE(engine::mediaType(" text/plain "), QByteArray("text/plain"));
    QCOMPARE(engine::mediaType(""), QByteArray());
    QCOMPARE(engine::mediaType(";"), QByteArray());
    QCOMPARE(engine::mediaType(QByteArray(10'000, 'x')).size(), 100);
    const QByteArray accept("application/rdap+json, application/json;q=0.5");
    QVERIFY(engine::isAccepted("application/json", accept));
    QVERIFY(engine::isAccepted("application/rdap+json", accept));
    QVERIFY(engine::isAccepted("", accept)); // not said
    QVERIFY(!engine::isAccepted("text/html", accept));
    QVERIFY(!engine::isAccepted("application/jso", accept));
    QVERIFY(!engine::isAccepted("application/jsonx", accept));
    QVERIFY(engine::isAccepted("text/html", "application/json, */*"));
    QVERIFY(engine::isAccepted("text/html", "text/*"));
    QVERIFY(!engine::isAccepted("textual/html", "text/*"));
}

void TestHttpHeaders::lengths()
{
    QCOMPARE(engine::contentLength("10"), 10);
    QCOMPARE(engine::contentLength("0"), 0);
    for (const char *value : {"", "-1", "1e3", "0x10", "10, 10", "99999999999999999999"})
        QCOMPARE(engine::contentLength(value), -1);
}

void TestHttpHeaders::validators()
{
    const QByteArray time("Sun, 06 Nov 1994 08:49:37 GMT");
    QCOMPARE(engine::strongValidator("\"one\"", time), QByteArray("\"one\""));
    QCOMPARE(engine::strongValidator("W/\"one\"", time), time);
    QCOMPARE(engine::strongValidator("W/\"one\"", ""), QByteArray());
    for (const char *bad : {"", "one", "\"", "\"one", "one\""})
        QCOMPARE(engine::strongValidator(bad, time), time);
}

QTEST_APPLESS_MAIN(TestHttpHeaders)
#include "tst_http_headers.moc"
