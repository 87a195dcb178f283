// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_columns.h"
#include "app/table/table_options.h"
#include "engine/core/sample_history.h"
#include "engine/core/trace_options.h"
#include "engine/formats/report.h"
#include "platform/error.h"

#include <QImage>

#include <memory>
#include <optional>

namespace engine {
class Session;
}

namespace app {

/// What a picture of a trace shows: from a running session or from a report that was read from a file.
struct PictureSource {
    QString title;
    QStringList lines; ///< below the title: time, settings
    std::vector<HopRow> rows;
    std::vector<HopRow> roundTrip; ///< one or none
    const engine::SampleHistory *history = nullptr; ///< null: without the history column
    std::shared_ptr<const engine::SampleHistory> ownHistory; ///< keeps `history` alive where nobody else does
};

PictureSource pictureSource(const engine::Session &session, const HopFacts *facts);
/// `report` alone decides; its options are not in the file.
PictureSource pictureSource(const engine::TraceReport &report);
/// Hops as rows of the table, without opened addresses.
std::vector<HopRow> hopRows(const engine::TraceReport &report);

/// Which facts there are in these rows.
FactKinds factKindsOf(const std::vector<HopRow> &rows);

struct PictureOptions {
    qreal scale = 2; ///< device pixels per logical pixel, 0.5 to 4
    bool dark = false;
    bool logarithmic = false;
    int width = 1236; ///< logical pixels of the table; more when its columns need more
    std::vector<HopColumn> columns; ///< empty: those shown at first
    FactKinds facts; ///< which of those for names, networks and places are among them
    TableOptions table;
};

/// The whole table with a title, as a person attaches it to a ticket. Needs a QGuiApplication, no window.
QImage renderTracePicture(const PictureSource &source, const PictureOptions &options = {});

/// Writes a PNG atomically: what stood at `path` before stays until the new file is complete.
std::optional<platform::Error> writePicture(const QImage &image, const QString &path);

} // namespace app
