// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/target.h"

#include <QTest>

using engine::parseTarget;
using engine::Target;
using engine::TargetProblem;

class TestTarget final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void understands_data();
    void understands();
    void refuses_data();
    void refuses();
    void longNames();
    void showsInternationalNames();
    void everyPrefixOfAUrlIsHandled();
};

void TestTarget::understands_data()
{
    QTest::addColumn<QString>("in");
    QTest::addColumn<QString>("out"); // host, "address" or "name", port
    const auto row = [](const char *in, const char *out) {
        QTest::newRow(in) << QString::fromUtf8(in) << QString::fromUtf8(out);
    };
    row("example.com", "example.com name");
    row("  Example.COM\n", "example.com name");
    row("localhost", "localhost name");
    row("example.com.", "example.com. name");
    row("my_host", "my_host name");
    row("a-b--c.example", "a-b--c.example name");
    row("example.com:443", "example.com name 443");
    row("example.com:", "example.com name");
    row("example.com:065", "example.com name 65");
    row("example.com/path?q#f", "example.com name");
    row("https://example.com", "example.com name");
    row("HTTPS://user:pw@example.com:8443/a@b/c?d=e#f", "example.com name 8443");
    row("ssh+git://git@example.com/repo", "example.com name");
    row("//example.com/x", "example.com name");
    row("https://example.com?q=a@b", "example.com name");
    row("user@example.com", "example.com name");
    row("bücher.example", "xn--bcher-kva.example name");
    row("https://bücher.example/ä", "xn--bcher-kva.example name");
    row("xn--bcher-kva.example", "xn--bcher-kva.example name");
    row("例え。テスト", "xn--r8jz45g.xn--zckzah name");
    row("192.0.2.1", "192.0.2.1 address");
    row("１９２.0.2.1", "192.0.2.1 address");
    row("192.0.2.1:33434", "192.0.2.1 address 33434");
    row("http://192.0.2.1/", "192.0.2.1 address");
    row("127.0.0.1", "127.0.0.1 address");
    row("2001:db8::1", "2001:db8::1 address");
    row("2001:DB8:0::1", "2001:db8::1 address");
    row("[2001:db8::1]", "2001:db8::1 address");
    row("[2001:db8::1]:80", "2001:db8::1 address 80");
    row("http://[2001:db8::1]:8080/x", "2001:db8::1 address 8080");
#ifndef Q_OS_WIN // where an interface has other names, and a scope is written as a number
    row("fe80::1%lo", "fe80::1%lo address");
    row("fe80::1%1", "fe80::1%lo address");
    row("[fe80::1%25lo]:80", "fe80::1%lo address 80");
#else
    row("fe80::1%1", "fe80::1%1 address");
    row("[fe80::1%251]:80", "fe80::1%1 address 80");
#endif
    row("::ffff:192.0.2.7", "192.0.2.7 address");
    row("1and1.example", "1and1.example name");
}

void TestTarget::understands()
{
    QFETCH(QString, in);
    QFETCH(QString, out);
    const auto parsed = parseTarget(in);
    QVERIFY2(std::holds_alternative<Target>(parsed), "refused");
    const auto &target = std::get<Target>(parsed);
    QString seen = target.host + (target.address ? QStringLiteral(" address") : QStringLiteral(" name"));
    if (target.port)
        seen += QLatin1Char(' ') + QString::number(*target.port);
    QCOMPARE(seen, out);
    QCOMPARE(target.text, in.trimmed());
    if (target.address)
        QCOMPARE(QString::fromStdString(target.address->toString()), target.host);
}

void TestTarget::refuses_data()
{
    QTest::addColumn<QString>("in");
    QTest::addColumn<TargetProblem>("problem");
    const auto row = [](const char *in, TargetProblem problem) {
        QTest::newRow(in) << QString::fromUtf8(in) << problem;
    };
    for (const char *in : {"", "   \t\n", "http://", "http:///path", ":80", "user@", "/"})
        row(in, TargetProblem::Empty);
    for (const char *in : {"ex ample.com", "a..b", ".example", "..", ".", "exa<mple", "a\\b", "ex%61mple.com", "a,b",
             "a;b", "$(x)", "example.com\u202e", "exam\u200bple.com", "a\nb", "a\x01z", "http://a b/"})
        row(in, TargetProblem::InvalidCharacters);
    for (const char *in : {"300.1.1.1", "1.2.3", "1.2.3.4.5", "42", "1.2.3.4.", "0x7f.1", "127.0.0.0x1", "1:2:3", "::g",
             "1::2::3", "[::1", "[]", "[example.com]", "[::1%]"})
        row(in, TargetProblem::InvalidAddress);
    for (const char *in : {"example.com:0", "example.com:70000", "example.com:65536", "example.com:x", "example.com:-1",
             "[::1]:0", "[::1]80", "[::1]:99999999999999999999", "1.2.3.4:٣"})
        row(in, TargetProblem::InvalidPort);
    row("0.0.0.0", TargetProblem::Unspecified);
    row("::", TargetProblem::Unspecified);
    row("::ffff:0.0.0.0", TargetProblem::Unspecified);
    row("224.0.0.1", TargetProblem::Multicast);
    row("ff02::1", TargetProblem::Multicast);
    row("255.255.255.255", TargetProblem::Broadcast);
    QTest::newRow("embedded zero") << QString::fromLatin1("a\0b", 3) << TargetProblem::InvalidCharacters;
    QTest::newRow("lone surrogate") << QString(QChar(0xd800)) + QStringLiteral("a") << TargetProblem::InvalidCharacters;
}

void TestTarget::refuses()
{
    QFETCH(QString, in);
    QFETCH(TargetProblem, problem);
    const auto parsed = parseTarget(in);
    QVERIFY2(std::holds_alternative<TargetProblem>(parsed), "accepted");
    QCOMPARE(static_cast<int>(std::get<TargetProblem>(parsed)), static_cast<int>(problem));
}

void TestTarget::longNames()
{
    const QString label(63, u'a');
    const QString longest = QStringList{label, label, label, QString(61, u'b')}.join(u'.');
    QCOMPARE(longest.size(), 253);
    QVERIFY(std::holds_alternative<Target>(parseTarget(longest)));
    QVERIFY(std::holds_alternative<Target>(parseTarget(longest + u'.')));
    const auto isTooLong = [](const QString &text) {
        const auto parsed = parseTarget(text);
        return std::holds_alternative<TargetProblem>(parsed)
            && std::get<TargetProblem>(parsed) == TargetProblem::TooLong;
    };
    QVERIFY(isTooLong(longest + u'b'));
    QVERIFY(isTooLong(QString(64, u'a') + QStringLiteral(".example")));
    QVERIFY(isTooLong(QString(70, QChar(0xfc)) + QStringLiteral(".example")));
    QVERIFY(isTooLong(QString(100000, u'a')));
    QVERIFY(std::holds_alternative<Target>(parseTarget(QStringLiteral("https://example.com/") + QString(4000, u'a'))));
}

void TestTarget::showsInternationalNames()
{
    const auto typed = std::get<Target>(parseTarget(QStringLiteral("Bücher.example")));
    QCOMPARE(typed.displayHost, QStringLiteral("bücher.example"));
    const auto ace = std::get<Target>(parseTarget(QStringLiteral("xn--bcher-kva.example")));
    QCOMPARE(ace.displayHost, QStringLiteral("bücher.example"));
    const auto broken = std::get<Target>(parseTarget(QStringLiteral("xn--a.example")));
    QVERIFY(!broken.displayHost.isEmpty());
}

void TestTarget::everyPrefixOfAUrlIsHandled()
{
    const QString url = QStringLiteral("https://user@[fe80::1%25lo]:8443/path?x#y");
    for (qsizetype length = 0; length <= url.size(); ++length) {
        const auto parsed = parseTarget(url.first(length));
        if (const auto *target = std::get_if<Target>(&parsed))
            QVERIFY(!target->host.isEmpty() && !target->displayHost.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestTarget)
#include "tst_target.moc"
