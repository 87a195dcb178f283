// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/output_file.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace engine {

std::unique_ptr<QFileDevice> makeOutputFile(const QString &path)
{
    const QFileInfo existing(path);
    if (existing.exists() && !existing.isFile() && !existing.isDir())
        return std::make_unique<QFile>(path);
    return std::make_unique<QSaveFile>(path);
}

bool commitOutputFile(QFileDevice &file)
{
    if (!file.flush() || file.error() != QFileDevice::NoError)
        return false;
    auto *const saved = qobject_cast<QSaveFile *>(&file);
    return saved == nullptr || saved->commit();
}

} // namespace engine
