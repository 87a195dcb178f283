// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/hop_summary.h"

#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;

namespace app {

/// A label of plain text that can be selected with the mouse.
QLabel *makeTextLabel(QWidget *parent, bool wraps);
/// Sets the text if it is another: a selection in an unchanged text stays.
void setLabelText(QLabel *label, const QString &text);

/// Labels with values beside them and notes below those. Rows are kept and reused.
class FactList final : public QWidget {
    Q_OBJECT

public:
    explicit FactList(QWidget *parent = nullptr);
    void setFacts(const std::vector<HopSummary::Fact> &facts);

private:
    struct Row {
        QLabel *label;
        QLabel *value;
        QLabel *note;
    };
    QGridLayout *m_grid;
    std::vector<Row> m_rows;
};

/// A horizontal bar that shows a share.
class ShareBar final : public QWidget {
    Q_OBJECT

public:
    explicit ShareBar(QWidget *parent = nullptr);
    void setShare(double share);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_share = 0;
};

/// A title and names with bars and percents. Hidden while there is nothing to show.
class ShareList final : public QWidget {
    Q_OBJECT

public:
    explicit ShareList(const QString &title, QWidget *parent = nullptr);
    void setShares(const std::vector<HopSummary::Share> &shares);

private:
    struct Row {
        QLabel *name;
        ShareBar *bar;
        QLabel *percent;
        QLabel *detail;
    };
    QGridLayout *m_grid;
    std::vector<Row> m_rows;
};

/// The latency histogram with a plain axis.
class HistogramView final : public QWidget {
    Q_OBJECT

public:
    explicit HistogramView(QWidget *parent = nullptr);
    void setBars(const HistogramBars &bars, const QString &description, int series);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintAxis(QPainter &painter, const QRectF &plot) const;

    HistogramBars m_bars;
    int m_series = 0;
};

} // namespace app
