// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/list_setting.h"
#include "app/table/table_options.h"
#include "app/text/lookup_settings.h"
#include "app/theme/colour_scheme.h"
#include "engine/core/trace_options.h"
#include "engine/session.h"

#include <QHash>
#include <QObject>
#include <QSettings>
#include <QVariant>

#include <algorithm>
#include <optional>
#include <string>
#include <type_traits>

namespace app {

class Settings;

/// One value that outlives the program: its key, its default and its limits stand where it is declared, in Settings.
template <typename T>
class Setting final {
public:
    Setting(Settings &owner, const char *key, T fallback, T low, T high)
        : m_owner(owner)
        , m_key(QLatin1String(key))
        , m_fallback(fallback)
        , m_low(low)
        , m_high(high)
    {
    }
    Setting(const Setting &) = delete;
    Setting &operator=(const Setting &) = delete;

    const QString &key() const { return m_key; }
    T fallback() const { return m_fallback; }
    T low() const { return m_low; }
    T high() const { return m_high; }
    T get() const; ///< always within the limits, whatever the file says
    void set(T value); ///< clamped; tells Settings::changed when it is another one
    void setForNow(T value); ///< clamped; until set(), and not kept for the next start

private:
    Settings &m_owner;
    QString m_key;
    T m_fallback;
    T m_low;
    T m_high;
};

/// All settings, in one file. Passed by reference; the engine never sees it, it gets values. GUI thread.
class Settings final : public QObject {
    Q_OBJECT

public:
    /// `directory`: where the file lives; empty: the place of the system for this user.
    explicit Settings(const QString &directory = {}, QObject *parent = nullptr);

    // Appearance
    Setting<SchemeChoice> colours{
        *this, "appearance/colours", SchemeChoice::System, SchemeChoice::System, SchemeChoice::Dark};
    Setting<Density> density{*this, "appearance/density", Density::Normal, Density::Compact, Density::Roomy};
    Setting<bool> restoreTargets{*this, "start/restoreTargets", true, false, true};

    // Probing
    Setting<platform::Protocol> protocol{
        *this, "probing/protocol", platform::Protocol::Icmp, platform::Protocol::Icmp, platform::Protocol::Tcp};
    Setting<int> udpPort{*this, "probing/udpPort", 33434, 1, 65535};
    Setting<int> tcpPort{*this, "probing/tcpPort", 443, 1, 65535};
    Setting<engine::FamilyChoice> family{*this, "probing/family", engine::FamilyChoice::Automatic,
        engine::FamilyChoice::Automatic, engine::FamilyChoice::V6};
    Setting<int> intervalMs{*this, "probing/intervalMs", 1000, 100, 3'600'000};
    Setting<int> timeoutMs{*this, "probing/timeoutMs", 1000, 50, 60'000};
    Setting<int> firstHop{*this, "probing/firstHop", 1, 1, 255};
    Setting<int> maxHops{*this, "probing/maxHops", 30, 1, 255};
    Setting<int> packetSize{*this, "probing/packetSize", 64, 0, 65535};
    Setting<int> dscp{*this, "probing/dscp", 0, 0, 63};

    // Table and graphs
    Setting<int> step1{*this, "graphs/step1", 20, 1, 60'000};
    Setting<int> step2{*this, "graphs/step2", 50, 1, 60'000};
    Setting<int> step3{*this, "graphs/step3", 100, 1, 60'000};
    Setting<int> step4{*this, "graphs/step4", 200, 1, 60'000};

    // Look-ups: what may be asked, and of whom. lookupOptions() is what they come to.
    Setting<bool> nothingLeaves{*this, lookup_keys::nothingLeaves, false, false, true};
    Setting<bool> names{*this, lookup_keys::names, true, false, true};
    Setting<bool> cymru{*this, lookup_keys::cymru, true, false, true};
    Setting<bool> databases{*this, lookup_keys::databases, true, false, true};
    Setting<bool> publicAddress{*this, lookup_keys::publicAddress, false, false, true};
    Setting<bool> registry{*this, lookup_keys::registry, true, false, true};
    Setting<bool> downloads{*this, lookup_keys::downloads, true, false, true};
    Setting<bool> ownDnsServers{*this, lookup_keys::ownDnsServers, false, false, true};
    ListSetting dnsServers{*this, lookup_keys::dnsServers};
    ListSetting stunServers{*this, lookup_keys::stunServers, defaultStunTexts()};
    ListSetting databaseFiles{*this, lookup_keys::databaseFiles};
    Setting<bool> systemDatabases{*this, lookup_keys::systemDatabases, true, false, true};
    ListSetting keepCurrent{*this, lookup_keys::keepCurrent};
    Setting<bool> lookupsExplained{*this, "start/lookupsExplained", false, false, true}; ///< the start page's line

    /// What only the command line can ask for.
    struct Extras {
        platform::IpAddress source;
        std::string interfaceName;
        std::uint32_t flow = 0;
        std::optional<platform::Method> method;
        bool protocolFallback = true; ///< the protocol was not asked for by name
    };
    void setExtras(const Extras &extras) { m_extras = extras; }

    /// What a new run of the window takes.
    engine::TraceOptions traceOptions() const;
    int port(platform::Protocol of) const; ///< 0 for ICMP
    engine::LookupOptions lookupOptions() const;

    /// Geometry, docks, columns, targets, history: kept as they come.
    QVariant state(const QString &key, const QVariant &fallback = {}) const;
    void setState(const QString &key, const QVariant &value);
    void setForNow(const QString &key, const QVariant &value) { m_forNow.insert(key, value); }
    QSettings &store() { return m_store; }
    void sync() { m_store.sync(); }

    /// Calls `then` each time `setting` changes, as long as `context` lives.
    template <typename T, typename Function>
    void watch(const Setting<T> &setting, QObject *context, Function then)
    {
        connect(this, &Settings::changed, context, [key = setting.key(), then](const QString &which) {
            if (which == key)
                then();
        });
    }

Q_SIGNALS:
    void changed(const QString &key);

private:
    QSettings m_store;
    QHash<QString, QVariant> m_forNow;
    Extras m_extras;
};

template <typename T>
T Setting<T>::get() const
{
    if constexpr (std::is_same_v<T, bool>) {
        return m_owner.state(m_key, m_fallback).toBool();
    } else {
        bool number = false;
        const int value = m_owner.state(m_key, static_cast<int>(m_fallback)).toInt(&number);
        if (!number)
            return m_fallback;
        return static_cast<T>(std::clamp(value, static_cast<int>(m_low), static_cast<int>(m_high)));
    }
}

template <typename T>
void Setting<T>::setForNow(T value)
{
    value = std::clamp(value, m_low, m_high);
    if (value == get())
        return;
    if constexpr (std::is_same_v<T, bool>)
        m_owner.setForNow(m_key, value);
    else
        m_owner.setForNow(m_key, static_cast<int>(value));
    Q_EMIT m_owner.changed(m_key);
}

template <typename T>
void Setting<T>::set(T value)
{
    value = std::clamp(value, m_low, m_high);
    if (value == get())
        return;
    if constexpr (std::is_same_v<T, bool>)
        m_owner.setState(m_key, value);
    else
        m_owner.setState(m_key, static_cast<int>(value));
    Q_EMIT m_owner.changed(m_key);
}

} // namespace app
