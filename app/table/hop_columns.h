// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_row.h"

#include <QDateTime>
#include <QLocale>
#include <QString>
#include <QVariant>

#include <span>

namespace app {

/// Columns of the hop table, in their first order. The number is the model's column; names for files are in
/// HopColumnInfo.
enum class HopColumn : int {
    Hop,
    Name,
    Address,
    Network,
    Prefix,
    Registry,
    Country,
    Place,
    Exchange,
    Sent,
    Received,
    Loss,
    Last,
    Average,
    Minimum,
    Maximum,
    Median,
    P95,
    P99,
    Jitter,
    Deviation,
    Late,
    Duplicates,
    Mtu,
    Labels,
    ReplyTtl,
    Nat,
    Latency,
    History,
    Count
};

/// Everything about one column. Model, header menu, copies and settings read it; nothing about a column stands
/// elsewhere.
struct HopColumnInfo {
    enum class Show : std::uint8_t {
        Always,
        First, ///< at first; can be hidden
        WithNames, ///< at first, when there is a source of names; the next two likewise
        WithNetworks,
        WithPlaces,
        Chosen, ///< only when chosen
    };

    HopColumn id;
    const char *key; ///< name in settings; never changes
    const char *titleSource; ///< for the header; translated by title()
    const char *nameSource; ///< whole name, for the chooser and for screen readers
    const char *explanationSource;
    Qt::Alignment alignment;
    int width; ///< logical pixels at a 13 px font
    Show show;
    QVariant (*value)(const HopRow &row); ///< raw: text, count or milliseconds; invalid for nothing
    QString (*text)(const HopRow &row, const QLocale &locale);
    bool (*asked)(const HopRow &row); ///< of a fact: somebody was or is asked for it; for others always true

    QString title() const;
    QString name() const;
    QString explanation() const;
    bool isNumber() const { return alignment.testFlag(Qt::AlignRight); }
};

inline constexpr int hopColumnCount = static_cast<int>(HopColumn::Count);

std::span<const HopColumnInfo> hopColumns();
const HopColumnInfo &hopColumn(HopColumn id);
inline const HopColumnInfo &hopColumn(int column)
{
    return hopColumn(static_cast<HopColumn>(column));
}

/// "12, example.com, loss 2.2 percent, average 99 ms": a row in one sentence.
QString rowSentence(const HopRow &row, const QLocale &locale = QLocale());
/// Everything that a cell leaves out. Plain text that no tool tip takes for rich text.
QString cellToolTip(HopColumn column, const HopRow &row, const QLocale &locale = QLocale(),
    const QDateTime &now = QDateTime::currentDateTimeUtc());
/// Why a column of facts is empty when nobody can be asked, and what to do about it; empty for other columns.
QString whyEmpty(HopColumn column);
/// Text for QToolTip, which guesses: whatever looks like markup is shown as it is.
QString plainToolTip(const QString &text);
/// "labels 24015, 3": the MPLS stack, top first.
QString formatLabels(const std::vector<platform::MplsLabel> &labels);

} // namespace app
