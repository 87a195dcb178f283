// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

/// The databases of tests/data/mmdb/make_mmdb.pl, in a folder of their own.
class MmdbFiles final {
public:
    /// Runs the script; false with problem() when that failed. A missing Perl module is a failure, not a reason to
    /// skip.
    bool make()
    {
        QProcess perl;
        perl.setProcessChannelMode(QProcess::MergedChannels);
        perl.start(QStringLiteral("perl"),
            {QStringLiteral(PERIPLUS_SOURCE_DIR "/tests/data/mmdb/make_mmdb.pl"), m_folder.path()});
        if (!perl.waitForStarted() || !perl.waitForFinished())
            m_problem = "perl: " + perl.errorString().toUtf8();
        else if (perl.exitStatus() != QProcess::NormalExit || perl.exitCode() != 0)
            m_problem = perl.readAll();
        return m_problem.isEmpty();
    }
    const QByteArray &problem() const { return m_problem; }
    QString path(const std::string &name) const { return m_folder.filePath(QString::fromStdString(name)); }

private:
    QTemporaryDir m_folder;
    QByteArray m_problem;
};
