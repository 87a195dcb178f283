// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/lookups.h"

#include "app/text/error_text.h"
#include "app/text/lookup_settings.h"
#include "app/text/lookup_text.h"
#include "engine/lookups/mmdb_set.h"

#include <QCoreApplication>
#include <QSettings>

namespace app {

namespace {

struct DatabaseText {
    Q_DECLARE_TR_FUNCTIONS(app::DatabaseText)
};

QString problemText(const QString &file, engine::MmdbProblem problem)
{
    using engine::MmdbProblem;
    if (problem == MmdbProblem::NotFound || problem == MmdbProblem::Denied)
        return DatabaseText::tr("The database %1 cannot be read; check its name and its permissions.")
            .arg(quoted(file));
    return DatabaseText::tr("%1: %2").arg(quoted(file), mmdbProblemText(problem));
}

} // namespace

engine::LookupOptions lookupOptions(const LookupChoice &choice)
{
    const QSettings settings(settingsFilePath(), QSettings::IniFormat);
    engine::LookupOptions options = lookupOptionsFrom(settings);
    options.names = options.names && choice.names;
    options.networks = (options.networks || !choice.databases.isEmpty()) && choice.networks;
    options.publicAddress = false;
    options.dns.servers = choice.servers;
    if (!choice.databases.isEmpty()) {
        options.databases = choice.databases;
        options.systemDatabases = false;
    }
    return options;
}

std::optional<QString> databaseProblem(const QStringList &files)
{
    engine::MmdbSet set;
    set.setFiles(files); // opened as they will be for use: a whole check takes seconds with a large one
    for (const engine::MmdbInfo &info : set.files())
        if (info.problem != engine::MmdbProblem::None)
            return problemText(info.path, info.problem);
    return std::nullopt;
}

} // namespace app
