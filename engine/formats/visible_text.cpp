// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/visible_text.h"

namespace engine {

namespace {

constexpr int mostMarks = 3; // on one letter; more can cover neighbouring rows

/// The next code point; a lone surrogate is given as it is.
char32_t takeCode(QStringView text, qsizetype &position)
{
    const QChar first = text[position++];
    if (first.isHighSurrogate() && position < text.size() && text[position].isLowSurrogate())
        return QChar::surrogateToUcs4(first, text[position++]);
    return first.unicode();
}

bool isDeceptive(char32_t code)
{
    switch (QChar::category(code)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // bidi controls, zero-width characters, tags
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    case QChar::Separator_Space:
        return code != U' ';
    default:
        return code == 0x115F || code == 0x1160 || code == 0x3164 || code == 0xFFA0 // Hangul fillers
            || (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF); // variation selectors
    }
}

bool isMark(char32_t code)
{
    const QChar::Category category = QChar::category(code);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
}

/// East Asian Wide and Fullwidth (UAX #11), as blocks: enough to align columns.
bool isWide(char32_t code)
{
    return (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0x303E)
        || (code >= 0x3041 && code <= 0xA4CF) || (code >= 0xA960 && code <= 0xA97F)
        || (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF)
        || (code >= 0xFE30 && code <= 0xFE6F) || (code >= 0xFF00 && code <= 0xFF60)
        || (code >= 0xFFE0 && code <= 0xFFE6) || (code >= 0x1F300 && code <= 0x1F64F)
        || (code >= 0x1F900 && code <= 0x1F9FF) || (code >= 0x20000 && code <= 0x3FFFD);
}

int columnsOf(char32_t code)
{
    return isMark(code) ? 0 : isWide(code) ? 2 : 1;
}

} // namespace

QString visibleText(QStringView text, qsizetype maximum)
{
    QString result;
    int marks = 0;
    for (qsizetype i = 0; i < text.size();) {
        const char32_t code = takeCode(text, i);
        marks = isMark(code) ? marks + 1 : 0;
        const QString shown = isDeceptive(code) || marks > mostMarks
            ? QStringLiteral("<U+%1>").arg(QString::number(uint(code), 16).toUpper(), 4, QLatin1Char('0'))
            : QString::fromUcs4(&code, 1);
        if (result.size() + shown.size() > maximum)
            return result + QChar(0x2026);
        result += shown;
    }
    return result;
}

int columnsOf(QStringView text)
{
    int columns = 0;
    for (qsizetype i = 0; i < text.size();)
        columns += columnsOf(takeCode(text, i));
    return columns;
}

QString elidedText(const QString &text, int columns)
{
    if (columnsOf(text) <= columns)
        return text;
    if (columns <= 0)
        return {};
    qsizetype end = 0; // of what fits, with its marks
    int used = 1; // the dots
    for (qsizetype i = 0; i < text.size();) {
        used += columnsOf(takeCode(text, i));
        if (used > columns)
            break;
        end = i;
    }
    return text.first(end) + QChar(0x2026);
}

} // namespace engine
