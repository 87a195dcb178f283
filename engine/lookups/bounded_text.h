// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace engine {

/// At most `longest` UTF-16 code units, never half a surrogate pair at the end.
inline QString boundedText(QStringView text, qsizetype longest)
{
    QStringView kept = text.left(longest);
    if (kept.size() < text.size() && !kept.isEmpty() && kept.back().isHighSurrogate())
        kept.chop(1);
    return kept.toString();
}

} // namespace engine
