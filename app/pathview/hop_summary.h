// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/path_graph.h"
#include "app/table/hop_row.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace app {

/// A latency histogram reduced to bars of equal width.
struct HistogramBars {
    platform::Duration low{}; ///< left edge of the first bar
    platform::Duration high{}; ///< right edge of the last one
    std::vector<double> bars; ///< samples in each, fractions where a bucket reaches over two
    bool open = false; ///< the last bar also holds what lies beyond `high`
    std::uint64_t samples = 0;

    friend bool operator==(const HistogramBars &, const HistogramBars &) = default;
};

/// At most `most` bars from the fastest sample to the slowest, or, with far outliers, to what holds nearly all.
HistogramBars histogramBars(const engine::LatencyHistogram &histogram, int most);

/// What the details panel says about one hop, as plain text that is safe to show. A value.
struct HopSummary {
    struct Fact {
        QString label;
        QString value;
        QString note{}; ///< where it comes from, how old it is; may be empty
        friend bool operator==(const Fact &, const Fact &) = default;
    };
    struct Share {
        QString name;
        double share = 0;
        QString detail; ///< of an address: its average
        friend bool operator==(const Share &, const Share &) = default;
    };

    std::uint8_t ttl = 0;
    bool silent = false;
    QString title; ///< "Hop 9"
    QString place; ///< "" when unknown
    std::vector<Fact> facts; ///< of its answers
    platform::IpAddress address; ///< that `lookedUp` is about; null when silent
    bool global = false; ///< a registry may know it
    std::vector<Fact> lookedUp;
    std::vector<Share> addresses; ///< only when there are several
    std::vector<Share> reachedBy; ///< only when there are several ways in
    HistogramBars histogram;
    QString histogramText; ///< for those who do not see it
    QString average; ///< "24.9" or "–"
    QString averageUnit; ///< "ms"; empty when the number has its own or there is none
    QString range; ///< "24.1 to 37.2 ms"
    QString percentiles;
    QString jitter;
    QString loss;
    QString lossNote; ///< what the loss means, in words
    bool realLoss = false;

    QString plainText() const; ///< all of it, for the clipboard
    friend bool operator==(const HopSummary &, const HopSummary &) = default;
};

/// Which hop, and who of those that answer there; null: the one with the most answers.
struct HopChoice {
    HopChoice(std::uint8_t hop, const platform::IpAddress &who = {})
        : ttl(hop)
        , address(who)
    {
    }
    std::uint8_t ttl;
    platform::IpAddress address;
};

/// Nothing when the hop is not part of the path. `now`: for the age of what was looked up.
std::optional<HopSummary> summarizeHop(const engine::PathState &path, const HopChoice &choice, const PathNames &names,
    const QDateTime &now = QDateTime::currentDateTimeUtc());

/// The likely way back of an answer: hops start with 64, 128 or 255, so the rest tells how many it has passed.
int hopsBack(std::uint8_t replyTtl);

} // namespace app
