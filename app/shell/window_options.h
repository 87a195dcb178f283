// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/settings.h"

#include <QStringList>

#include <optional>
#include <variant>

namespace app {

/// What the window's command line asks for.
struct WindowRequest {
    QStringList targets;
    std::optional<QString> demo; ///< scenario; "" is the built-in one
    QString configDirectory;
    QString tourDirectory; ///< draw the pictures of the documentation there and end

    // Hidden: draws a picture of a report for periplus-cli and ends.
    QString pictureReport;
    QString pictureFile;
    double pictureScale = 2;
    bool pictureDark = false;

    Settings::Extras extras;
    std::optional<platform::Protocol> protocol;
    std::optional<int> port, intervalMs, timeoutMs, firstHop, maxHops, size, dscp;
    std::optional<engine::FamilyChoice> family;

    void applyTo(Settings &settings) const; ///< for this run of the program only
};

/// Said instead of opening the window.
struct WindowAnswer {
    int exitCode = 0;
    QString text; ///< to standard output with 0, otherwise to standard error
};

/// `arguments` without the program's name. Works before there is a QApplication, so that --help needs no display.
std::variant<WindowRequest, WindowAnswer> parseWindowArguments(const QStringList &arguments);

} // namespace app
