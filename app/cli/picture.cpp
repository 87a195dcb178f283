// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/picture.h"

#include "app/cli/console.h"
#include "app/text/error_text.h"
#include "engine/formats/json_writer.h"
#include "engine/formats/visible_text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryFile>

namespace app {

namespace {

struct PictureText {
    Q_DECLARE_TR_FUNCTIONS(app::PictureText)
};

/// Beside this program, as built and as installed.
QString windowProgram()
{
    return QStandardPaths::findExecutable(QStringLiteral("periplus"), {QCoreApplication::applicationDirPath()});
}

QString failed(const QString &file, const QString &reason)
{
    return PictureText::tr("The picture %1 cannot be drawn: %2.").arg(quoted(file), reason);
}

} // namespace

std::optional<QString> pictureProblem(const QString &file)
{
    if (windowProgram().isEmpty())
        return PictureText::tr(
            "The picture needs the program periplus beside periplus-cli; install it or leave --png out.");
    const QFileInfo there(file);
    const QFileInfo folder(there.absolutePath());
    if (there.isDir() || !folder.isDir())
        return unwritableText(file, PictureText::tr("its folder does not exist or it is a folder itself"));
    if (!(there.exists() ? there : folder).isWritable())
        return unwritableText(file, PictureText::tr("permission denied"));
    return std::nullopt;
}

std::optional<QString> drawPicture(
    const std::vector<engine::TraceReport> &reports, const QString &file, const ConsoleTiming &timing)
{
    if (reports.empty())
        return failed(file, PictureText::tr("nothing was measured"));
    QTemporaryFile report(QDir::tempPath() + QStringLiteral("/periplus-XXXXXX.json"));
    const QByteArray json = reports.size() == 1 ? engine::toJson(reports.front()) : engine::toJson(reports);
    if (!report.open() || report.write(json) != json.size() || !report.flush())
        return failed(file, report.errorString());

    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.start(windowProgram(),
        {QStringLiteral("--picture"), report.fileName(), QStringLiteral("--output"),
            QFileInfo(file).absoluteFilePath()});
    if (!program.waitForFinished(static_cast<int>(timing.picture.count())))
        return failed(file, program.errorString());
    if (program.exitStatus() != QProcess::NormalExit || program.exitCode() != 0 || !QFileInfo::exists(file)) {
        const QString said = QString::fromUtf8(program.readAll()).trimmed();
        return failed(
            file, said.isEmpty() ? PictureText::tr("the program periplus gave no reason") : engine::visibleText(said));
    }
    return std::nullopt;
}

} // namespace app
