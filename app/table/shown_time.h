// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/timeline/time_span.h"
#include "platform/time.h"

#include <algorithm>
#include <optional>
#include <variant>

namespace app {

/// Which part of a run the figures of the table sum up: all of it, what came last, or a time that was picked.
class ShownTime final {
public:
    ShownTime() = default; ///< the whole run
    static ShownTime last(platform::Duration length) { return ShownTime(length); }
    static ShownTime fixed(const TimeSpan &span) { return ShownTime(span); }

    bool isLive() const { return !std::holds_alternative<TimeSpan>(m_what); }
    bool isWhole() const { return std::holds_alternative<std::monostate>(m_what); }
    /// What came last: how much of it.
    std::optional<platform::Duration> length() const
    {
        const auto *length = std::get_if<platform::Duration>(&m_what);
        return length ? std::optional(*length) : std::nullopt;
    }
    /// In a run that has come to `end`; nothing: the whole of it.
    std::optional<TimeSpan> span(platform::Duration end) const
    {
        if (const auto *span = std::get_if<TimeSpan>(&m_what))
            return *span;
        const auto *length = std::get_if<platform::Duration>(&m_what);
        if (!length || *length >= end)
            return std::nullopt;
        return TimeSpan{end - *length, end + platform::Duration{1}};
    }

    friend bool operator==(const ShownTime &, const ShownTime &) = default;

private:
    template <typename What>
    explicit ShownTime(const What &what)
        : m_what(what)
    {
    }

    std::variant<std::monostate, platform::Duration, TimeSpan> m_what;
};

} // namespace app
