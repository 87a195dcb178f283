// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme/theme.h"

#include <QFontMetrics>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

std::array<int, 4> g_thresholds = {20, 50, 100, 200}; // milliseconds; GUI thread only

Theme makeLight()
{
    Theme t;
    t.dark = false;
    t.window = 0xF1F3F5;
    t.base = 0xFFFFFF;
    t.alt = 0xF7F8FA;
    t.raised = 0xFFFFFF;
    t.sel = 0xDCEBF8;
    t.hover = 0xEDF2F7;
    t.text = 0x1A1D21;
    t.text2 = 0x505965;
    t.text3 = 0x5C6570;
    t.accent = 0x0A66B0;
    t.onAccent = 0xFFFFFF;
    t.border = 0xD6DAE0;
    t.grid = 0xE6E9ED;
    t.strong = 0x747C87;
    t.ok = 0x00704F;
    t.okTint = 0xE3F4ED;
    t.warn = 0x875200;
    t.warnTint = 0xFFF3DA;
    t.bad = 0xB32D0A;
    t.badTint = 0xFDEAE3;
    t.infoTint = 0xE5F0FA;
    t.loss = 0xCF3F12;
    t.segments = {
        {{0x5C6570, 0xF1F3F5}, {0x00775A, 0xE2F3EC}, {0x006AA6, 0xE1EFF8}, {0x9E487D, 0xF6E8F1}, {0x945A00, 0xFBEFDA}}};
    t.series = {0x0072B2, 0xB06A00, 0x00805F, 0xAF5489, 0x2A86B8, 0x7A7000};
    t.levels = {0x2F88B3, 0x1F74AC, 0x575AA5, 0x8A3D86, 0x76164A};
    t.sea = 0xF7F9FB;
    t.land = 0xE4E8EC;
    t.coast = 0xB9C1CA;
    return t;
}

Theme makeDark()
{
    Theme t;
    t.dark = true;
    t.window = 0x15181C;
    t.base = 0x1B1F24;
    t.alt = 0x1F2429;
    t.raised = 0x282E35;
    t.sel = 0x1B3852;
    t.hover = 0x232A32;
    t.text = 0xE6E9ED;
    t.text2 = 0xA7B0BB;
    t.text3 = 0x9AA4AF;
    t.accent = 0x5BB0F2;
    t.onAccent = 0x0A1620;
    t.border = 0x323940;
    t.grid = 0x2A3037;
    t.strong = 0x828D99;
    t.ok = 0x3CC79A;
    t.okTint = 0x14302A;
    t.warn = 0xF0B23C;
    t.warnTint = 0x352A12;
    t.bad = 0xFF8A6B;
    t.badTint = 0x3B211A;
    t.infoTint = 0x16293A;
    t.loss = 0xFF7448;
    t.segments = {
        {{0x9AA4AF, 0x15181C}, {0x2FBE93, 0x17332B}, {0x56B4E9, 0x172F40}, {0xDE8FBA, 0x382735}, {0xE6A21E, 0x382C14}}};
    t.series = {0x56B4E9, 0xE69F00, 0x22B58B, 0xDE8FBA, 0x7C9CF0, 0xD9CE3A};
    t.levels = {0x4793C1, 0x5AA9DA, 0xA0A9F0, 0xDBA8EC, 0xFFD3E8};
    t.sea = 0x171B1F;
    t.land = 0x2A3138;
    t.coast = 0x4A545F;
    return t;
}

QColor mixed(const QColor &a, const QColor &b, float share)
{
    return QColor::fromRgbF(a.redF() * (1 - share) + b.redF() * share, a.greenF() * (1 - share) + b.greenF() * share,
        a.blueF() * (1 - share) + b.blueF() * share);
}

QColor faded(QColor colour)
{
    colour.setAlphaF(0.45F);
    return colour;
}

} // namespace

const Theme &Theme::light()
{
    static const Theme theme = makeLight();
    return theme;
}

const Theme &Theme::darkTheme()
{
    static const Theme theme = makeDark();
    return theme;
}

const Theme &Theme::of(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Base).lightnessF() < 0.5F ? darkTheme() : light();
}

const QColor &Theme::level(platform::Duration rtt) const
{
    return levels[static_cast<std::size_t>(latencyLevel(rtt))];
}

QPalette Theme::palette() const
{
    QPalette p;
    for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
        const bool off = group == QPalette::Disabled;
        const QColor ink = off ? faded(text) : text;
        for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText,
                 QPalette::ToolTipText, QPalette::BrightText})
            p.setColor(group, role, ink);
        p.setColor(group, QPalette::PlaceholderText, off ? faded(text3) : text3);
        p.setColor(group, QPalette::Window, window);
        p.setColor(group, QPalette::Base, base);
        p.setColor(group, QPalette::AlternateBase, alt);
        p.setColor(group, QPalette::Button, raised);
        p.setColor(group, QPalette::ToolTipBase, raised);
        p.setColor(group, QPalette::Highlight, group == QPalette::Active ? sel : mixed(sel, base, 0.5F));
        p.setColor(group, QPalette::Link, accent);
        p.setColor(group, QPalette::LinkVisited, accent);
        p.setColor(group, QPalette::Mid, border);
        p.setColor(group, QPalette::Midlight, border);
        p.setColor(group, QPalette::Light, raised);
        p.setColor(group, QPalette::Dark, off ? faded(strong) : strong);
        p.setColor(group, QPalette::Shadow, mixed(window, Qt::black, 0.6F));
    }
    return p;
}

int latencyLevel(platform::Duration rtt)
{
    const auto above = [rtt](int threshold) { return rtt >= std::chrono::milliseconds(threshold); };
    return static_cast<int>(std::ranges::count_if(g_thresholds, above));
}

void setLatencyThresholds(const std::array<int, 4> &milliseconds)
{
    g_thresholds = milliseconds;
    std::ranges::sort(g_thresholds);
}

std::array<int, 4> latencyThresholds()
{
    return g_thresholds;
}

int scaled(int logical, const QFontMetrics &metrics)
{
    constexpr qreal designLineHeight = 18;
    return static_cast<int>(std::lround(logical * std::max<qreal>(1, metrics.height() / designLineHeight)));
}

} // namespace app
