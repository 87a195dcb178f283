// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace app {

/// What widths, colours and dashes of the path graph mean. Wraps to as many lines as it needs.
class PathLegend final : public QWidget {
    Q_OBJECT

public:
    explicit PathLegend(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    /// For a picture.
    void renderAt(QPainter &painter, const QPointF &at, int width) const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Sign : std::uint8_t { Share, Added, Loss, Inferred, Tunnel };
    struct Entry {
        Sign sign;
        QString text;
        QRectF rect; ///< sign and text
    };
    std::vector<Entry> entries(int width) const;
    void paintSign(QPainter &painter, Sign sign, const QRectF &rect) const;
    int signWidth(Sign sign) const;
};

} // namespace app
