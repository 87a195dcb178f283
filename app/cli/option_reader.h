// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cli_options.h"

#include <QCommandLineParser>

#include <initializer_list>
#include <optional>
#include <utility>

namespace app {

/// Reads single options out of a parser. The first thing that is wrong is kept as the answer.
class OptionReader final {
public:
    explicit OptionReader(const QCommandLineParser &parser)
        : m_parser(parser)
    {
    }

    bool has(const char *name) const { return m_parser.isSet(QString::fromLatin1(name)); }
    std::optional<QString> text(const char *name); ///< nothing when not given; empty text is refused
    QStringList texts(const char *name); ///< of an option that may be repeated; empty text is refused

    template <typename Number>
    void number(const char *name, int from, int to, Number &into)
    {
        if (const auto value = readNumber(name, from, to))
            into = static_cast<Number>(*value);
    }
    void milliseconds(const char *name, int longest, std::chrono::milliseconds &into);

    template <typename Value>
    std::optional<Value> choice(const char *name, std::initializer_list<std::pair<QString, Value>> values)
    {
        const auto given = text(name);
        if (!given)
            return std::nullopt;
        QStringList names;
        for (const auto &[each, value] : values) {
            if (each == *given)
                return value;
            names += each;
        }
        failChoice(name, *given, names);
        return std::nullopt;
    }

    void fail(const QString &sentence, ExitCode code = ExitCode::Usage);
    const std::optional<CliAnswer> &answer() const { return m_answer; }

private:
    std::optional<int> readNumber(const char *name, int from, int to);
    void failChoice(const char *name, const QString &given, const QStringList &names);

    const QCommandLineParser &m_parser;
    std::optional<CliAnswer> m_answer;
};

} // namespace app
