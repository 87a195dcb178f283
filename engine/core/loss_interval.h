// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace engine {

/// A share between 0 and 1 with the interval that holds the true one in 95 of 100 cases.
struct LossInterval {
    double share = 0;
    double low = 0;
    double high = 1;

    friend bool operator==(const LossInterval &, const LossInterval &) = default;
};

/// Wilson score interval (E. B. Wilson, JASA 1927), z = 1.96. With no trials: 0, 0, 1.
LossInterval wilsonInterval(std::uint64_t lost, std::uint64_t trials);

} // namespace engine
