// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/column_layout.h"

#include "app/table/formatting.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace app {

namespace {

constexpr int version = 1;
constexpr double narrowest = 30;
constexpr double widest = 1200;
// How far the two elastic columns give and take, in design pixels.
constexpr double nameLeast = 130;
constexpr double nameMost = 300;
constexpr double latencyLeast = 150;
constexpr double latencyMost = 560;

/// What the longest number of a column needs.
double numberWidth(const HopColumnInfo &info, const TableLook &look)
{
    const QLocale locale;
    const double ends = look.padding() + look.px(2);
    if (info.id == HopColumn::Loss) {
        const engine::LossInterval wide{0.888, 0.5, 1};
        const auto width = [&](engine::LossKind kind, std::uint64_t lost) {
            const LossText text = formatLoss(lost, 100, wide, kind, locale);
            return look.bodyStrong.width(text.value) + look.small.width(text.rest);
        };
        const double limited = look.body.width(formatLoss(88, 100, wide, engine::LossKind::Limited, locale).value);
        return std::max(limited, width(engine::LossKind::Real, 88)) + ends;
    }
    const double number =
        std::max(look.bodyMedium.width(locale.toString(8888.0, 'f', 0).remove(locale.groupSeparator())),
            look.bodyMedium.width(formatSeconds(std::chrono::milliseconds{8888}, locale)));
    return number + ends;
}

double leastWidth(const HopColumnInfo &info, const TableLook &look)
{
    const double title = look.smallStrong.width(info.title()) + look.padding() + look.px(2);
    if (!info.isNumber() || info.id == HopColumn::Hop)
        return title;
    return std::max(title, numberWidth(info, look));
}

bool shownAtFirst(HopColumnInfo::Show show, FactKinds facts)
{
    switch (show) {
    case HopColumnInfo::Show::Always:
    case HopColumnInfo::Show::First:
        return true;
    case HopColumnInfo::Show::WithNames:
        return facts.names;
    case HopColumnInfo::Show::WithNetworks:
        return facts.networks;
    case HopColumnInfo::Show::WithPlaces:
        return facts.places;
    case HopColumnInfo::Show::Chosen:
        break;
    }
    return false;
}

const HopColumnInfo *columnByKey(const QString &key)
{
    for (const HopColumnInfo &info : hopColumns()) {
        if (key == QLatin1String(info.key))
            return &info;
    }
    return nullptr;
}

} // namespace

ColumnLayout::ColumnLayout(FactKinds facts)
{
    for (const HopColumnInfo &info : hopColumns()) {
        const bool visible = shownAtFirst(info.show, facts);
        m_columns.push_back({info.id, static_cast<double>(info.width), visible, false});
    }
}

ColumnLayout::Column &ColumnLayout::at(HopColumn id)
{
    return *std::find_if(m_columns.begin(), m_columns.end(), [id](const Column &column) { return column.id == id; });
}

const ColumnLayout::Column &ColumnLayout::column(HopColumn id) const
{
    return *std::find_if(m_columns.begin(), m_columns.end(), [id](const Column &column) { return column.id == id; });
}

std::vector<HopColumn> ColumnLayout::visible() const
{
    std::vector<HopColumn> result;
    for (const Column &column : m_columns) {
        if (column.visible)
            result.push_back(column.id);
    }
    return result;
}

void ColumnLayout::setVisible(HopColumn id, bool visible)
{
    at(id).visible = visible || hopColumn(id).show == HopColumnInfo::Show::Always;
}

void ColumnLayout::setWidth(HopColumn id, double width)
{
    at(id).width = std::clamp(width, narrowest, widest);
    at(id).sized = true;
}

void ColumnLayout::setOrder(const std::vector<HopColumn> &order)
{
    const auto place = [&order](const Column &column) {
        if (column.id == HopColumn::Hop)
            return std::ptrdiff_t{-1};
        return std::find(order.begin(), order.end(), column.id) - order.begin();
    };
    std::stable_sort(
        m_columns.begin(), m_columns.end(), [&](const Column &a, const Column &b) { return place(a) < place(b); });
}

ColumnLayout::Widths ColumnLayout::fit(int room, const TableLook &look) const
{
    Widths widths{};
    int spare = room;
    for (const Column &column : m_columns) {
        if (!column.visible)
            continue;
        int &width = widths[static_cast<std::size_t>(column.id)];
        width = static_cast<int>(std::ceil(std::max(look.px(column.width), leastWidth(hopColumn(column.id), look))));
        spare -= width;
    }
    const auto stretch = [&](HopColumn id, double least, double most) {
        int &width = widths[static_cast<std::size_t>(id)];
        if (width == 0 || column(id).sized)
            return;
        const int wanted =
            std::clamp(width + spare, std::min(width, look.whole(least)), std::max(width, look.whole(most)));
        spare -= wanted - width;
        width = wanted;
    };
    stretch(HopColumn::Name, nameLeast, nameMost);
    stretch(HopColumn::Latency, latencyLeast, latencyMost);
    if (spare > 0)
        stretch(HopColumn::Name, nameLeast, widest);
    return widths;
}

QByteArray ColumnLayout::save() const
{
    QJsonArray columns;
    for (const Column &column : m_columns) {
        QJsonObject object{{QStringLiteral("key"), QLatin1String(hopColumn(column.id).key)},
            {QStringLiteral("visible"), column.visible}};
        if (column.sized)
            object.insert(QStringLiteral("width"), column.width);
        columns.append(object);
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("version"), version}, {QStringLiteral("columns"), columns}})
        .toJson(QJsonDocument::Compact);
}

bool ColumnLayout::restore(const QByteArray &state)
{
    const QJsonObject root = QJsonDocument::fromJson(state).object();
    if (root.value(QLatin1String("version")).toInt() != version)
        return false;
    std::vector<HopColumn> order;
    for (const QJsonValue &value : root.value(QLatin1String("columns")).toArray()) {
        const QJsonObject object = value.toObject();
        const HopColumnInfo *info = columnByKey(object.value(QLatin1String("key")).toString());
        if (!info || std::find(order.begin(), order.end(), info->id) != order.end())
            continue; // of another version of the program, or damaged
        order.push_back(info->id);
        setVisible(info->id, object.value(QLatin1String("visible")).toBool());
        const double width = object.value(QLatin1String("width")).toDouble();
        if (width > 0)
            setWidth(info->id, width);
    }
    setOrder(order);
    return true;
}

} // namespace app
