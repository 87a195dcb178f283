// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/lookup_center.h"

#include "app/shell/settings.h"
#include "app/shell/shell_options.h"
#include "engine/lookups/local_networks.h"

#include <QDir>

#include <algorithm>

#include <QDir>

namespace app {
namespace {

using platform::Family;
using State = engine::PublicAddress::State;

std::optional<platform::IpAddress> knownAddress(const engine::PublicAddress::Answer &answer)
{
    return answer.state == State::Known ? std::optional(answer.address) : std::nullopt;
}

/// Whose answer may be another one by now.
bool isOld(const engine::PublicAddress::Answer &answer)
{
    return !answer.asOf.isValid()
        || answer.asOf.msecsTo(QDateTime::currentDateTimeUtc())
        > std::chrono::milliseconds(ShellOptions().publicAddressAge).count();
}

} // namespace

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
    , m_service(m_options, m_paths, m_thread, m_log)
    , m_publicAddress(m_thread, m_log)
{
    connect(&settings, &Settings::changed, this, &LookupCenter::settingChanged);
    connect(&m_publicAddress, &engine::PublicAddress::changed, this, &LookupCenter::followPublicAddress);
    connect(&m_service, &engine::LookupService::changed, this, &LookupCenter::tellSurroundings);
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

void LookupCenter::adjustOptions(std::function<void(engine::LookupOptions &)> adjust)
{
    m_adjust = std::move(adjust);
    update();
}

void LookupCenter::update()
{
    m_updateIsDue = false;
    engine::LookupOptions options = m_settings.lookupOptions();
    if (m_adjust)
        m_adjust(options);
    if (options == m_options)
        return;
    const bool asked = m_options.mayAskPublicAddress();
    m_options = std::move(options);
    m_service.setOptions(m_options);
    if (asked && !m_options.mayAskPublicAddress())
        m_publicAddress.forget();
    else if (!asked && m_looked)
        m_publicAddress.ask(m_options); // does nothing where it is not allowed
    if (!m_options.mayDownload())
        cancelDownloads();
    if (m_registry && !m_options.mayAskRegistry())
        m_registry->stopAsking();
    Q_EMIT optionsChanged();
}

engine::Downloads &LookupCenter::downloads()
{
    if (!m_downloads) {
        m_downloads = std::make_unique<engine::Downloads>(m_paths, m_thread, m_log);
        connect(m_downloads.get(), &engine::Downloads::replaced, &m_service, &engine::LookupService::reloadDatabases);
    }
    return *m_downloads;
}

engine::RegistryLookup &LookupCenter::registry()
{
    if (!m_registry)
        m_registry = std::make_unique<engine::RegistryLookup>(m_thread, m_log);
    return *m_registry;
}

void LookupCenter::cancelDownloads()
{
    if (!m_downloads)
        return;
    for (const engine::DownloadSource &source : m_downloads->sources()) {
        const auto phase = m_downloads->state(source.id).phase;
        using Phase = engine::DownloadState::Phase;
        if (phase == Phase::Waiting || phase == Phase::Transferring)
            m_downloads->cancel(source.id);
    }
}

void LookupCenter::lookAround()
{
    const QStringList keep = m_settings.keepCurrent.get();
    if (!m_looked && !keep.isEmpty())
        downloads().keepCurrent(keep, m_options);
    auto networks = engine::localNetworks();
    const bool moved = std::exchange(m_networks, std::move(networks)) != m_networks;
    m_looked = true;
    if (moved || (isOld(m_publicAddress.answer(Family::V4)) && isOld(m_publicAddress.answer(Family::V6))))
        m_publicAddress.ask(m_options);
    tellSurroundings();
}

void LookupCenter::followPublicAddress()
{
    m_service.release(this);
    std::vector<platform::IpAddress> addresses;
    for (const Family family : {Family::V4, Family::V6})
        if (const auto address = knownAddress(m_publicAddress.answer(family)))
            addresses.push_back(*address);
    if (!addresses.empty())
        m_service.want(this, addresses); // whose network it is
    tellSurroundings();
}

void LookupCenter::tellSurroundings()
{
    if (!m_looked)
        return;
    engine::Surroundings around;
    around.localNetworks = m_networks;
    around.publicAddress4 = knownAddress(m_publicAddress.answer(Family::V4));
    around.publicAddress6 = knownAddress(m_publicAddress.answer(Family::V6));
    for (const auto &address : {around.publicAddress4, around.publicAddress6}) {
        if (!address)
            continue;
        const engine::AddressFacts facts = m_service.facts(*address);
        for (const std::uint32_t asn : facts.origin.value.asns)
            if (std::ranges::find(around.providerAsns, asn) == around.providerAsns.end())
                around.providerAsns.push_back(asn);
    }
    m_service.setSurroundings(around);
}

void LookupCenter::forgetAnswers()
{
    m_service.clearCache();
}

} // namespace app
