// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QLatin1String>
#include <QString>

#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

namespace engine {

/// Writes JSON text in the order in which it is called (QJsonObject sorts its keys). Independent of the locale.
/// Control, bidi and other invisible characters are escaped, so that nothing hides in the text. The caller keeps begin
/// and end in pairs.
class JsonText final {
public:
    enum class Layout { Inline, Indented };

    explicit JsonText(Layout layout);

    void beginObject(Layout layout = Layout::Indented); ///< Indented only counts within indented containers
    void beginArray(Layout layout = Layout::Indented);
    void endObject() { end('}'); }
    void endArray() { end(']'); }

    void key(QLatin1String name);
    void value(const QString &text);
    void value(QLatin1String text);
    void value(bool truth);
    void value(double number, int decimals); ///< trailing zeros are cut; not finite: null

    template <typename Integer>
    requires(std::is_integral_v<Integer> && !std::is_same_v<Integer, bool>) void value(Integer number)
    {
        if constexpr (std::is_signed_v<Integer>)
            raw(QByteArray::number(static_cast<qlonglong>(number)));
        else
            raw(QByteArray::number(static_cast<qulonglong>(number)));
    }

    template <typename... Value>
    void field(QLatin1String name, const Value &...what)
    {
        key(name);
        value(what...);
    }

    const QByteArray &text() const { return m_text; }

private:
    struct Level {
        bool indented = false;
        bool empty = true;
    };

    void raw(const QByteArray &text);
    void begin(char bracket, Layout layout);
    void end(char bracket);
    void separate();
    void breakLine(std::size_t depth);

    QByteArray m_text;
    Layout m_layout;
    std::vector<Level> m_levels;
    bool m_afterKey = false;
};

} // namespace engine
