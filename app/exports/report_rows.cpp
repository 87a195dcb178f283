// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reports that were read from a file, as rows of the table.
#include "app/exports/trace_picture.h"
#include "app/exports/trace_text.h"
#include "app/table/formatting.h"
#include "app/text/method_text.h"
#include "engine/formats/output_file.h"

#include <QBuffer>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

Segment segmentByName(const QString &name)
{
    if (name == QLatin1String("lan"))
        return Segment::Lan;
    if (name == QLatin1String("isp"))
        return Segment::Isp;
    if (name == QLatin1String("transit"))
        return Segment::Transit;
    return name == QLatin1String("destination") ? Segment::Destination : Segment::Unknown;
}

template <typename T>
engine::Fact<T> factOf(bool known, T value)
{
    engine::Fact<T> fact;
    fact.state = known ? engine::FactState::Known : engine::FactState::Unknown;
    fact.value = std::move(value);
    return fact;
}

engine::AddressFacts factsOf(const engine::ReportAddress &address)
{
    engine::AddressFacts facts;
    facts.range = engine::rangeOf(address.address);
    facts.name = factOf(!address.name.isEmpty(), address.name);
    engine::Origin origin;
    origin.asName = address.asName;
    if (address.asn)
        origin.asns = {*address.asn};
    origin.prefix = engine::IpPrefix::parse(address.prefix.toStdString()).value_or(engine::IpPrefix());
    facts.origin = factOf(address.asn || !address.asName.isEmpty() || !origin.prefix.isNull(), origin);
    engine::Place place;
    place.countryCode = address.country;
    place.city = address.city;
    place.latitude = address.latitude;
    place.longitude = address.longitude;
    facts.place = factOf(!address.city.isEmpty() || !address.country.isEmpty(), place);
    engine::ExchangePoint exchange;
    exchange.name = address.ixp;
    facts.exchange = factOf(!address.ixp.isEmpty(), exchange);
    return facts;
}

HopFigures figuresOf(const engine::ReportHop &hop)
{
    HopFigures figures;
    figures.sent = hop.sent;
    figures.received = hop.received;
    figures.late = hop.late;
    figures.duplicates = hop.duplicate;
    figures.loss = hop.loss;
    // The report has the share; of how many follows from what came back.
    const double answered = static_cast<double>(hop.received + hop.late);
    if (hop.loss.share >= 1)
        figures.lost = hop.sent;
    else if (hop.loss.share > 0)
        figures.lost = static_cast<std::uint64_t>(std::llround(answered * hop.loss.share / (1 - hop.loss.share)));
    figures.last = hop.last;
    figures.best = hop.min;
    figures.worst = hop.max;
    figures.mean = hop.avg;
    figures.deviation = hop.stddev;
    figures.jitter = hop.jitter;
    figures.p50 = hop.p50;
    figures.p95 = hop.p95;
    figures.p99 = hop.p99;
    figures.p5 = hop.min;
    return figures;
}

platform::Error writeError(const QFileDevice &file)
{
    platform::Error error;
    error.operation = platform::Operation::WriteFile;
    error.context = file.fileName().toStdString();
    switch (file.error()) {
    case QFileDevice::PermissionsError:
        error.kind = platform::ErrorKind::Denied;
        break;
    case QFileDevice::ResourceError:
        error.kind = platform::ErrorKind::LimitReached;
        break;
    default:
        error.kind = platform::ErrorKind::Other;
    }
    return error;
}

} // namespace

std::vector<HopRow> hopRows(const engine::TraceReport &report)
{
    std::vector<HopRow> rows;
    for (const engine::ReportHop &hop : report.hops) {
        HopRow row;
        row.ttl = hop.ttl;
        row.addressCount = static_cast<int>(hop.addresses.size());
        row.target = report.hopsToTarget == hop.ttl;
        row.figures = figuresOf(hop);
        const auto main = std::max_element(hop.addresses.begin(), hop.addresses.end(),
            [](const engine::ReportAddress &a, const engine::ReportAddress &b) { return a.received < b.received; });
        if (main != hop.addresses.end()) {
            row.address = main->address;
            row.facts = factsOf(*main);
            row.replyKind = main->kind;
            row.mpls = main->mpls;
            row.replyTtl = main->replyTtl;
            row.segment = segmentByName(main->segment);
            if (row.segment == Segment::Unknown)
                row.segment = segmentOf(nullptr, row.ttl, row.address, row.target);
        }
        rows.push_back(std::move(row));
    }
    relateRows(rows);
    return rows;
}

FactKinds factKindsOf(const std::vector<HopRow> &rows)
{
    FactKinds kinds;
    for (const HopRow &row : rows) {
        kinds.names = kinds.names || row.facts.name.isKnown();
        kinds.networks = kinds.networks || row.facts.origin.isKnown();
        kinds.places = kinds.places || row.facts.place.isKnown();
    }
    return kinds;
}

PictureSource pictureSource(const engine::TraceReport &report)
{
    PictureSource source;
    source.title = traceTitle(report);
    source.lines = {
        traceTime(report), QStringLiteral("%1 (%2)").arg(protocolText(report.protocol), methodText(report.method))};
    source.rows = hopRows(report);
    source.roundTrip = {roundTripRow(source.rows, report.address, nullptr)};
    const bool rounds = std::any_of(report.hops.begin(), report.hops.end(), [](const engine::ReportHop &hop) {
        return std::any_of(
            hop.probes.begin(), hop.probes.end(), [](const engine::ProbeRecord &probe) { return probe.round > 1; });
    });
    if (!rounds)
        return source;
    auto history = std::make_shared<engine::SampleHistory>();
    for (const engine::TraceEvent &event : engine::replay(report, engine::RunId{1}))
        history->apply(event);
    source.ownHistory = history;
    source.history = history.get();
    return source;
}

std::optional<platform::Error> writePicture(const QImage &image, const QString &path)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG")) {
        platform::Error error;
        error.operation = platform::Operation::WriteFile;
        error.kind = platform::ErrorKind::Unsupported;
        error.context = path.toStdString();
        return error;
    }
    const QByteArray png = buffer.data();
    const auto file = engine::makeOutputFile(path);
    const bool written = file->open(QIODevice::WriteOnly) && file->write(png) == png.size();
    if (!written || !engine::commitOutputFile(*file))
        return writeError(*file);
    return std::nullopt;
}

} // namespace app
