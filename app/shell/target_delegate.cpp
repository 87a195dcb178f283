// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/target_delegate.h"

#include "app/shell/session_list.h"

#include <QPainter>

namespace app {
namespace {

constexpr int itemHeight = 50;
constexpr int shapeSide = 14;
constexpr int graphWidth = 42;

/// The average as a line that breaks at gaps, lost packets as marks over the whole height.
void drawSparkline(QPainter &painter, const QRect &box, const std::vector<SparklineColumn> &columns, const Theme &theme)
{
    platform::Duration low = platform::Duration::max();
    platform::Duration high{};
    for (const auto &column : columns) {
        if (!column.average)
            continue;
        low = std::min(low, *column.average);
        high = std::max(high, *column.average);
    }
    if (columns.size() < 2 || low > high)
        return;
    // At least a tenth of the value high, so that noise does not look like trouble.
    const double range =
        std::max({static_cast<double>((high - low).count()), static_cast<double>(high.count()) / 10, 1.0});
    const double step = box.width() / static_cast<double>(columns.size() - 1);
    const auto y = [&](platform::Duration value) {
        return box.bottom() - 2 - static_cast<double>((value - low).count()) / range * (box.height() - 5);
    };
    QList<QLineF> lines;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const double x = box.left() + step * static_cast<double>(i);
        if (columns[i].lost)
            painter.fillRect(QRectF(x - 1, box.top(), 2, box.height()), theme.loss);
        if (i > 0 && columns[i].average && columns[i - 1].average)
            lines.append(QLineF(x - step, y(*columns[i - 1].average), x, y(*columns[i].average)));
    }
    painter.setPen(QPen(theme.text2, 0));
    painter.drawLines(lines);
}

void drawGround(QPainter &painter, const QStyleOptionViewItem &option, const Theme &theme)
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRect card = option.rect.adjusted(4, 1, -4, -1);
    painter.setRenderHint(QPainter::Antialiasing);
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(selected ? option.palette.color(QPalette::Highlight) : theme.hover);
        painter.drawRoundedRect(card, 4, 4);
    }
    if (selected) {
        painter.setBrush(theme.accent);
        const int x = option.direction == Qt::RightToLeft ? card.right() - 2 : card.left();
        painter.drawRoundedRect(QRectF(x, card.top() + 6, 3, card.height() - 12), 1.5, 1.5);
    }
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), 4, 4);
    }
}

void drawLine(QPainter &painter, const QRect &row, const TargetSummary &summary, const Theme &theme)
{
    const QFontMetrics metrics(painter.font());
    painter.setPen(summary.tone == TargetSummary::Tone::Bad && summary.remark.isEmpty() ? theme.bad : theme.text2);
    const QString first = summary.remark.isEmpty() ? summary.detail : summary.detail + QStringLiteral(" · ");
    const QString shown = metrics.elidedText(first, Qt::ElideRight, row.width());
    painter.drawText(row, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine, shown);
    const int used = metrics.horizontalAdvance(first);
    if (summary.remark.isEmpty() || used >= row.width())
        return;
    painter.setPen(summary.remarkIsBad ? theme.bad : theme.text2);
    painter.drawText(row.adjusted(used, 0, 0, 0), Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine,
        metrics.elidedText(summary.remark, Qt::ElideRight, row.width() - used));
}

} // namespace

void TargetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto summary = index.data(SessionList::SummaryRole).value<TargetSummary>();
    const auto *list = qobject_cast<const SessionList *>(index.model());
    const Theme &theme = Theme::of(option.palette);
    painter->save();
    drawGround(*painter, option, theme);

    const bool folded = option.rect.width() <= scaled(foldedWidth, option.fontMetrics);
    const int top = option.rect.top() + (option.rect.height() - 2 * option.fontMetrics.height()) / 2;
    const int shapeX = folded ? option.rect.center().x() - shapeSide / 2 : option.rect.left() + 14;
    const int shapeY =
        folded ? option.rect.center().y() - shapeSide / 2 : top + (option.fontMetrics.height() - shapeSide) / 2;
    const QRect shape(shapeX, shapeY, shapeSide, shapeSide);
    paintIcon(*painter, summary.shape, QRectF(shape).adjusted(1, 1, -1, -1), toneColour(summary.tone, theme));
    if (!folded) {
        QRect name(shape.right() + 8, top, option.rect.right() - 12 - shape.right() - 8, option.fontMetrics.height());
        const auto columns =
            list && list->at(index.row()) ? sparkline(*list->at(index.row())) : std::vector<SparklineColumn>();
        if (!columns.empty()) {
            name.setRight(name.right() - graphWidth - 8);
            painter->setRenderHint(QPainter::Antialiasing, false);
            drawSparkline(
                *painter, QRect(name.right() + 8, name.top() + 2, graphWidth, name.height() - 4), columns, theme);
        }
        QFont font = option.font;
        font.setWeight(QFont::Medium);
        painter->setFont(font);
        painter->setPen(theme.text);
        painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(font).elidedText(summary.name, Qt::ElideRight, name.width()));
        font = option.font;
        font.setPixelSize(qMax(9, QFontInfo(font).pixelSize() - 1));
        painter->setFont(font);
        const QRect detail(
            name.left(), name.bottom() + 1, option.rect.right() - 12 - name.left(), option.fontMetrics.height());
        drawLine(*painter, detail, summary, theme);
    }
    painter->restore();
}

QSize TargetDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {scaled(160, option.fontMetrics), scaled(itemHeight, option.fontMetrics)};
}

} // namespace app
