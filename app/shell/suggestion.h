// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace app {

/// How many letters must be put in, taken out, replaced or exchanged with their neighbour; more than `limit` is not
/// told apart from `limit` + 1.
int editDistance(const QString &one, const QString &other, int limit);

/// The one of `known` that was most likely meant by `typed`: one or two slips away, and fewer than a third of its
/// letters. Earlier ones win; empty when none is near.
QString likelyMeant(const QString &typed, const QStringList &known);

} // namespace app
