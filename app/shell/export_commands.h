// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

namespace engine {
class Session;
}

namespace app {

class Actions;
class MainWindow;

class HopFacts;

/// With what is known about the addresses; `facts` may be null.
QByteArray exportCsv(const engine::Session &session, const HopFacts *facts);
QByteArray exportJson(const engine::Session &session, const HopFacts *facts);

/// Writes the whole file or leaves the old one: "" when it worked, otherwise the reason as a sentence.
QString writeFile(const QString &path, const QByteArray &content);
QByteArray toPng(const QImage &image);
/// "periplus-example.com-20261120-1412.csv": a name that every file system takes.
QString suggestedFileName(const engine::Session &session, const QString &what, const QString &suffix);

/// Wires the copy and export actions of the window.
void connectExports(Actions &actions, MainWindow &window);

} // namespace app
