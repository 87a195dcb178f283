// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/lookup_center.h"

#include "app/shell/settings.h"

#include <QDir>

namespace app {

engine::LookupPaths lookupPaths(const QString &configDirectory)
{
    if (configDirectory.isEmpty())
        return engine::userLookupPaths();
    const QDir place(configDirectory);
    return {place.filePath(QStringLiteral("lookups.sqlite")), place.filePath(QStringLiteral("data")),
        place.filePath(QStringLiteral("sources.json"))};
}

LookupCenter::LookupCenter(Settings &settings, engine::LookupPaths paths, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_paths(std::move(paths))
    , m_options(settings.lookupOptions())
{
    connect(&settings, &Settings::changed, this, &LookupCenter::settingChanged);
}

LookupCenter::~LookupCenter() = default;

void LookupCenter::settingChanged(const QString &key)
{
    if (!key.startsWith(QLatin1String("lookups/")))
        return;
    if (key == m_settings.nothingLeaves.key()) {
        update(); // not one question more
        return;
    }
    // A page of settings is stored one by one: what comes of all of them is taken over once.
    if (!std::exchange(m_updateIsDue, true))
        QMetaObject::invokeMethod(this, &LookupCenter::update, Qt::QueuedConnection);
}

void LookupCenter::update()
{
    m_updateIsDue = false;
    engine::LookupOptions options = m_settings.lookupOptions();
    if (options == m_options)
        return;
    m_options = std::move(options);
    Q_EMIT optionsChanged();
}

} // namespace app
