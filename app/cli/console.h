// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/terminal.h"

#include <QByteArray>
#include <QFileDevice>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace app {

/// Standard output and standard error, and the file of --output beside it. Errors of writing are kept, not thrown.
class Console final {
public:
    Console();
    ~Console();
    Console(const Console &) = delete;
    Console &operator=(const Console &) = delete;

    /// Prepares the file; false when it cannot be written: fileError() says why. Nothing is changed at its place yet.
    bool openFile(const QString &path);
    /// Writes to standard output and to the file, at once.
    void write(const QByteArray &text);
    void writeLine(const QString &line) { write(line.toUtf8() + '\n'); }
    /// Only to one of them: standard output shows what comes, the file has the result.
    void showLine(const QString &line);
    void saveLine(const QString &line);
    /// One line on standard error.
    void complain(const QString &sentence);

    /// A terminal: lines below the finished ones that are drawn again and again. Nothing happens on a pipe.
    bool isLive() const { return m_terminal.has_value(); }
    /// Of the terminal, without the last one, in which a full line would wrap; 0 on a pipe.
    int columns() const { return m_terminal ? m_terminal->columns - 1 : 0; }
    /// Where they are too many for the screen, the last ones.
    void drawTail(const QStringList &lines);
    void eraseTail() { drawTail({}); }

    /// Leaves what stands at the file's place as it is.
    void dropFile();
    /// Puts the file at its place. False when anything of the output could not be written; complains once.
    bool finish();

private:
    void put(const QByteArray &text);

    std::optional<platform::TerminalSize> m_terminal;
    int m_tailLines = 0;
    QStringList m_tail; ///< as it was drawn last
    std::unique_ptr<QFileDevice> m_file; ///< a QSaveFile, or a QFile where something other than a file stands
    QString m_filePath;
    int m_outputError = 0; ///< errno of the first failure
};

/// "periplus-cli: …" with the system's reason, for a file that cannot be written.
QString unwritableText(const QString &path, const QString &reason);

} // namespace app
