// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"
#include "platform/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform {

/// Thrown inside the scenario reader only; parseScenario turns it into an Error.
struct ScenarioProblem {
    std::string what;
};

/// The words of one line, taken one after the other. Words are separated by blanks; "…" keeps blanks; # begins a
/// comment.
class ScenarioLine final {
public:
    /// Throws ScenarioProblem when a quote is not closed.
    explicit ScenarioLine(std::string_view line);

    bool atEnd() const { return m_at == m_words.size(); }
    std::string_view peek() const { return atEnd() ? std::string_view() : std::string_view(m_words[m_at]); }
    bool take(std::string_view word); ///< when it is the next one

    // Each takes the next word or throws, saying what was wanted.
    std::string word(std::string_view what);
    Duration duration(std::string_view what); ///< a number with us, ms, s, m or h; 0 needs no unit
    double chance(std::string_view what); ///< "2.5%"
    double decimal(std::string_view what, double low, double high);
    std::uint64_t number(std::string_view what, std::uint64_t low, std::uint64_t high);
    IpAddress address(std::string_view what);

    // Each takes the next word if it can be read so.
    std::optional<IpAddress> maybeAddress();
    std::optional<double> maybeChance();
    std::optional<std::uint64_t> maybeNumber(std::uint64_t high);

    void finish() const; ///< throws when words are left

private:
    std::vector<std::string> m_words;
    std::size_t m_at = 0;
};

} // namespace platform
