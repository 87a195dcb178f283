// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/suggestion.h"

#include <algorithm>
#include <vector>

namespace app {

namespace {

constexpr int mostSlips = 2;

} // namespace

// Optimal string alignment, three rows at a time.
int editDistance(const QString &one, const QString &other, int limit)
{
    if (std::abs(one.size() - other.size()) > limit)
        return limit + 1;
    const auto width = static_cast<std::size_t>(other.size()) + 1;
    std::vector<int> beforeLast(width);
    std::vector<int> last(width);
    std::vector<int> row(width);
    for (std::size_t j = 0; j < width; ++j)
        last[j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= one.size(); ++i) {
        row[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= other.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const bool same = one[i - 1] == other[j - 1];
            row[at] = std::min({last[at] + 1, row[at - 1] + 1, last[at - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                row[at] = std::min(row[at], beforeLast[at - 2] + 1);
        }
        beforeLast.swap(last);
        last.swap(row);
    }
    return std::min(last.back(), limit + 1);
}

QString likelyMeant(const QString &typed, const QStringList &known)
{
    QString nearest;
    int least = mostSlips + 1;
    const QString word = typed.trimmed().toLower();
    for (const QString &candidate : known) {
        const QString other = candidate.trimmed().toLower();
        const int slips = editDistance(word, other, mostSlips);
        if (slips == 0 || slips >= least || 3 * slips >= other.size())
            continue;
        nearest = candidate;
        least = slips;
    }
    return nearest;
}

} // namespace app
