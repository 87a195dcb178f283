// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/lookup_options.h"
#include "engine/lookups/lookup_service.h"
#include "engine/lookups/lookup_thread.h"
#include "engine/lookups/public_address.h"
#include "engine/lookups/question_log.h"
#include "engine/web/downloads.h"
#include "engine/web/registry_lookup.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace app {

class Settings;

/// Where answers and databases are kept; `configDirectory` as on the command line: all of it lives there then.
engine::LookupPaths lookupPaths(const QString &configDirectory);

/// Everything of the window that asks others, in one place: owns it, and keeps it to what the settings allow, at once.
/// Made before the workspace and outlives it. GUI thread.
class LookupCenter final : public QObject {
    Q_OBJECT

public:
    LookupCenter(Settings &settings, engine::LookupPaths paths, QObject *parent = nullptr);
    ~LookupCenter() override;

    const engine::LookupOptions &options() const { return m_options; }
    const engine::LookupPaths &paths() const { return m_paths; }
    /// For what no setting says, like the addresses of registries: called each time the settings have been read.
    void adjustOptions(std::function<void(engine::LookupOptions &)> adjust);
    engine::LookupThread &thread() { return m_thread; }
    engine::QuestionLog &log() { return m_log; }
    engine::LookupService &service() { return m_service; }
    engine::PublicAddress &publicAddress() { return m_publicAddress; }
    engine::Downloads &downloads(); ///< made with the first use: looks at what is there
    engine::RegistryLookup &registry();

    /// Finds out where this machine is, for the segments of paths: called when a trace of the real network begins. The
    /// public address is asked for where that is allowed and its answer old, or the machine's networks are others. The
    /// first time, databases that are to be kept current are looked at as well.
    void lookAround();
    void forgetAnswers(); ///< those of names and networks, in memory and on disk

Q_SIGNALS:
    void optionsChanged();

private:
    void settingChanged(const QString &key);
    void update();
    void followPublicAddress();
    void tellSurroundings();
    void cancelDownloads();

    Settings &m_settings;
    engine::LookupPaths m_paths;
    engine::LookupOptions m_options;
    std::function<void(engine::LookupOptions &)> m_adjust;
    bool m_updateIsDue = false;
    engine::LookupThread m_thread; ///< ends last: what is declared below works on it
    engine::QuestionLog m_log;
    engine::LookupService m_service;
    engine::PublicAddress m_publicAddress;
    std::unique_ptr<engine::Downloads> m_downloads;
    std::unique_ptr<engine::RegistryLookup> m_registry;
    std::vector<engine::IpPrefix> m_networks; ///< of this machine when it was looked at last
    bool m_looked = false;
};

} // namespace app
