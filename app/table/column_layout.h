// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/table/hop_columns.h"
#include "app/table/table_look.h"

#include <QByteArray>

#include <array>
#include <vector>

namespace app {

/// Which columns are shown, in which order and how wide: what the user chose, independent of font and window.
class ColumnLayout final {
public:
    struct Column {
        HopColumn id = HopColumn::Hop;
        double width = 0; ///< pixels of the 13 px design
        bool visible = false;
        bool sized = false; ///< by the user: it is not stretched any more

        friend bool operator==(const Column &, const Column &) = default;
    };

    explicit ColumnLayout(FactKinds facts);

    const std::vector<Column> &columns() const { return m_columns; } ///< from left to right, hidden ones too
    const Column &column(HopColumn id) const;
    std::vector<HopColumn> visible() const;

    void setVisible(HopColumn id, bool visible); ///< those that are always shown stay
    void setWidth(HopColumn id, double width); ///< by the user
    void setOrder(
        const std::vector<HopColumn> &order); ///< those not named keep their place at the end; Hop stays first

    /// Pixels by HopColumn, 0 for hidden ones. Room to spare goes to Name, then to Latency; without enough room both
    /// shrink a little, then the table scrolls. No number is ever cut.
    using Widths = std::array<int, hopColumnCount>;
    Widths fit(int room, const TableLook &look) const;

    QByteArray save() const;
    bool restore(const QByteArray &state); ///< false, and nothing changed, when it is not what save() writes

    friend bool operator==(const ColumnLayout &, const ColumnLayout &) = default;

private:
    Column &at(HopColumn id);

    std::vector<Column> m_columns;
};

} // namespace app
