// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/lookup_options.h"
#include "engine/lookups/lookup_thread.h"
#include "engine/lookups/question_log.h"

#include <QObject>

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
    engine::LookupThread &thread() { return m_thread; }
    engine::QuestionLog &log() { return m_log; }

Q_SIGNALS:
    void optionsChanged();

private:
    void settingChanged(const QString &key);
    void update();

    Settings &m_settings;
    engine::LookupPaths m_paths;
    engine::LookupOptions m_options;
    bool m_updateIsDue = false;
    engine::LookupThread m_thread; ///< ends last: what is declared below works on it
    engine::QuestionLog m_log;
};

} // namespace app
