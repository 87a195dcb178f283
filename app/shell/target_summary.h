// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/icons.h"
#include "app/theme/theme.h"
#include "engine/session.h"

#include <QLocale>
#include <QString>

#include <optional>
#include <vector>

namespace app {

/// How a target is doing, as the list, the start page and a screen reader say it.
struct TargetSummary {
    enum class Tone : std::uint8_t { Quiet, Fine, Slow, Bad };

    Icon shape = Icon::StateRing;
    Tone tone = Tone::Quiet;
    QString name;
    QString detail; ///< "101 ms", "no reply"
    QString remark; ///< "2.3 % lost", "since 14:02"; may be empty
    bool remarkIsBad = false; ///< drawn in the colour of loss

    QString line() const; ///< detail · remark
    QString spoken() const; ///< name and line, in words
    friend bool operator==(const TargetSummary &, const TargetSummary &) = default;
};

TargetSummary summarise(const engine::Session &session, const QLocale &locale = QLocale());
/// The colour of the state shape.
QColor toneColour(TargetSummary::Tone tone, const Theme &theme);

/// One column of the small graph: the average of some time, and whether something was lost in it.
struct SparklineColumn {
    std::optional<platform::Duration> average;
    bool lost = false;
    friend bool operator==(const SparklineColumn &, const SparklineColumn &) = default;
};
std::vector<SparklineColumn> sparkline(const engine::Session &session);

} // namespace app
