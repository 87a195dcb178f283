// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/hop_details_parts.h"

#include "app/pathview/path_style.h"
#include "app/table/formatting.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace app {

QLabel *makeTextLabel(QWidget *parent, bool wraps)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(wraps);
    return label;
}

void setLabelText(QLabel *label, const QString &text)
{
    if (label->text() != text)
        label->setText(text);
}

FactList::FactList(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
}

void FactList::setFacts(const std::vector<HopSummary::Fact> &facts)
{
    while (m_rows.size() < facts.size()) {
        const int row = static_cast<int>(m_rows.size());
        Row made{makeTextLabel(this, false), makeTextLabel(this, true), makeTextLabel(this, true)};
        made.label->setForegroundRole(QPalette::PlaceholderText);
        made.label->setMinimumWidth(scaled(68, fontMetrics()));
        made.note->setForegroundRole(QPalette::PlaceholderText);
        made.note->setFont(sizedFont(font(), 11, QFont::Normal));
        auto *cell = new QVBoxLayout;
        cell->setSpacing(0);
        cell->addWidget(made.value);
        cell->addWidget(made.note);
        m_grid->addWidget(made.label, row, 0, Qt::AlignTop);
        m_grid->addLayout(cell, row, 1, Qt::AlignTop);
        m_rows.push_back(made);
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const bool used = i < facts.size();
        m_rows[i].label->setVisible(used);
        m_rows[i].value->setVisible(used);
        m_rows[i].note->setVisible(used && !facts[i].note.isEmpty());
        if (!used)
            continue;
        setLabelText(m_rows[i].note, facts[i].note);
        setLabelText(m_rows[i].label, facts[i].label);
        setLabelText(m_rows[i].value, facts[i].value);
        QString spoken = facts[i].label + QStringLiteral(": ") + facts[i].value;
        if (!facts[i].note.isEmpty())
            spoken += QStringLiteral(", ") + facts[i].note;
        m_rows[i].value->setAccessibleName(spoken);
    }
}

ShareBar::ShareBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void ShareBar::setShare(double share)
{
    if (share == m_share)
        return;
    m_share = share;
    update();
}

QSize ShareBar::sizeHint() const
{
    return {scaled(120, fontMetrics()), scaled(18, fontMetrics())};
}

void ShareBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal high = scaled(8, fontMetrics());
    const QRectF track(0, (height() - high) / 2, width(), high);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.border);
    painter.drawRoundedRect(track, 2, 2);
    painter.setBrush(theme.levels[0]);
    painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(track.width() * m_share, high)), 2, 2);
}

ShareList::ShareList(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
    QLabel *label = makeTextLabel(this, false);
    label->setText(title);
    label->setFont(sizedFont(font(), 12, QFont::DemiBold));
    m_grid->addWidget(label, 0, 0, 1, 4);
    hide();
}

void ShareList::setShares(const std::vector<HopSummary::Share> &shares)
{
    while (m_rows.size() < shares.size()) {
        const int row = static_cast<int>(m_rows.size()) + 1;
        Row made{
            makeTextLabel(this, false), new ShareBar(this), makeTextLabel(this, false), makeTextLabel(this, false)};
        for (QLabel *number : {made.percent, made.detail}) {
            number->setForegroundRole(QPalette::PlaceholderText);
            number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        }
        m_grid->addWidget(made.name, row, 0);
        m_grid->addWidget(made.bar, row, 1);
        m_grid->addWidget(made.percent, row, 2);
        m_grid->addWidget(made.detail, row, 3);
        m_rows.push_back(made);
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows[i];
        const bool used = i < shares.size();
        for (QWidget *part : std::initializer_list<QWidget *>{row.name, row.bar, row.percent, row.detail})
            part->setVisible(used);
        if (!used)
            continue;
        setLabelText(row.name, shares[i].name);
        setLabelText(row.percent, formatPercent(shares[i].share, 0));
        setLabelText(row.detail, shares[i].detail);
        row.bar->setShare(shares[i].share);
        row.name->setAccessibleName(tr("%1: %2", "name, share").arg(shares[i].name, formatPercent(shares[i].share, 0)));
    }
    setVisible(!shares.empty());
}

HistogramView::HistogramView(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HistogramView::setBars(const HistogramBars &bars, const QString &description, int series)
{
    setAccessibleName(description);
    setToolTip(description);
    if (bars == m_bars && series == m_series)
        return;
    m_bars = bars;
    m_series = series;
    update();
}

QSize HistogramView::sizeHint() const
{
    return {scaled(220, fontMetrics()), scaled(80, fontMetrics())};
}

void HistogramView::paintEvent(QPaintEvent *)
{
    if (m_bars.bars.empty())
        return;
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    const QRectF plot(0.5, 2, width() - 1, height() - scaled(18, fontMetrics()));
    const double most = *std::ranges::max_element(m_bars.bars);
    const qreal step = plot.width() / static_cast<qreal>(m_bars.bars.size());
    for (std::size_t i = 0; i < m_bars.bars.size(); ++i) {
        const double count = m_bars.bars[i];
        if (count <= 0)
            continue;
        // One sample among thousands is still a mark.
        const qreal high = std::max(2.0, std::round(count / most * plot.height()));
        const qreal left = std::round(plot.left() + static_cast<qreal>(i) * step);
        const qreal right = std::round(plot.left() + static_cast<qreal>(i + 1) * step) - 1;
        const bool beyond = m_bars.open && i + 1 == m_bars.bars.size();
        const QColor colour = beyond ? theme.text3 : theme.series[static_cast<std::size_t>(m_series)];
        painter.fillRect(QRectF(left, plot.bottom() - high, std::max(1.0, right - left), high), colour);
    }
    paintAxis(painter, plot);
}

void HistogramView::paintAxis(QPainter &painter, const QRectF &plot) const
{
    const Theme &theme = Theme::of(palette());
    painter.setPen(QPen(theme.strong, 1));
    painter.drawLine(
        QPointF(plot.left(), std::floor(plot.bottom()) + 0.5), QPointF(plot.right(), std::floor(plot.bottom()) + 0.5));
    painter.setFont(sizedFont(font(), 10, QFont::Normal));
    painter.setPen(theme.text2);
    const QRectF labels(0, plot.bottom() + 3, width(), height() - plot.bottom() - 3);
    painter.drawText(labels, Qt::AlignLeft | Qt::AlignTop, formatRtt(m_bars.low));
    const QString high = formatRttUnit(m_bars.high);
    painter.drawText(labels, Qt::AlignRight | Qt::AlignTop, m_bars.open ? tr("%1 and more").arg(high) : high);
    if (!m_bars.open)
        painter.drawText(labels, Qt::AlignHCenter | Qt::AlignTop, formatRtt((m_bars.low + m_bars.high) / 2));
}

} // namespace app
