// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resolver_asking.h"

#include <QFile>

using engine::DnsOptions;
using engine::LookupThread;
using engine::QuestionLog;
using engine::QuestionOutcome;
using engine::SystemResolver;
using engine::TargetResolver;
using Kind = DnsManner::Kind;

/// Which names are tried for a typed one, what of that the log says, and that nothing leaves when nothing may.
class TestNameSearch final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setSearchDomains(". corp.test lan.test."); }
    void init();
    void searchDomains_data();
    void searchDomains();
    void hostsFile();
    void logsWhatLeaves();
    void nothingLeaves();
    void nothingLeavesFromNowOn();

private:
    DnsOptions options() const { return optionsFor(*m_server); }

    std::unique_ptr<DnsTestServer> m_server;
};

namespace {

const char *outcomeName(QuestionOutcome outcome)
{
    switch (outcome) {
    case QuestionOutcome::Pending:
        return "pending";
    case QuestionOutcome::Answered:
        return "answered";
    case QuestionOutcome::Missing:
        return "missing";
    case QuestionOutcome::Failed:
        return "failed";
    case QuestionOutcome::Cancelled:
        return "cancelled";
    case QuestionOutcome::Cached:
        return "cached";
    case QuestionOutcome::NotAllowed:
        return "not allowed";
    }
    return "";
}

/// "what (subject): outcome", one line per question.
QString textOf(const engine::QuestionLog &log)
{
    QStringList lines;
    for (const engine::Question &question : log.questions())
        lines += QStringLiteral("%1 (%2): %3")
                     .arg(question.what, question.subject, QLatin1String(outcomeName(question.outcome)));
    return lines.join(u'\n');
}

} // namespace

void TestNameSearch::init()
{
    m_server = std::make_unique<DnsTestServer>();
    m_server->add("v4.test", DnsRecord::address("192.0.2.1"));
    m_server->add("printer.lan.test", DnsRecord::address("192.0.2.21"));
    m_server->setManner("servfail.test", {.kind = Kind::ServerFailure});
    m_server->setManner("silent.test", {.kind = Kind::Silent});
    m_server->setManner("dumb.test", {.kind = Kind::Silent});
}

void TestNameSearch::searchDomains_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("asked"); ///< names of the A questions in order
    const auto row = [](const char *host, const char *answer, const char *asked) {
        QTest::newRow(host) << QString::fromLatin1(host) << QString::fromLatin1(answer) << QString::fromLatin1(asked);
    };
    row("printer", "found 192.0.2.21", "printer.corp.test printer.lan.test");
    row("both", "found 192.0.2.22", "both.corp.test");
    row("none", "not found", "none.corp.test none.lan.test none");
    row("printer.", "not found", "printer");
    row("a.b", "found 192.0.2.23", "a.b a.b.corp.test");
    row("v4.test", "found 192.0.2.1", "v4.test");
    row("broken", "found 192.0.2.24", "broken.corp.test broken.lan.test");
    row("dead", "failed", "dead.corp.test dead.lan.test dead");
    row("bare", "found", "bare.corp.test bare.lan.test bare"); // exists without addresses
}

void TestNameSearch::searchDomains()
{
    QFETCH(QString, host);
    QFETCH(QString, answer);
    QFETCH(QString, asked);
    m_server->add("both.corp.test", DnsRecord::address("192.0.2.22"));
    m_server->add("both.lan.test", DnsRecord::address("192.0.2.66"));
    m_server->add("a.b.corp.test", DnsRecord::address("192.0.2.23"));
    m_server->add("broken.lan.test", DnsRecord::address("192.0.2.24"));
    m_server->add("bare.lan.test", QList<DnsRecord>());
    m_server->setManner("broken.corp.test", {.kind = Kind::ServerFailure});
    m_server->setManner("dead.corp.test", {.kind = Kind::ServerFailure});
    SystemResolver resolver(options());
    QCOMPARE(ask(resolver, host), answer);
    QStringList names;
    for (const DnsQuestion &question : m_server->questions())
        if (question.type == DnsRecord::A && !names.contains(QString::fromLatin1(question.name)))
            names += QString::fromLatin1(question.name);
    QCOMPARE(names.join(u' '), asked);
}

/// The hosts file is that of the machine; c-ares 1.18 reads no other.
void TestNameSearch::hostsFile()
{
    QFile file(QStringLiteral("/etc/hosts"));
    QString name;
    QString address;
    if (file.open(QIODevice::ReadOnly)) {
        while (!file.atEnd() && name.isEmpty()) {
            const auto words = QString::fromLatin1(file.readLine()).section(u'#', 0, 0).simplified().split(u' ');
            if (words.size() > 1 && words.last() != QLatin1String("localhost") && words.first().contains(u'.')) {
                address = words.first();
                name = words.last();
            }
        }
    }
    if (name.isEmpty())
        QSKIP("the hosts file has no name besides localhost");
    LookupThread thread;
    QuestionLog log;
    for (const bool nothingLeaves : {false, true}) {
        SystemResolver resolver(options(), thread, &log);
        resolver.setOptions(options(), nothingLeaves);
        const QString answer = ask(resolver, name);
        QVERIFY2(answer.startsWith(QLatin1String("found ")) && answer.contains(address), qPrintable(answer));
    }
    QCOMPARE(m_server->asked(), 0);
    const auto line = QStringLiteral("%1 A, AAAA (%1): cached").arg(name);
    QCOMPARE(textOf(log), QString(line + u'\n' + line));
    QCOMPARE(log.left(), 0U);
}

void TestNameSearch::logsWhatLeaves()
{
    LookupThread thread;
    QuestionLog log;
    SystemResolver resolver(options(), thread, &log);
    ask(resolver, QStringLiteral("printer"));
    ask(resolver, QStringLiteral("servfail.test."));
    ask(resolver, QStringLiteral("localhost"));
    ask(resolver, QStringLiteral("192.0.2.1"));
    QCOMPARE(textOf(log),
        QStringLiteral("printer.corp.test A, AAAA (printer): missing\n"
                       "printer.lan.test A, AAAA (printer): answered\n"
                       "servfail.test A, AAAA (servfail.test.): failed"));
    QCOMPARE(log.left(), 3U);
    QCOMPARE(log.questions().front().server, QStringLiteral("127.0.0.1:%1").arg(m_server->port()));
    QCOMPARE(log.questions().front().kind, engine::QuestionKind::TargetName);

    QObject context;
    resolver.resolve(QStringLiteral("silent.test."), &context, [](const TargetResolver::Answer &) {});
    QTRY_COMPARE(log.questions().size(), 4U);
    QCOMPARE(log.questions().back().outcome, QuestionOutcome::Pending);
    resolver.cancel(&context);
    QTRY_COMPARE(log.questions().back().outcome, QuestionOutcome::Cancelled);
}

void TestNameSearch::nothingLeaves()
{
    LookupThread thread;
    QuestionLog log;
    SystemResolver resolver(options(), thread, &log);
    resolver.setOptions(options(), true);
    QCOMPARE(ask(resolver, QStringLiteral("v4.test")), QStringLiteral("not allowed"));
    QCOMPARE(ask(resolver, QStringLiteral("printer")), QStringLiteral("not allowed"));
    QCOMPARE(ask(resolver, QStringLiteral("localhost")), QStringLiteral("found 127.0.0.1 ::1"));
    QCOMPARE(ask(resolver, QStringLiteral("2001:db8::9")), QStringLiteral("found 2001:db8::9"));
    QCOMPARE(m_server->asked(), 0);
    QCOMPARE(
        textOf(log), QStringLiteral("v4.test A, AAAA (v4.test): not allowed\nprinter A, AAAA (printer): not allowed"));
    QCOMPARE(log.left(), 0U);
    resolver.setOptions(options(), false);
    QCOMPARE(ask(resolver, QStringLiteral("v4.test")), QStringLiteral("found 192.0.2.1"));
}

/// The switch is thrown while a question is under way: it ends, and is not repeated.
void TestNameSearch::nothingLeavesFromNowOn()
{
    LookupThread thread;
    QuestionLog log;
    DnsOptions slow = options();
    slow.timeout *= 3; // the switch is thrown before the first repetition, however busy the machine
    SystemResolver resolver(slow, thread, &log);
    m_server->onQuestion = [&](const DnsQuestion &) { resolver.setOptions(slow, true); };
    QCOMPARE(ask(resolver, QStringLiteral("silent.test.")), QStringLiteral("not allowed"));
    QTRY_COMPARE(textOf(log), QStringLiteral("silent.test A, AAAA (silent.test.): cancelled"));
    m_server->onQuestion = nullptr;
    const int asked = m_server->asked("silent.test");
    SystemResolver other(slow);
    QCOMPARE(ask(other, QStringLiteral("dumb.test.")), QStringLiteral("failed")); // as long as a repetition takes
    QVERIFY(m_server->asked("dumb.test") > 2);
    QVERIFY(asked <= 2); // A and AAAA
    QVERIFY(m_server->asked("silent.test") <= 2);
}

QTEST_GUILESS_MAIN(TestNameSearch)
#include "tst_name_search.moc"
