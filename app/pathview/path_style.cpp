// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_style.h"

#include <QFontMetricsF>

namespace app {

namespace {

constexpr qreal designPixels = 13; ///< the font for which the look was drawn
constexpr qreal designHeight = 18;
constexpr qreal clusterTint = 0.55;

QColor mixed(const QColor &under, const QColor &over, qreal share)
{
    const auto part = [share](int a, int b) { return static_cast<int>(a + (b - a) * share + 0.5); };
    return {part(under.red(), over.red()), part(under.green(), over.green()), part(under.blue(), over.blue())};
}

} // namespace

QFont sizedFont(const QFont &font, qreal pixels, QFont::Weight weight)
{
    QFont sized(font);
    if (font.pointSizeF() > 0)
        sized.setPointSizeF(font.pointSizeF() * pixels / designPixels);
    else
        sized.setPixelSize(qRound(font.pixelSize() * pixels / designPixels));
    sized.setWeight(weight);
    return sized;
}

PathStyle PathStyle::of(const QPalette &palette, const QFont &font)
{
    PathStyle style;
    style.theme = &Theme::of(palette);
    style.metrics.scale = QFontMetricsF(font).height() / designHeight;
    style.mark = sizedFont(font, 10.5, QFont::DemiBold);
    style.name = sizedFont(font, 11, QFont::Medium);
    style.value = sizedFont(font, 11, QFont::Normal);
    style.title = sizedFont(font, 11, QFont::DemiBold);
    return style;
}

QColor PathStyle::ground(Segment segment) const
{
    return segment == Segment::Unknown ? theme->base : mixed(theme->base, theme->segment(segment).tint, clusterTint);
}

} // namespace app
