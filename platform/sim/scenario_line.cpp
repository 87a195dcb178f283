// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/sim/scenario_line.h"

#include <array>
#include <charconv>
#include <cmath>

namespace platform {

namespace {

/// A plain decimal number; charconv knows no locale. Leaves what follows it in `rest`.
std::optional<double> readDecimal(std::string_view text, std::string_view &rest)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc() || !std::isfinite(value) || value < 0)
        return std::nullopt;
    rest = text.substr(static_cast<std::size_t>(end - text.data()));
    return value;
}

std::optional<double> readChance(std::string_view text)
{
    std::string_view unit;
    const auto value = readDecimal(text, unit);
    return value && unit == "%" && *value <= 100 ? std::optional(*value / 100) : std::nullopt;
}

std::optional<std::uint64_t> readNumber(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<Duration> readDuration(std::string_view text)
{
    struct Unit {
        std::string_view name;
        double nanoseconds;
    };
    static constexpr std::array<Unit, 6> units{
        {{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"m", 60e9}, {"h", 3600e9}}};
    constexpr double longest = 1e9 * 3600 * 24 * 366;
    std::string_view name;
    const auto value = readDecimal(text, name);
    if (!value)
        return std::nullopt;
    if (name.empty())
        return *value == 0 ? std::optional(Duration::zero()) : std::nullopt;
    for (const Unit &unit : units) {
        if (unit.name == name && *value * unit.nanoseconds <= longest)
            return Duration(std::llround(*value * unit.nanoseconds));
    }
    return std::nullopt;
}

} // namespace

ScenarioLine::ScenarioLine(std::string_view line)
{
    std::size_t at = 0;
    const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (true) {
        while (at < line.size() && isBlank(line[at]))
            ++at;
        if (at == line.size() || line[at] == '#')
            return;
        if (line[at] == '"') {
            const std::size_t end = line.find('"', at + 1);
            if (end == std::string_view::npos)
                throw ScenarioProblem{"a \" is not closed"};
            m_words.emplace_back(line.substr(at + 1, end - at - 1));
            at = end + 1;
            continue;
        }
        const std::size_t start = at;
        while (at < line.size() && !isBlank(line[at]))
            ++at;
        m_words.emplace_back(line.substr(start, at - start));
    }
}

bool ScenarioLine::take(std::string_view word)
{
    const bool matches = !atEnd() && m_words[m_at] == word;
    m_at += matches ? 1 : 0;
    return matches;
}

std::string ScenarioLine::word(std::string_view what)
{
    if (atEnd())
        throw ScenarioProblem{std::string(what) + " is missing"};
    return m_words[m_at++];
}

Duration ScenarioLine::duration(std::string_view what)
{
    const std::string text = word(what);
    const auto value = readDuration(text);
    if (!value)
        throw ScenarioProblem{
            std::string(what) + " must be a time with its unit (us, ms, s, m, h), not \"" + text + '"'};
    return *value;
}

double ScenarioLine::chance(std::string_view what)
{
    const std::string text = word(what);
    const auto value = readChance(text);
    if (!value)
        throw ScenarioProblem{std::string(what) + " must be from 0% to 100%, not \"" + text + '"'};
    return *value;
}

double ScenarioLine::decimal(std::string_view what, double low, double high)
{
    const std::string text = word(what);
    std::string_view rest;
    const auto value = readDecimal(text, rest);
    if (!value || !rest.empty() || *value < low || *value > high)
        throw ScenarioProblem{std::string(what) + " must be a number, not \"" + text + '"'};
    return *value;
}

std::uint64_t ScenarioLine::number(std::string_view what, std::uint64_t low, std::uint64_t high)
{
    const std::string text = word(what);
    const auto value = readNumber(text);
    if (!value || *value < low || *value > high) {
        throw ScenarioProblem{std::string(what) + " must be from " + std::to_string(low) + " to " + std::to_string(high)
            + ", not \"" + text + '"'};
    }
    return *value;
}

IpAddress ScenarioLine::address(std::string_view what)
{
    const std::string text = word(what);
    const auto value = IpAddress::parse(text);
    if (!value)
        throw ScenarioProblem{std::string(what) + " must be an address, not \"" + text + '"'};
    return *value;
}

std::optional<IpAddress> ScenarioLine::maybeAddress()
{
    const auto value = IpAddress::parse(peek());
    m_at += value ? 1 : 0;
    return value;
}

std::optional<double> ScenarioLine::maybeChance()
{
    const auto value = readChance(peek());
    m_at += value ? 1 : 0;
    return value;
}

std::optional<std::uint64_t> ScenarioLine::maybeNumber(std::uint64_t high)
{
    const auto value = readNumber(peek());
    if (!value || *value > high)
        return std::nullopt;
    ++m_at;
    return value;
}

void ScenarioLine::finish() const
{
    if (!atEnd())
        throw ScenarioProblem{'"' + m_words[m_at] + "\" is not understood here"};
}

} // namespace platform
