// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileDevice>

#include <memory>

namespace engine {

/// A file that will be there whole or not at all; what was there before stays until commitOutputFile(). A device or a
/// pipe is written to directly: a file would otherwise take its place. Still to be opened.
std::unique_ptr<QFileDevice> makeOutputFile(const QString &path);

/// Writes out what is pending and puts the file in place. False: `file` says why.
bool commitOutputFile(QFileDevice &file);

} // namespace engine
