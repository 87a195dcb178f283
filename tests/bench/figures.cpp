// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace bench {

namespace {

double microseconds(platform::Duration value)
{
    return std::chrono::duration<double, std::micro>(value).count();
}

} // namespace

Figure::Figure(std::string name)
    : m_name(std::move(name))
{
}

void Figure::print() const
{
    if (m_values.empty()) {
        std::printf("%-52s no samples\n", m_name.c_str());
        return;
    }
    auto sorted = m_values;
    std::ranges::sort(sorted);
    const auto rank = [&sorted](double share) {
        return microseconds(sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5)]);
    };
    std::printf("%-52s n %6zu  median %10.1f  p99 %10.1f  max %10.1f  us\n", m_name.c_str(), sorted.size(), rank(0.5),
        rank(0.99), microseconds(sorted.back()));
}

} // namespace bench
