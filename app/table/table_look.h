// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/table_options.h"
#include "app/table/tabular_text.h"
#include "app/theme/theme.h"

namespace app {

/// Sizes, fonts and colours of the hop table for one font, theme and density. Made anew when one of them changes.
class TableLook final {
public:
    TableLook(const QFont &font, const Theme &theme, Density density);

    const Theme &theme() const { return *m_theme; }
    /// `design` pixels of the 13 px design in the pixels of this font.
    double px(double design) const { return design * m_unit; }
    int whole(double design) const; ///< rounded

    int rowHeight() const;
    int roundTripHeight() const;
    int headerHeight() const { return whole(30); }
    int padding() const;
    double averageMarkHeight() const;

    // By their use; body is the application's font.
    TabularText body, bodyMedium, bodyStrong; ///< weights 400, 500, 600
    TabularText small; ///< 12 px: what stands behind a number
    TabularText smallStrong; ///< 12 px semi-bold: header
    TabularText chip; ///< 11 px semi-bold
    TabularText axis; ///< 10 px
    TabularText letter; ///< 10 px bold
    QFont italic;

private:
    const Theme *m_theme;
    double m_unit;
    Density m_density;
};

/// Marker of a selected hop, in its own colour: disc, square, triangle, diamond, hollow disc, hollow square.
void paintSeriesMarker(QPainter &painter, const QRectF &box, int series, const Theme &theme);

} // namespace app
