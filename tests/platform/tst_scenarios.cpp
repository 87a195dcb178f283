// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs the questions in tests/data/scenarios/*.scenario and compares with the answers that stand below each:
//   #> [at TIME] [MODE] PROTOCOL TARGET LAST-TTL [port N] [flow N] [size N] [dscp N] [rounds N] [every TIME]
//   #| what comes out, line by line
// With PERIPLUS_UPDATE_SCENARIOS=1 in the environment it writes what comes out into the files instead: look at the
// difference.
#include "platform/sim/scenario_line.h"
#include "tests/platform/sim_probing.h"

#include <QDir>
#include <QTest>

#include <map>
#include <sstream>

using namespace platform;

namespace {

struct Question {
    Duration at{};
    std::string mode = "trace";
    ChannelSpec spec;
    std::uint8_t lastTtl = 1;
    int rounds = 1;
    Duration every = std::chrono::seconds(1);
};

Question readQuestion(const std::string &text, const Probing &probing)
{
    ScenarioLine line(text);
    Question question;
    if (line.take("at"))
        question.at = line.duration("time");
    for (const std::string_view mode : {"rates", "times", "order", "addresses", "single"}) {
        if (line.take(mode))
            question.mode = mode;
    }
    const std::string protocol = line.word("protocol");
    question.spec.protocol = protocol == "icmp" ? Protocol::Icmp : protocol == "udp" ? Protocol::Udp : Protocol::Tcp;
    question.spec.target = probing.resolve(line.word("target"));
    question.lastTtl = static_cast<std::uint8_t>(line.number("TTL", 1, 255));
    question.spec.port = 33434;
    while (!line.atEnd()) {
        const std::string key = line.word("key");
        if (key == "every") {
            question.every = line.duration(key);
            continue;
        }
        const auto value = line.number(key, 0, 65535);
        if (key == "port")
            question.spec.port = static_cast<std::uint16_t>(value);
        else if (key == "flow")
            question.spec.flow = static_cast<std::uint32_t>(value);
        else if (key == "size")
            question.spec.size = static_cast<std::uint16_t>(value);
        else if (key == "dscp")
            question.spec.dscp = static_cast<std::uint8_t>(value);
        else if (key == "rounds")
            question.rounds = static_cast<int>(value);
        else
            throw ScenarioProblem{key + " is not understood"};
    }
    return question;
}

std::string foreignName(ForeignReason reason)
{
    static const std::map<ForeignReason, std::string> names{{ForeignReason::WrongAddress, "wrong-address"},
        {ForeignReason::WrongNonce, "wrong-nonce"}, {ForeignReason::UnknownProbe, "unknown-probe"},
        {ForeignReason::WrongAcknowledgement, "wrong-acknowledgement"}, {ForeignReason::Ambiguous, "ambiguous"},
        {ForeignReason::Malformed, "malformed"}};
    return names.at(reason);
}

std::string endName(SimFate::End end)
{
    static const std::map<SimFate::End, std::string> names{{SimFate::End::Answered, "answered"},
        {SimFate::End::LostForward, "lost-forward"}, {SimFate::End::LostBack, "lost-back"},
        {SimFate::End::AnswerLost, "answer-lost"}, {SimFate::End::Limited, "limited"}, {SimFate::End::Silent, "silent"},
        {SimFate::End::Dropped, "dropped"}, {SimFate::End::NoRoute, "no-route"}};
    return names.at(end);
}

/// What did not prove itself, counted by reason and address.
Lines foreignLines(const RecordingSink &sink)
{
    std::map<std::string, int> counts;
    for (const ForeignPacket &packet : sink.foreign)
        ++counts[foreignName(packet.reason) + ' ' + packet.from.toString()];
    Lines lines;
    for (const auto &[what, count] : counts)
        lines.push_back("foreign " + what + " x " + std::to_string(count));
    return lines;
}

Lines runTrace(Probing &probing, const Question &question)
{
    Lines lines = probing.traceTo(question.spec, question.lastTtl);
    const Lines foreign = foreignLines(probing.sink);
    lines.insert(lines.end(), foreign.begin(), foreign.end());
    return lines;
}

/// All TTLs, round after round; counts of fates by TTL and node.
Lines runRates(Probing &probing, const Question &question)
{
    const auto channel = probing.transport.open(question.spec);
    for (int round = 0; round < question.rounds; ++round) {
        for (std::uint8_t ttl = 1; ttl <= question.lastTtl; ++ttl)
            (void)probing.transport.send(channel->id, ProbeId{probing.nextProbe++}, ttl, std::chrono::seconds(1));
        probing.runFor(question.every);
    }
    probing.runFor(std::chrono::seconds(1));
    std::map<std::string, int> counts;
    for (const SimFate &fate : probing.transport.takeLog())
        ++counts[std::to_string(fate.ttl) + ' ' + endName(fate.end) + ' ' + fate.node];
    Lines lines;
    for (const auto &[what, count] : counts)
        lines.push_back(what + " x " + std::to_string(count));
    lines.push_back("received " + std::to_string(probing.sink.replies.size()));
    return lines;
}

/// Least, mean and largest round trip of each TTL, to a tenth of a millisecond.
Lines runTimes(Probing &probing, const Question &question)
{
    Lines lines;
    const auto tenths = [](double milliseconds) { return QString::number(milliseconds, 'f', 1).toStdString(); };
    for (std::uint8_t ttl = 1; ttl <= question.lastTtl; ++ttl) {
        probing.sink.replies.clear();
        const auto channel = probing.transport.open(question.spec);
        for (int round = 0; round < question.rounds; ++round)
            (void)probing.transport.send(channel->id, ProbeId{probing.nextProbe++}, ttl, std::chrono::seconds(1));
        probing.runFor(std::chrono::seconds(1));
        probing.transport.close(channel->id);
        double sum = 0;
        double least = 1e9;
        double largest = 0;
        for (const ProbeReply &reply : probing.sink.replies) {
            const double rtt = std::chrono::duration<double, std::milli>(reply.rtt).count();
            sum += rtt;
            least = std::min(least, rtt);
            largest = std::max(largest, rtt);
        }
        const auto count = static_cast<double>(probing.sink.replies.size());
        lines.push_back(std::to_string(ttl) + " least " + tenths(least) + " mean " + tenths(sum / count) + " largest "
            + tenths(largest));
    }
    return lines;
}

/// Eight probes of the last TTL at once: in which order they come back.
Lines runOrder(Probing &probing, const Question &question)
{
    constexpr std::uint64_t probes = 8;
    const auto channel = probing.transport.open(question.spec);
    for (std::uint64_t probe = 1; probe <= probes; ++probe)
        (void)probing.transport.send(channel->id, ProbeId{probe}, question.lastTtl, std::chrono::seconds(1));
    probing.runFor(std::chrono::seconds(1));
    std::string line;
    for (const ProbeReply &reply : probing.sink.replies)
        line += (line.empty() ? "" : " ") + std::to_string(static_cast<std::uint64_t>(reply.probe));
    return {line};
}

Lines runAddresses(Probing &probing, const Question &question)
{
    std::map<std::string, int> counts;
    const auto channel = probing.transport.open(question.spec);
    for (int round = 0; round < question.rounds; ++round)
        (void)probing.transport.send(
            channel->id, ProbeId{probing.nextProbe++}, question.lastTtl, std::chrono::seconds(1));
    probing.runFor(std::chrono::seconds(1));
    for (const ProbeReply &reply : probing.sink.replies)
        ++counts[reply.from.toString()];
    Lines lines;
    for (const auto &[address, count] : counts)
        lines.push_back(address + " x " + std::to_string(count));
    return lines;
}

/// One probe after the other, each answered before the next one is sent.
Lines runSingle(Probing &probing, const Question &question)
{
    Lines lines;
    for (std::uint8_t ttl = 1; ttl <= question.lastTtl; ++ttl) {
        const auto channel = probing.transport.open(question.spec);
        probing.sink.replies.clear();
        (void)probing.transport.send(channel->id, ProbeId{probing.nextProbe++}, ttl, std::chrono::seconds(1));
        probing.runFor(std::chrono::seconds(1));
        for (const ProbeReply &reply : probing.sink.replies)
            lines.push_back(std::to_string(ttl) + ' ' + Probing::text(reply));
        probing.transport.close(channel->id);
    }
    return lines;
}

Lines run(const Scenario &scenario, const std::string &text)
{
    Probing probing(scenario);
    const Question question = readQuestion(text, probing);
    probing.clock->advance(question.at);
    static const std::map<std::string, Lines (*)(Probing &, const Question &)> modes{{"trace", runTrace},
        {"rates", runRates}, {"times", runTimes}, {"order", runOrder}, {"addresses", runAddresses},
        {"single", runSingle}};
    return modes.at(question.mode)(probing, question);
}

QString folder()
{
    return QStringLiteral(PERIPLUS_SOURCE_DIR "/tests/data/scenarios");
}

} // namespace

class TestScenarios final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
};

void TestScenarios::answers_data()
{
    QTest::addColumn<QString>("path");
    const auto files = QDir(folder()).entryInfoList({QStringLiteral("*.scenario")}, QDir::Files, QDir::Name);
    QVERIFY(!files.isEmpty());
    for (const QFileInfo &file : files)
        QTest::newRow(qPrintable(file.baseName())) << file.filePath();
}

void TestScenarios::answers()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const std::string text = file.readAll().toStdString();
    file.close();
    const auto scenario = parseScenario(text, path.toStdString());
    QVERIFY2(scenario.ok(), scenario.ok() ? "" : scenario.error().context.c_str());
    std::string result;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("#| "))
            continue;
        result += line + '\n';
        if (!line.starts_with("#> "))
            continue;
        for (const std::string &answer : run(*scenario, line.substr(3)))
            result += "#| " + answer + '\n';
    }
    if (qEnvironmentVariableIsSet("PERIPLUS_UPDATE_SCENARIOS")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(result));
        return;
    }
    const QStringList expected = QString::fromStdString(text).split(u'\n');
    const QStringList actual = QString::fromStdString(result).split(u'\n');
    for (qsizetype at = 0; at < std::min(expected.size(), actual.size()); ++at)
        QCOMPARE(actual.at(at), expected.at(at));
    QCOMPARE(actual.size(), expected.size());
}

QTEST_APPLESS_MAIN(TestScenarios)
#include "tst_scenarios.moc"
