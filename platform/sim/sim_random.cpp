// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/sim/sim_random.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace platform {

std::uint64_t mixBits(std::uint64_t value)
{
    value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9U;
    value = (value ^ value >> 27) * 0x94d049bb133111ebU;
    return value ^ value >> 31;
}

std::uint64_t SimRandom::next()
{
    m_state += 0x9e3779b97f4a7c15U;
    return mixBits(m_state);
}

double SimRandom::unit()
{
    return static_cast<double>(next() >> 11) * 0x1p-53;
}

bool SimRandom::happens(double chance)
{
    if (chance <= 0 || chance >= 1)
        return chance >= 1;
    return unit() < chance;
}

Duration SimRandom::spread(const SimSpread &spread)
{
    if (spread.mean <= Duration::zero())
        return Duration::zero();
    double factor = 0;
    switch (spread.shape) {
    case SimSpread::Shape::Exponential:
        factor = -std::log(1 - unit());
        break;
    case SimSpread::Shape::Normal: // half of it: absolute value, scaled to the wanted mean (Box and Muller)
        factor = std::abs(std::sqrt(-2 * std::log(1 - unit())) * std::cos(2 * std::numbers::pi * unit()))
            * std::sqrt(std::numbers::pi / 2);
        break;
    case SimSpread::Shape::Uniform:
        factor = 2 * unit();
        break;
    }
    return Duration(std::llround(factor * static_cast<double>(spread.mean.count())));
}

} // namespace platform
