// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace engine {

/// Text from the network made harmless: control, bidi and invisible characters as "<U+202E>", stacked marks cut, at
/// most `maximum` characters, then "…". The result is plain text of one line.
QString visibleText(QStringView text, qsizetype maximum = 255);

/// At most so many columns of it, the last one "…" where something is left out. `text` is visible already.
QString elidedText(const QString &text, int columns);

/// Columns of a terminal that it takes: 2 for wide East Asian characters, 0 for combining marks.
int columnsOf(QStringView text);

} // namespace engine
