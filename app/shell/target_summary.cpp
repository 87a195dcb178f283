// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/target_summary.h"

#include "app/shell/shell_options.h"
#include "app/table/formatting.h"

#include <QCoreApplication>

namespace app {
namespace {

using State = engine::Session::State;
using Tone = TargetSummary::Tone;

constexpr double lossLimit = 0.01; // LOOK: loss is real when its whole interval lies above 1 %
constexpr int slowLevel = 4;

QString words(const char *text)
{
    return QCoreApplication::translate("app::TargetSummary", text);
}

const engine::HopStats *targetStats(const engine::Session &session)
{
    const auto ttl = session.path().hopsToTarget();
    const engine::Hop *hop = ttl ? session.path().hop(*ttl) : nullptr;
    return hop ? &hop->stats : nullptr;
}

QString clockTime(const QDateTime &utc, const QLocale &locale)
{
    return locale.toString(utc.toLocalTime().time(), QLocale::ShortFormat);
}

void addLast(TargetSummary &summary, const engine::HopStats *stats, const QLocale &locale)
{
    if (stats && stats->last())
        summary.remark = words("last %1").arg(formatRttUnit(stats->last(), locale));
}

void describeRunning(TargetSummary &summary, const engine::Session &session, const QLocale &locale)
{
    const engine::HopStats *stats = targetStats(session);
    if (!stats || !stats->mean()) {
        if (!session.path().completed()) {
            summary.detail = words("tracing…");
            return;
        }
        summary.shape = Icon::StateCross;
        summary.tone = Tone::Bad;
        summary.detail = words("no reply");
        summary.remark = words("since %1").arg(clockTime(session.startedAt(), locale));
        summary.remarkIsBad = true;
        return;
    }
    const auto loss = stats->loss();
    const std::uint64_t known = stats->received() + stats->late() + stats->lost();
    const bool lossy = known >= fewestSamples && loss.low > lossLimit;
    const bool slow = latencyLevel(*stats->mean()) >= slowLevel;
    summary.shape = lossy ? Icon::StateTriangle : slow ? Icon::StateDiamond : Icon::StateDisc;
    summary.tone = lossy ? Tone::Bad : slow ? Tone::Slow : Tone::Fine;
    summary.detail = formatRttUnit(stats->mean(), locale);
    if (known >= fewestSamples) {
        summary.remark = words("%1 lost").arg(formatPercent(loss.share, stats->lost() == 0 ? 0 : 1, locale));
        summary.remarkIsBad = lossy;
    }
}

void describeFailed(TargetSummary &summary, const engine::Session &session)
{
    summary.shape = Icon::StateCross;
    summary.tone = Tone::Bad;
    using Kind = engine::SessionProblem::Kind;
    const auto &problem = session.problem();
    switch (problem ? problem->kind : Kind::Engine) {
    case Kind::HostNotFound:
        summary.detail = words("no such host");
        break;
    case Kind::NoAddressOfFamily:
        summary.detail = words("no address of that family");
        break;
    case Kind::ResolverFailed:
        summary.detail = words("name not found");
        break;
    case Kind::ResolvingNotAllowed:
        summary.detail = words("name not looked up");
        break;
    case Kind::Options:
    case Kind::Engine:
        summary.detail = words("could not be traced");
        break;
    }
}

} // namespace

QString TargetSummary::line() const
{
    return remark.isEmpty() ? detail : detail + QStringLiteral(" · ") + remark;
}

QString TargetSummary::spoken() const
{
    return remark.isEmpty() ? words("%1, %2").arg(name, detail) : words("%1, %2, %3").arg(name, detail, remark);
}

TargetSummary summarise(const engine::Session &session, const QLocale &locale)
{
    TargetSummary summary;
    summary.name = visibleText(session.target().displayHost);
    switch (session.state()) {
    case State::Idle:
        summary.detail = words("not started");
        break;
    case State::Resolving:
        summary.detail = words("looking up name…");
        break;
    case State::Running:
        describeRunning(summary, session, locale);
        break;
    case State::Paused:
        summary.shape = Icon::StateBars;
        summary.detail = session.path().pauseReason() ? words("waiting for the network") : words("paused");
        addLast(summary, targetStats(session), locale);
        break;
    case State::Finished:
        summary.detail = words("stopped");
        addLast(summary, targetStats(session), locale);
        break;
    case State::Failed:
        describeFailed(summary, session);
        break;
    }
    return summary;
}

QColor toneColour(TargetSummary::Tone tone, const Theme &theme)
{
    switch (tone) {
    case Tone::Fine:
        return theme.ok;
    case Tone::Slow:
        return theme.warn;
    case Tone::Bad:
        return theme.loss;
    case Tone::Quiet:
        break;
    }
    return theme.text2;
}

std::vector<SparklineColumn> sparkline(const engine::Session &session)
{
    const auto ttl = session.path().hopsToTarget();
    if (!ttl)
        return {};
    constexpr ShellOptions options;
    const platform::Duration end = session.history().end() + platform::Duration(1);
    const platform::Duration span = std::min<platform::Duration>(end, options.sparkline);
    const platform::Duration from = end - span;
    struct Sum {
        platform::Duration rtt{};
        std::uint32_t answered = 0;
        bool lost = false;
    };
    std::vector<Sum> sums(options.sparklineColumns);
    // A few buckets to a column: none stays empty because a bucket lies across its edge.
    for (const auto &bucket : session.history().query(*ttl, from, end, 4 * sums.size())) {
        const double share = static_cast<double>((bucket.start - from).count()) / static_cast<double>(span.count());
        const auto index = static_cast<std::size_t>(std::max(0.0, share) * static_cast<double>(sums.size()));
        Sum &sum = sums[std::min(index, sums.size() - 1)];
        sum.rtt += bucket.sum;
        sum.answered += bucket.answered();
        sum.lost = sum.lost || bucket.lost > 0;
    }
    std::vector<SparklineColumn> columns;
    for (const Sum &sum : sums)
        columns.push_back({sum.answered > 0 ? std::optional(sum.rtt / sum.answered) : std::nullopt, sum.lost});
    return columns;
}

} // namespace app
