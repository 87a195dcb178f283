// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/time.h"

#include <string>
#include <vector>

namespace bench {

/// Samples of one figure, printed as one line: name, count, median, p99, maximum, in microseconds.
class Figure final {
public:
    explicit Figure(std::string name);

    void add(platform::Duration value) { m_values.push_back(value); }
    bool empty() const { return m_values.empty(); }
    void print() const;

private:
    std::string m_name;
    std::vector<platform::Duration> m_values;
};

} // namespace bench
