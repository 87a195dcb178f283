// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include "app/text/error_text.h"

#include "engine/formats/output_file.h"
#include "engine/formats/visible_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace app {

namespace {

struct ConsoleText {
    Q_DECLARE_TR_FUNCTIONS(app::ConsoleText)
};

} // namespace

QString unwritableText(const QString &path, const QString &reason)
{
    return ConsoleText::tr("%1 cannot be written: %2; choose another place.").arg(quoted(path), reason);
}

Console::Console()
    : m_terminal(platform::standardOutputTerminal())
{
}

Console::~Console() = default;

bool Console::openFile(const QString &path)
{
    m_filePath = path;
    m_file = engine::makeOutputFile(path);
    if (m_file->open(QIODevice::WriteOnly))
        return true;
    complain(unwritableText(path, m_file->errorString()));
    m_file.reset();
    return false;
}

void Console::put(const QByteArray &text)
{
    const auto size = static_cast<std::size_t>(text.size());
    if (m_outputError != 0)
        return;
    if (std::fwrite(text.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0)
        m_outputError = errno;
}

void Console::write(const QByteArray &text)
{
    eraseTail();
    put(text);
    if (m_file)
        m_file->write(text);
}

void Console::showLine(const QString &line)
{
    eraseTail();
    put(line.toUtf8() + '\n');
}

void Console::saveLine(const QString &line)
{
    if (m_file)
        m_file->write(line.toUtf8() + '\n');
}

void Console::complain(const QString &sentence)
{
    eraseTail();
    const QByteArray line = QByteArrayLiteral("periplus-cli: ") + sentence.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
}

void Console::drawTail(const QStringList &lines)
{
    if (!m_terminal || lines == m_tail)
        return;
    m_tail = lines;
    QByteArray text;
    if (m_tailLines > 0)
        text = "\x1b[" + QByteArray::number(m_tailLines)
            + "F\x1b[J"; // up to the first of them, erase to the end of the screen
    m_tailLines = std::min(static_cast<int>(lines.size()), std::max(0, m_terminal->rows - 1));
    for (const QString &line : lines.last(m_tailLines))
        text += engine::elidedText(line, columns()).toUtf8() + '\n';
    if (!text.isEmpty())
        put(text);
}

void Console::dropFile()
{
    m_file.reset(); // a QSaveFile without commit() leaves no trace
}

bool Console::finish()
{
    bool good = true;
    if (m_outputError == EPIPE) { // whoever reads has had enough: no news for them
        good = false;
    } else if (m_outputError != 0) {
        complain(ConsoleText::tr("The output cannot be written: %1; make room or send it elsewhere.")
                     .arg(QString::fromLocal8Bit(std::strerror(m_outputError))));
        good = false;
    }
    if (!m_file)
        return good;
    const bool committed = engine::commitOutputFile(*m_file);
    if (!committed && good)
        complain(unwritableText(m_filePath, m_file->errorString()));
    m_file.reset();
    return good && committed;
}

} // namespace app
