// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later

// periplus: the window. Reads the command line, makes the parts and puts them together.
#include "app/exports/trace_picture.h"
#include "app/shell/lookup_center.h"
#include "app/shell/main_window.h"
#include "app/shell/networks.h"
#include "app/shell/settings.h"
#include "app/shell/tour.h"
#include "app/shell/window_options.h"
#include "app/shell/workspace.h"
#include "app/text/error_text.h"
#include "app/theme/colour_scheme.h"
#include "engine/formats/json_reader.h"
#include "version.h"

#include <QApplication>

#include <cstdio>

namespace {

QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

int say(const app::WindowAnswer &answer)
{
    std::fputs(answer.text.toLocal8Bit().constData(), answer.exitCode == 0 ? stdout : stderr);
    return answer.exitCode;
}

/// What the command line names, or what was there last time.
void openTargets(app::Workspace &workspace, const app::Settings &settings, const app::WindowRequest &request)
{
    if (request.demo) {
        workspace.enterDemo(request.targets);
        return;
    }
    QStringList targets = request.targets;
    if (targets.isEmpty() && settings.restoreTargets.get())
        targets = settings.state(QStringLiteral("window/targets")).toStringList();
    if (!targets.isEmpty())
        workspace.open(targets);
}

/// Draws a report for periplus-cli. 0, or 5 as it has it for files.
int drawPicture(const app::WindowRequest &request)
{
    constexpr int fileError = 5;
    const auto complain = [](const QString &text) {
        std::fputs((text + QLatin1Char('\n')).toLocal8Bit().constData(), stderr);
        return fileError;
    };
    const auto reports = engine::readJsonFile(request.pictureReport);
    if (!reports)
        return complain(app::errorText(reports.error()));
    if (reports.value().empty())
        return complain(QCoreApplication::translate("main", "%1 has no trace in it.").arg(request.pictureReport));
    app::PictureOptions options;
    options.scale = request.pictureScale;
    options.dark = request.pictureDark;
    const app::PictureSource source = app::pictureSource(reports.value().front());
    options.facts = app::factKindsOf(source.rows);
    const QImage image = app::renderTracePicture(source, options);
    if (const auto error = app::writePicture(image, request.pictureFile))
        return complain(app::errorText(*error));
    return 0;
}

int runWindow(const app::WindowRequest &request)
{
    app::Settings settings(request.configDirectory);
    request.applyTo(settings);
    app::ColourScheme scheme;
    scheme.setChoice(settings.colours.get());
    app::LookupCenter lookups(settings, app::lookupPaths(request.configDirectory));
    app::Workspace workspace(settings,
        {[&lookups] { return app::makeSystemNetwork(lookups); },
            [scenario = request.demo.value_or(QString())] { return app::makeDemoNetwork(scenario); }});
    app::MainWindow window(settings, workspace, scheme, lookups);
    openTargets(workspace, settings, request);
    window.show();
    if (!request.demo)
        workspace.queryCapabilities();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    const auto parsed = app::parseWindowArguments(argumentsOf(argc, argv));
    if (const auto *answer = std::get_if<app::WindowAnswer>(&parsed))
        return say(*answer);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("periplus"));
    QApplication::setApplicationDisplayName(QString());
    QApplication::setApplicationVersion(QStringLiteral(PERIPLUS_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.periplus.Periplus"));
    const auto &request = std::get<app::WindowRequest>(parsed);
    if (!request.pictureReport.isEmpty())
        return drawPicture(request);
    return request.tourDirectory.isEmpty() ? runWindow(request) : app::drawTour(request.tourDirectory);
}
