// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_legend.h"

#include "app/pathview/path_style.h"

#include <QLocale>
#include <QPainter>

namespace app {

namespace {

constexpr int margin = 16;
constexpr int gap = 28; ///< between entries
constexpr int lineHeight = 24;

} // namespace

PathLegend::PathLegend(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    QStringList words;
    for (const Entry &entry : entries(QWIDGETSIZE_MAX))
        words << entry.text;
    setAccessibleName(tr("Legend: %1").arg(words.join(QStringLiteral("; "))));
}

QSize PathLegend::sizeHint() const
{
    return {scaled(320, fontMetrics()), heightForWidth(width())};
}

int PathLegend::heightForWidth(int width) const
{
    return qRound(entries(width).back().rect.bottom()) + scaled(4, fontMetrics());
}

void PathLegend::renderAt(QPainter &painter, const QPointF &at, int width) const
{
    painter.save();
    painter.translate(at);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(sizedFont(font(), 11, QFont::Normal));
    for (const Entry &entry : entries(width)) {
        const qreal sign = signWidth(entry.sign);
        paintSign(painter, entry.sign, QRectF(entry.rect.left(), entry.rect.top(), sign, entry.rect.height()));
        painter.setPen(Theme::of(palette()).text2);
        const qreal inset = sign + scaled(6, fontMetrics());
        painter.drawText(entry.rect.adjusted(inset, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, entry.text);
    }
    painter.restore();
}

void PathLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::of(palette()).base);
    renderAt(painter, {0, 0}, width());
}

std::vector<PathLegend::Entry> PathLegend::entries(int width) const
{
    std::vector<Entry> entries{
        {Sign::Share, tr("width: share of probes"), {}},
        {Sign::Added, tr("colour: time added, 0 to %1+ ms").arg(QLocale().toString(latencyThresholds().back())), {}},
        {Sign::Loss, tr("loss begins here"), {}},
        {Sign::Inferred, tr("inferred, hop silent"), {}},
        {Sign::Tunnel, tr("tunnel"), {}},
    };
    const auto px = [this](int logical) { return scaled(logical, fontMetrics()); };
    const QFontMetricsF metrics(sizedFont(font(), 11, QFont::Normal));
    qreal x = px(margin);
    qreal y = px(4);
    for (Entry &entry : entries) {
        const qreal wide = signWidth(entry.sign) + px(6) + std::ceil(metrics.horizontalAdvance(entry.text)) + 1;
        if (x > px(margin) && x + wide > width - px(margin)) {
            x = px(margin);
            y += px(lineHeight);
        }
        entry.rect = QRectF(x, y, wide, px(lineHeight));
        x += wide + px(gap);
    }
    return entries;
}

int PathLegend::signWidth(Sign sign) const
{
    return scaled(sign == Sign::Added ? 62 : sign == Sign::Tunnel ? 28 : 22, fontMetrics());
}

void PathLegend::paintSign(QPainter &painter, Sign sign, const QRectF &rect) const
{
    const Theme &theme = Theme::of(palette());
    const qreal one = scaled(100, fontMetrics()) / 100.0;
    const QPointF left(rect.left(), rect.center().y());
    const QPointF right(rect.right(), rect.center().y());
    const QRectF bar(left.x(), left.y() - 3 * one, rect.width(), 6 * one);
    switch (sign) {
    case Sign::Share:
        painter.fillRect(bar, theme.levels[0]);
        break;
    case Sign::Added: {
        const qreal step = rect.width() / static_cast<qreal>(theme.levels.size());
        for (std::size_t i = 0; i < theme.levels.size(); ++i)
            painter.fillRect(
                QRectF(bar.left() + static_cast<qreal>(i) * step, bar.top(), step, bar.height()), theme.levels[i]);
        break;
    }
    case Sign::Loss:
        painter.fillRect(bar, theme.loss);
        painter.setPen(QPen(theme.base, 2 * one, Qt::SolidLine, Qt::FlatCap));
        for (qreal x = bar.left() + 4 * one; x < bar.right(); x += 7 * one)
            painter.drawLine(QPointF(x - 2 * one, bar.bottom() + one), QPointF(x + 2 * one, bar.top() - one));
        break;
    case Sign::Inferred: {
        QPen pen(theme.text3, 2 * one, Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern({1.5, 1.5});
        painter.setPen(pen);
        painter.drawLine(left, right);
        break;
    }
    case Sign::Tunnel: {
        QPen pen(theme.strong, 1, Qt::CustomDashLine);
        pen.setDashPattern({3, 2});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect.adjusted(0.5, 5 * one, -0.5, -5 * one), 7 * one, 7 * one);
        break;
    }
    }
}

} // namespace app
