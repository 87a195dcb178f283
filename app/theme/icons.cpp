// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme/icons.h"

#include "app/theme/icon_shapes.h"
#include "app/theme/theme.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>

#include <algorithm>

namespace app {
namespace {

const QColor &tintColour(const Theme &theme, IconTint tint)
{
    switch (tint) {
    case IconTint::Secondary:
        return theme.text2;
    case IconTint::Accent:
        return theme.accent;
    case IconTint::OnAccent:
        return theme.onAccent;
    case IconTint::Ok:
        return theme.ok;
    case IconTint::Warn:
        return theme.warn;
    case IconTint::Bad:
        return theme.bad;
    case IconTint::Text:
        break;
    }
    return theme.text;
}

class ShapeEngine final : public QIconEngine {
public:
    ShapeEngine(Icon which, IconTint tint)
        : m_which(which)
        , m_tint(tint)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        QColor colour = tintColour(Theme::of(QGuiApplication::palette()), m_tint);
        if (mode == QIcon::Disabled)
            colour.setAlphaF(0.45F);
        paintIcon(*painter, m_which, rect, colour);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, result.rect(), mode, state);
        return result;
    }

    QIconEngine *clone() const override { return new ShapeEngine(*this); }

private:
    Icon m_which;
    IconTint m_tint;
};

} // namespace

QIcon icon(Icon which, IconTint tint)
{
    return QIcon(new ShapeEngine(which, tint)); // owned by the icon
}

void paintIcon(QPainter &painter, Icon which, const QRectF &box, const QColor &colour)
{
    constexpr qreal grid = 16;
    const qreal side = std::min(box.width(), box.height());
    const IconShape &shape = iconShape(which);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.center() - QPointF(side / 2, side / 2));
    painter.scale(side / grid, side / grid);
    if (!shape.fills.isEmpty())
        painter.fillPath(shape.fills, colour);
    if (!shape.strokes.isEmpty()) {
        painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(shape.strokes);
    }
    painter.restore();
}

} // namespace app
