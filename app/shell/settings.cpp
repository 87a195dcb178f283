// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/settings.h"

namespace app {

Settings::Settings(const QString &directory, QObject *parent)
    : QObject(parent)
    , m_store(settingsFilePath(directory), QSettings::IniFormat)
{
}

QVariant Settings::state(const QString &key, const QVariant &fallback) const
{
    const auto forNow = m_forNow.constFind(key);
    return forNow != m_forNow.constEnd() ? *forNow : m_store.value(key, fallback);
}

void Settings::setState(const QString &key, const QVariant &value)
{
    m_forNow.remove(key);
    m_store.setValue(key, value);
}

QStringList ListSetting::get() const
{
    const QVariant value = m_owner.state(m_key);
    return value.isValid() ? value.toStringList() : m_fallback;
}

void ListSetting::set(const QStringList &value)
{
    if (value == get())
        return;
    m_owner.setState(m_key, value);
    Q_EMIT m_owner.changed(m_key);
}

engine::LookupOptions Settings::lookupOptions() const
{
    return lookupOptionsFrom([this](const QString &key) { return state(key); });
}

int Settings::port(platform::Protocol of) const
{
    switch (of) {
    case platform::Protocol::Udp:
        return udpPort.get();
    case platform::Protocol::Tcp:
        return tcpPort.get();
    case platform::Protocol::Icmp:
        break;
    }
    return 0;
}

engine::TraceOptions Settings::traceOptions() const
{
    engine::TraceOptions options;
    options.kind = engine::RunKind::Monitor;
    options.protocol = protocol.get();
    options.protocolFallback = options.protocol == platform::Protocol::Icmp && m_extras.protocolFallback;
    options.port = static_cast<std::uint16_t>(port(options.protocol));
    options.firstHop = static_cast<std::uint8_t>(firstHop.get());
    options.maxHops = static_cast<std::uint8_t>(std::max(maxHops.get(), firstHop.get()));
    options.size = static_cast<std::uint16_t>(packetSize.get());
    options.dscp = static_cast<std::uint8_t>(dscp.get());
    options.timing.interval = std::chrono::milliseconds(intervalMs.get());
    options.timing.timeout = std::chrono::milliseconds(timeoutMs.get());
    options.source = m_extras.source;
    options.interfaceName = m_extras.interfaceName;
    options.flow = m_extras.flow;
    options.method = m_extras.method;
    return options;
}

} // namespace app
