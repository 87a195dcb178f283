// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QStringList>

namespace app {

class Settings;

/// A list of texts that outlives the program.
class ListSetting final {
public:
    ListSetting(Settings &owner, const char *key, QStringList fallback = {})
        : m_owner(owner)
        , m_key(QLatin1String(key))
        , m_fallback(std::move(fallback))
    {
    }
    ListSetting(const ListSetting &) = delete;
    ListSetting &operator=(const ListSetting &) = delete;

    const QString &key() const { return m_key; }
    const QStringList &fallback() const { return m_fallback; }
    QStringList get() const;
    void set(const QStringList &value); ///< tells Settings::changed when it is another one

private:
    Settings &m_owner;
    QString m_key;
    QStringList m_fallback;
};

} // namespace app
