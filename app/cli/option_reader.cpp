// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/option_reader.h"

#include "app/text/error_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace app {

namespace {

struct OptionText {
    Q_DECLARE_TR_FUNCTIONS(app::OptionText)
};

} // namespace

QStringList OptionReader::texts(const char *name)
{
    const QStringList values = m_parser.values(QString::fromLatin1(name));
    if (values.contains(QString()))
        fail(OptionText::tr("The option --%1 needs a value.").arg(QString::fromLatin1(name)));
    return values;
}

std::optional<QString> OptionReader::text(const char *name)
{
    const QStringList values = texts(name);
    return values.isEmpty() ? std::nullopt : std::optional(values.last());
}

std::optional<int> OptionReader::readNumber(const char *name, int from, int to)
{
    if (!has(name))
        return std::nullopt;
    const QString given = m_parser.value(QString::fromLatin1(name));
    bool ok = false;
    const int value = QLocale::c().toInt(given, &ok);
    if (ok && value >= from && value <= to)
        return value;
    fail(OptionText::tr("The option --%1 takes a number from %2 to %3, not %4.")
             .arg(QString::fromLatin1(name))
             .arg(from)
             .arg(to)
             .arg(quoted(given)));
    return std::nullopt;
}

void OptionReader::milliseconds(const char *name, int longest, std::chrono::milliseconds &into)
{
    if (const auto value = readNumber(name, 1, longest))
        into = std::chrono::milliseconds(*value);
}

void OptionReader::fail(const QString &sentence, ExitCode code)
{
    if (!m_answer)
        m_answer = CliAnswer{code, sentence};
}

void OptionReader::failChoice(const char *name, const QString &given, const QStringList &names)
{
    fail(OptionText::tr("The option --%1 takes one of %2, not %3.")
             .arg(QString::fromLatin1(name), names.join(QStringLiteral(", ")), quoted(given)));
}

} // namespace app
