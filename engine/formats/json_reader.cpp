// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/json_reader.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

namespace engine {

namespace {

constexpr qsizetype longestText = 1024;
constexpr qsizetype mostReports = 10000;
constexpr qsizetype mostAddresses = 4096; // of one hop
constexpr qsizetype mostLabels = 64; // of one MPLS stack
constexpr qint64 longestFile = 256LL << 20;
constexpr qint64 longestTime = std::numeric_limits<qint64>::max() / 4000; // µs that still add up in nanoseconds

/// Reads the fields of one object. The first thing that is wrong is kept, with its place; later reads give defaults.
struct Problem {
    QString place;
    bool found = false;
};

class Fields {
public:
    Fields(const QJsonValue &value, QString place, Problem &problem)
        : m_object(value.toObject())
        , m_place(std::move(place))
        , m_problem(problem)
    {
        if (!value.isObject())
            wrong(m_place);
    }

    bool has(QLatin1String key) const { return m_object.contains(key); }
    QString placeOf(QLatin1String key) const
    {
        return m_place.isEmpty() ? QString(key) : m_place + QLatin1Char('.') + key;
    }
    void wrongField(QLatin1String key) { wrong(placeOf(key)); }
    QJsonValue value(QLatin1String key) const { return m_object.value(key); }

    QString text(QLatin1String key)
    {
        const QJsonValue value = m_object.value(key);
        if (!value.isUndefined() && !value.isString())
            wrongField(key);
        return value.toString().left(longestText);
    }

    qint64 integer(QLatin1String key, qint64 from, qint64 to)
    {
        const QJsonValue value = m_object.value(key);
        constexpr qint64 none = std::numeric_limits<qint64>::min();
        const qint64 number = value.toInteger(none);
        if (number == none || number < from || number > to) {
            wrongField(key);
            return from;
        }
        return number;
    }

    std::optional<qint64> optionalInteger(QLatin1String key, qint64 from, qint64 to)
    {
        return has(key) ? std::optional(integer(key, from, to)) : std::nullopt;
    }

    std::uint64_t count(QLatin1String key)
    {
        return static_cast<std::uint64_t>(integer(key, 0, std::numeric_limits<qint64>::max()));
    }

    platform::Duration time(QLatin1String key) { return std::chrono::microseconds(integer(key, 0, longestTime)); }

    std::optional<platform::Duration> optionalTime(QLatin1String key)
    {
        return has(key) ? std::optional(time(key)) : std::nullopt;
    }

    double number(QLatin1String key, double from, double to)
    {
        const QJsonValue value = m_object.value(key);
        const double number = value.toDouble();
        if (!value.isDouble() || !(number >= from && number <= to)) {
            wrongField(key);
            return from;
        }
        return number;
    }

    bool truth(QLatin1String key)
    {
        if (!m_object.value(key).isBool())
            wrongField(key);
        return m_object.value(key).toBool();
    }

    platform::IpAddress address(QLatin1String key)
    {
        const auto parsed = platform::IpAddress::parse(text(key).toStdString());
        if (!parsed)
            wrongField(key);
        return parsed.value_or(platform::IpAddress());
    }

    QJsonArray array(QLatin1String key, qsizetype most)
    {
        const QJsonValue value = m_object.value(key);
        if (!value.isArray() || value.toArray().size() > most) {
            wrongField(key);
            return {};
        }
        return value.toArray();
    }

    Problem &problem() { return m_problem; }

private:
    void wrong(const QString &place)
    {
        if (!m_problem.found)
            m_problem = {place, true};
    }

    QJsonObject m_object;
    QString m_place;
    Problem &m_problem;
};

QString element(const QString &array, qsizetype index)
{
    return QStringLiteral("%1[%2]").arg(array).arg(index);
}

template <typename Enum, std::size_t Size>
Enum oneOf(Fields &fields, QLatin1String key, const std::array<Enum, Size> &all, std::string_view (*name)(Enum))
{
    const std::string text = fields.text(key).toStdString();
    const auto found = std::find_if(all.begin(), all.end(), [&](Enum each) { return name(each) == text; });
    if (found == all.end())
        fields.wrongField(key);
    return found == all.end() ? all.front() : *found;
}

platform::ReplyKind readKind(Fields &fields)
{
    using enum platform::ReplyKind;
    return oneOf(fields, QLatin1String("kind"),
        std::array{Other, TimeExceeded, EchoReply, PortUnreachable, HostUnreachable, NetUnreachable, AdminProhibited,
            PacketTooBig, TcpOpen, TcpClosed},
        &platform::replyKindName);
}

ProbeRecord readProbe(Fields fields, std::uint8_t ttl)
{
    ProbeRecord probe;
    probe.ttl = ttl;
    probe.round = static_cast<std::uint32_t>(
        fields.integer(QLatin1String("round"), 1, std::numeric_limits<std::uint32_t>::max()));
    probe.query = static_cast<std::uint16_t>(
        fields.integer(QLatin1String("query"), 1, std::numeric_limits<std::uint16_t>::max()));
    probe.flow =
        static_cast<std::uint32_t>(fields.integer(QLatin1String("flow"), 0, std::numeric_limits<std::uint32_t>::max()));
    probe.sentAt = fields.time(QLatin1String("sent_us"));
    const auto status = probeStatusFromName(fields.text(QLatin1String("status")).toStdString());
    if (!status)
        fields.wrongField(QLatin1String("status"));
    probe.status = status.value_or(ProbeStatus::Lost);
    if (probe.status == ProbeStatus::Answered || probe.status == ProbeStatus::Late) {
        probe.rtt = fields.time(QLatin1String("rtt_us"));
        probe.address = fields.address(QLatin1String("address"));
        probe.kind = readKind(fields);
    }
    return probe;
}

platform::MplsLabel readLabel(Fields fields)
{
    platform::MplsLabel entry;
    entry.label = static_cast<std::uint32_t>(fields.integer(QLatin1String("label"), 0, 0xfffff));
    entry.trafficClass = static_cast<std::uint8_t>(fields.integer(QLatin1String("tc"), 0, 7));
    entry.bottom = fields.truth(QLatin1String("bottom"));
    entry.ttl = static_cast<std::uint8_t>(fields.integer(QLatin1String("ttl"), 0, 255));
    return entry;
}

void readPlace(Fields &fields, ReportAddress &address)
{
    address.country = fields.text(QLatin1String("country"));
    address.city = fields.text(QLatin1String("city"));
    if (fields.has(QLatin1String("latitude")) || fields.has(QLatin1String("longitude"))) {
        address.latitude = fields.number(QLatin1String("latitude"), -90, 90);
        address.longitude = fields.number(QLatin1String("longitude"), -180, 180);
    }
}

ReportAddress readAddress(Fields fields)
{
    ReportAddress address;
    address.address = fields.address(QLatin1String("address"));
    address.received = fields.count(QLatin1String("received"));
    address.kind = readKind(fields);
    address.name = fields.text(QLatin1String("name"));
    if (const auto asn = fields.optionalInteger(QLatin1String("asn"), 0, std::numeric_limits<std::uint32_t>::max()))
        address.asn = static_cast<std::uint32_t>(*asn);
    address.asName = fields.text(QLatin1String("as_name"));
    address.prefix = fields.text(QLatin1String("prefix"));
    readPlace(fields, address);
    address.segment = fields.text(QLatin1String("segment"));
    address.ixp = fields.text(QLatin1String("ixp"));
    if (fields.has(QLatin1String("mpls"))) {
        const QJsonArray stack = fields.array(QLatin1String("mpls"), mostLabels);
        for (qsizetype i = 0; i < stack.size(); ++i)
            address.mpls.push_back(
                readLabel({stack[i], element(fields.placeOf(QLatin1String("mpls")), i), fields.problem()}));
    }
    if (const auto ttl = fields.optionalInteger(QLatin1String("reply_ttl"), 0, 255))
        address.replyTtl = static_cast<std::uint8_t>(*ttl);
    return address;
}

void readStatistics(Fields &fields, ReportHop &hop)
{
    hop.sent = fields.count(QLatin1String("sent"));
    hop.received = fields.count(QLatin1String("received"));
    hop.late = fields.count(QLatin1String("late"));
    hop.duplicate = fields.count(QLatin1String("duplicate"));
    hop.loss.share = fields.number(QLatin1String("loss_percent"), 0, 100) / 100;
    hop.loss.low = fields.number(QLatin1String("loss_low_percent"), 0, 100) / 100;
    hop.loss.high = fields.number(QLatin1String("loss_high_percent"), 0, 100) / 100;
    hop.last = fields.optionalTime(QLatin1String("last_us"));
    hop.min = fields.optionalTime(QLatin1String("min_us"));
    hop.avg = fields.optionalTime(QLatin1String("avg_us"));
    hop.max = fields.optionalTime(QLatin1String("max_us"));
    hop.stddev = fields.optionalTime(QLatin1String("stddev_us"));
    hop.jitter = fields.optionalTime(QLatin1String("jitter_us"));
    hop.p50 = fields.optionalTime(QLatin1String("p50_us"));
    hop.p95 = fields.optionalTime(QLatin1String("p95_us"));
    hop.p99 = fields.optionalTime(QLatin1String("p99_us"));
}

ReportHop readHop(Fields fields)
{
    ReportHop hop;
    hop.ttl = static_cast<std::uint8_t>(fields.integer(QLatin1String("ttl"), 1, 255));
    readStatistics(fields, hop);
    const QJsonArray addresses = fields.array(QLatin1String("addresses"), mostAddresses);
    for (qsizetype i = 0; i < addresses.size(); ++i)
        hop.addresses.push_back(
            readAddress({addresses[i], element(fields.placeOf(QLatin1String("addresses")), i), fields.problem()}));
    if (fields.has(QLatin1String("probes"))) {
        const QJsonArray probes = fields.array(QLatin1String("probes"), ProbeLog::defaultLimit);
        for (qsizetype i = 0; i < probes.size(); ++i)
            hop.probes.push_back(
                readProbe({probes[i], element(fields.placeOf(QLatin1String("probes")), i), fields.problem()}, hop.ttl));
    }
    return hop;
}

PathState::Counts readCounts(Fields fields)
{
    PathState::Counts counts;
    counts.sent = fields.count(QLatin1String("sent"));
    counts.received = fields.count(QLatin1String("received"));
    counts.late = fields.count(QLatin1String("late"));
    counts.duplicate = fields.count(QLatin1String("duplicate"));
    counts.foreign = fields.count(QLatin1String("foreign"));
    counts.sendErrors = fields.count(QLatin1String("send_errors"));
    return counts;
}

void readHops(Fields &fields, TraceReport &report)
{
    const QJsonArray hops = fields.array(QLatin1String("hops"), 255);
    int previous = 0;
    for (qsizetype i = 0; i < hops.size(); ++i) {
        const QString place = element(fields.placeOf(QLatin1String("hops")), i);
        report.hops.push_back(readHop({hops[i], place, fields.problem()}));
        if (report.hops.back().ttl <= previous) // they rise
            Fields(hops[i], place, fields.problem()).wrongField(QLatin1String("ttl"));
        previous = report.hops.back().ttl;
    }
}

void readTarget(Fields target, TraceReport &report)
{
    report.text = target.text(QLatin1String("text"));
    report.address = target.address(QLatin1String("address"));
    report.name = target.text(QLatin1String("name"));
}

void readMethod(Fields &fields, TraceReport &report)
{
    using platform::Protocol;
    report.protocol = oneOf(fields, QLatin1String("protocol"), std::array{Protocol::Icmp, Protocol::Udp, Protocol::Tcp},
        &platform::protocolName);
    const auto method = platform::methodFromName(fields.text(QLatin1String("method")).toStdString());
    if (!method)
        fields.wrongField(QLatin1String("method"));
    report.method = method.value_or(platform::Method::Simulated);
    if (fields.integer(QLatin1String("family"), 4, 6) != static_cast<int>(report.address.family()))
        fields.wrongField(QLatin1String("family"));
}

TraceReport readReport(Fields fields)
{
    TraceReport report;
    if (fields.text(QLatin1String("schema")) != QLatin1String("periplus.trace/1"))
        fields.wrongField(QLatin1String("schema"));
    report.version = fields.text(QLatin1String("version"));
    readTarget(
        {fields.value(QLatin1String("target")), fields.placeOf(QLatin1String("target")), fields.problem()}, report);
    readMethod(fields, report);
    report.started = QDateTime::fromString(fields.text(QLatin1String("started")), Qt::ISODateWithMs).toUTC();
    if (!report.started.isValid())
        fields.wrongField(QLatin1String("started"));
    report.duration = fields.time(QLatin1String("duration_us"));
    report.reached = fields.truth(QLatin1String("reached"));
    if (const auto hops = fields.optionalInteger(QLatin1String("hops_to_target"), 1, 255))
        report.hopsToTarget = static_cast<std::uint8_t>(*hops);
    Fields timing(fields.value(QLatin1String("timing")), fields.placeOf(QLatin1String("timing")), fields.problem());
    report.sendAll = timing.optionalTime(QLatin1String("send_all_us"));
    report.complete = timing.optionalTime(QLatin1String("complete_us"));
    report.counts =
        readCounts({fields.value(QLatin1String("counts")), fields.placeOf(QLatin1String("counts")), fields.problem()});
    readHops(fields, report);
    return report;
}

platform::Error malformed(const QString &place)
{
    return {.operation = platform::Operation::ReadFile,
        .kind = platform::ErrorKind::Malformed,
        .osCode = 0,
        .context = place.toStdString()};
}

} // namespace

platform::Result<std::vector<TraceReport>> readJson(const QByteArray &json)
{
    QJsonParseError syntax;
    const QJsonDocument document = QJsonDocument::fromJson(json, &syntax);
    if (document.isNull())
        return malformed(QStringLiteral("@%1").arg(syntax.offset));
    Problem problem;
    std::vector<TraceReport> reports;
    if (document.isObject()) {
        reports.push_back(readReport({document.object(), QString(), problem}));
    } else {
        const QJsonArray array = document.array();
        if (array.size() > mostReports)
            return malformed(element(QString(), mostReports));
        for (qsizetype i = 0; i < array.size() && !problem.found; ++i)
            reports.push_back(readReport({array[i], element(QString(), i), problem}));
    }
    if (problem.found)
        return malformed(problem.place);
    return reports;
}

platform::Result<std::vector<TraceReport>> readJsonFile(const QString &path)
{
    using platform::ErrorKind;
    platform::Error error{.operation = platform::Operation::ReadFile,
        .kind = ErrorKind::Other,
        .osCode = 0,
        .context = path.toStdString()};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        error.kind = !QFileInfo::exists(path) ? ErrorKind::NotFound : ErrorKind::Denied;
        return error;
    }
    const QByteArray content = file.read(longestFile + 1);
    if (content.size() > longestFile) {
        error.kind = ErrorKind::TooBig;
        return error;
    }
    auto reports = readJson(content);
    if (reports)
        return reports;
    error = reports.error();
    error.context = path.toStdString() + ": " + error.context;
    return error;
}

} // namespace engine
