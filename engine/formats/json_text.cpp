// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/json_text.h"

#include <cmath>

namespace engine {

namespace {

void appendEscape(QByteArray &out, char16_t unit)
{
    out += "\\u";
    out += QByteArray::number(uint(unit), 16).rightJustified(4, '0');
}

bool isInvisible(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

/// Lone surrogates cannot be written in UTF-8; the replacement character stands for them.
QByteArray quotedText(const QString &text)
{
    QByteArray out("\"");
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'"' || c == u'\\') {
            out += '\\';
            out += c.toLatin1();
        } else if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            out += QStringView(text).sliced(i, 2).toUtf8();
            ++i;
        } else if (c.isSurrogate()) {
            appendEscape(out, QChar::ReplacementCharacter);
        } else if (isInvisible(c)) {
            appendEscape(out, c.unicode());
        } else {
            out += QStringView(text).sliced(i, 1).toUtf8();
        }
    }
    return out + '"';
}

QByteArray decimalText(double number, int decimals)
{
    if (!std::isfinite(number))
        return "null";
    QByteArray text = QByteArray::number(number, 'f', decimals);
    if (text.contains('.')) {
        while (text.endsWith('0'))
            text.chop(1);
        if (text.endsWith('.'))
            text.chop(1);
    }
    return text == "-0" ? "0" : text;
}

} // namespace

JsonText::JsonText(Layout layout)
    : m_layout(layout)
{
}

void JsonText::beginObject(Layout layout)
{
    begin('{', layout);
}

void JsonText::beginArray(Layout layout)
{
    begin('[', layout);
}

void JsonText::begin(char bracket, Layout layout)
{
    separate();
    m_text += bracket;
    const bool outerIndented = m_levels.empty() ? m_layout == Layout::Indented : m_levels.back().indented;
    m_levels.push_back({.indented = outerIndented && layout == Layout::Indented, .empty = true});
}

void JsonText::end(char bracket)
{
    const Level level = m_levels.back();
    m_levels.pop_back();
    if (level.indented && !level.empty)
        breakLine(m_levels.size());
    m_text += bracket;
}

void JsonText::key(QLatin1String name)
{
    separate();
    m_text += quotedText(name);
    m_text += ':';
    if (m_layout == Layout::Indented)
        m_text += ' ';
    m_afterKey = true;
}

void JsonText::value(const QString &text)
{
    raw(quotedText(text));
}

void JsonText::value(QLatin1String text)
{
    raw(quotedText(text));
}

void JsonText::value(bool truth)
{
    raw(truth ? "true" : "false");
}

void JsonText::value(double number, int decimals)
{
    raw(decimalText(number, decimals));
}

void JsonText::raw(const QByteArray &text)
{
    separate();
    m_text += text;
}

void JsonText::separate()
{
    if (std::exchange(m_afterKey, false) || m_levels.empty())
        return;
    Level &level = m_levels.back();
    if (!level.empty)
        m_text += ',';
    if (level.indented)
        breakLine(m_levels.size());
    else if (!level.empty && m_layout == Layout::Indented)
        m_text += ' ';
    level.empty = false;
}

void JsonText::breakLine(std::size_t depth)
{
    m_text += '\n';
    m_text.append(static_cast<qsizetype>(2 * depth), ' ');
}

} // namespace engine
