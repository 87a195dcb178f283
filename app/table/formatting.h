// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/loss_interval.h"
#include "engine/core/loss_kind.h"
#include "platform/ip_address.h"
#include "platform/time.h"

#include <QLocale>
#include <QString>

#include <cstdint>
#include <optional>

/// Numbers and foreign text as people read them: pure functions, in the words of a locale. Exports do not use them.
namespace app {

/// "–": nothing to show.
QString formatNothing();

/// Milliseconds without unit: "4.1", "121", from 10 seconds on with one: "12 s".
QString formatRtt(std::optional<platform::Duration> rtt, const QLocale &locale = QLocale());
/// With unit, as short as clear: "0.42 ms", "98.2 ms", "121 ms", "3.4 s".
QString formatRttUnit(std::optional<platform::Duration> rtt, const QLocale &locale = QLocale());
/// An answer that came too late, in seconds: "3.4 s", "12 s".
QString formatSeconds(platform::Duration time, const QLocale &locale = QLocale());
QString formatCount(std::uint64_t count, const QLocale &locale = QLocale());
/// "41 %", of a share between 0 and 1; `decimals` after the point below 100 %.
QString formatPercent(double share, int decimals, const QLocale &locale = QLocale());

/// Loss in two parts, because they are drawn in two ways: "2.3" " ±1.2 %", "0.0" " < 0.6 %", "38.2 % limited" "", "3 of
/// 3" "".
struct LossText {
    QString value;
    QString rest; ///< starts with a space
    QString whole() const { return value + rest; }
    friend bool operator==(const LossText &, const LossText &) = default;
};
/// `lost` of `known`: probes whose fate is known. Fewer than 10 give no share.
LossText formatLoss(std::uint64_t lost, std::uint64_t known, const engine::LossInterval &interval,
    engine::LossKind kind, const QLocale &locale = QLocale());
/// "14 of 600 lost, 1.4 to 3.9 %".
QString formatInterval(
    std::uint64_t lost, std::uint64_t known, const engine::LossInterval &interval, const QLocale &locale = QLocale());
/// Below so many samples there is no share and no percentile.
inline constexpr std::uint64_t fewestSamples = 10;

QString formatAddress(const platform::IpAddress &address);

/// Text from the network made harmless: control, bidi and invisible characters as "<U+202E>", stacked marks cut, at
/// most `maximum` characters, then "…". The result is plain text of one line.
QString visibleText(QStringView text, qsizetype maximum = 255);

} // namespace app
