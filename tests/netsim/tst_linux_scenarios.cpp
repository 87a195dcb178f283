// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// tst_linux_scenarios SCENARIO: asks the questions of a scenario file (see tests/platform/tst_scenarios.cpp) through
// the real transport and the kernel, with every method that this user has, and expects the same answers but for what a
// method cannot see. Runs in a network that in_netsim.sh makes from the same scenario.
#include "tests/platform/sim_probing.h"
#include "tests/platform/transport_probe.h"

#include <QRegularExpression>
#include <QTest>

#include <fstream>
#include <map>
#include <sstream>

using namespace platform;
using namespace std::chrono_literals;

namespace {

std::string scenarioFile;

struct Question {
    std::string text;
    bool single = false; ///< each probe only after the one before was answered
    ChannelSpec spec;
    std::uint8_t lastTtl = 1;
    Lines expected;
};

/// Questions about single traces at the start; statistics and changes in time belong to the virtual clock.
std::optional<Question> readQuestion(const std::string &text, const Scenario &scenario)
{
    std::istringstream words(text);
    std::string word;
    words >> word;
    Question question;
    question.text = text;
    question.single = word == "single";
    if (question.single)
        words >> word;
    const std::map<std::string, Protocol> protocols{
        {"icmp", Protocol::Icmp}, {"udp", Protocol::Udp}, {"tcp", Protocol::Tcp}};
    const auto protocol = protocols.find(word);
    if (protocol == protocols.end())
        return std::nullopt;
    question.spec.protocol = protocol->second;
    question.spec.port = 33434;
    std::string target;
    int lastTtl = 0;
    words >> target >> lastTtl;
    const auto address = IpAddress::parse(target);
    question.spec.target = address ? *address : scenario.resolve(target).front();
    question.lastTtl = static_cast<std::uint8_t>(lastTtl);
    int value = 0;
    while (words >> word >> value) {
        if (word == "port")
            question.spec.port = static_cast<std::uint16_t>(value);
        else if (word == "flow")
            question.spec.flow = static_cast<std::uint32_t>(value);
        else if (word == "size")
            question.spec.size = static_cast<std::uint16_t>(value);
        else if (word == "dscp")
            question.spec.dscp = static_cast<std::uint8_t>(value);
        else
            return std::nullopt;
    }
    return question;
}

std::vector<Question> readQuestions(const Scenario &scenario)
{
    std::ifstream file(scenarioFile);
    std::vector<Question> questions;
    std::string line;
    bool taken = false;
    while (std::getline(file, line)) {
        if (line.starts_with("#> ")) {
            auto question = readQuestion(line.substr(3), scenario);
            taken = question.has_value();
            if (taken)
                questions.push_back(std::move(*question));
        } else if (taken && line.starts_with("#| ")) {
            questions.back().expected.push_back(line.substr(3));
        }
    }
    return questions;
}

QString withoutTimes(const std::string &line)
{
    static const QRegularExpression time(QStringLiteral(" ms [0-9.]+"));
    return QString::fromStdString(line).remove(time);
}

/// What of an expected line a method can know; nothing when the kernel keeps all of it to itself.
std::optional<std::string> visible(const std::string &expected, Method method)
{
    static const QRegularExpression rewrittenPort(QStringLiteral(" nat .*port"));
    static const QRegularExpression quotedHeader(QStringLiteral(" quoted-(ttl|dscp) [0-9]+"));
    static const QRegularExpression nat(QStringLiteral(" nat.*"));
    static const QRegularExpression ttl(QStringLiteral(" ttl [0-9]+"));
    QString line = withoutTimes(expected);
    if (method == Method::IcmpRaw)
        return line.toStdString();
    // The kernel drops what is damaged, and finds the socket by the port or identifier in the quote.
    if (line.startsWith(QLatin1String("foreign malformed")) || line.contains(rewrittenPort))
        return std::nullopt;
    line.remove(quotedHeader); // it shows no IP header of a quote
    if (method == Method::IcmpSocket)
        return line.toStdString();
    line.remove(nat); // nor, for UDP and TCP, the checksum
    if (method == Method::UdpSocket)
        return line.toStdString();
    if (line.startsWith(QLatin1String("foreign"))) // it proves TCP answers itself and says nothing of the others
        return std::nullopt;
    if (line.contains(QLatin1String(" tcp-")))
        line.replace(ttl, QStringLiteral(" ttl -"));
    return line.toStdString();
}

std::string foreignText(ForeignReason reason)
{
    constexpr std::array names{
        "wrong-address", "wrong-nonce", "unknown-probe", "wrong-acknowledgement", "ambiguous", "malformed"};
    return names[static_cast<std::size_t>(reason)];
}

Lines printed(const Collector &seen)
{
    std::vector<ProbeReply> replies = seen.replies;
    std::ranges::stable_sort(replies, {}, &ProbeReply::probe);
    Lines lines;
    for (const ProbeReply &reply : replies)
        lines.push_back(std::to_string(static_cast<std::uint64_t>(reply.probe)) + ' ' + Probing::text(reply));
    std::map<std::string, int> counts;
    for (const ForeignPacket &packet : seen.foreign)
        ++counts[foreignText(packet.reason) + ' ' + packet.from.toString()];
    for (const auto &[what, count] : counts)
        lines.push_back("foreign " + what + " x " + std::to_string(count));
    for (std::string &line : lines)
        line = withoutTimes(line).toStdString();
    return lines;
}

QByteArray joined(const Lines &lines)
{
    QByteArray text;
    for (const std::string &line : lines)
        text += QByteArray::fromStdString(line) + '\n';
    return text;
}

} // namespace

class TestLinuxScenarios final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();

private:
    void run(
        ProbeTransport &transport, const Question &question, ChannelSpec spec, std::size_t expected, Collector &seen);

    std::vector<Question> m_questions;
};

void TestLinuxScenarios::answers_data()
{
    const auto scenario = openScenario(scenarioFile);
    QVERIFY(scenario.ok());
    m_questions = readQuestions(scenario.value());
    QTest::addColumn<std::size_t>("index");
    QTest::addColumn<Method>("method");
    const auto transport = makeNativeTransport();
    for (std::size_t index = 0; index < m_questions.size(); ++index) {
        const ChannelSpec &spec = m_questions[index].spec;
        for (const MethodCapability &line : transport.value()->capabilities()) {
            const bool fits = line.available && line.protocol == spec.protocol && line.family == spec.target.family();
            const std::string name(methodName(line.method));
            if (fits)
                QTest::addRow("%s: %s", m_questions[index].text.c_str(), name.c_str()) << index << line.method;
        }
    }
}

void TestLinuxScenarios::run(
    ProbeTransport &transport, const Question &question, ChannelSpec spec, std::size_t expected, Collector &seen)
{
    const auto channel = transport.open(spec);
    QVERIFY(channel);
    const bool oneByOne = question.single || channel.value().maxInFlight == 1;
    for (std::uint8_t ttl = 1; ttl <= question.lastTtl; ++ttl) {
        const std::size_t before = seen.replies.size();
        QVERIFY(transport.send(channel.value().id, ProbeId{ttl}, ttl, 5s));
        if (oneByOne && !seen.waitFor(transport, before + 1, 150ms))
            transport.cancel(ProbeId{ttl});
    }
    const TimePoint end = transport.now() + 1s;
    while (printed(seen).size() < expected && transport.now() < end)
        transport.wait(end, seen);
    seen.waitUntil(transport, transport.now() + 30ms); // nothing more may come
}

void TestLinuxScenarios::answers()
{
    QFETCH(std::size_t, index);
    QFETCH(Method, method);
    const Question &question = m_questions[index];
    Lines expected;
    for (const std::string &line : question.expected) {
        if (const auto seen = visible(line, method))
            expected.push_back(*seen);
    }
    const auto transport = makeNativeTransport();
    ChannelSpec spec = question.spec;
    spec.method = method;
    Collector seen;
    run(*transport.value(), question, spec, expected.size(), seen);
    QCOMPARE(joined(printed(seen)), joined(expected));
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 64;
    scenarioFile = argv[1];
    TestLinuxScenarios test;
    return QTest::qExec(&test, 1, argv);
}

#include "tst_linux_scenarios.moc"
