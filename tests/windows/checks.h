// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <exception>

/// Tests of the layers without Qt, for cross builds without a Qt of the other system: CHECK inside functions that RUN
/// calls. Ends with the number of failures.
namespace checks {

inline int failures = 0;

struct Stop final : std::exception { };

inline void check(bool holds, const char *what, const char *file, int line)
{
    if (holds)
        return;
    std::printf("  FAIL %s:%d: %s\n", file, line, what);
    std::fflush(stdout);
    ++failures;
    throw Stop();
}

template <typename Function>
void run(const char *name, Function function)
{
    const int before = failures;
    try {
        function();
    } catch (const Stop &) {
    }
    std::printf("%s %s\n", failures == before ? "pass" : "FAIL", name);
    std::fflush(stdout);
}

} // namespace checks

#define CHECK(condition) checks::check(static_cast<bool>(condition), #condition, __FILE__, __LINE__)
#define RUN(function) checks::run(#function, function)
