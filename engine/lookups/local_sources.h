// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/exchange_table.h"
#include "engine/lookups/lookup_messages.h"
#include "engine/lookups/lookup_options.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace engine {

/// What files on this machine say about addresses: MMDB databases and exchange prefixes. Lives on the look-ups thread;
/// whole files are read by a passing thread, so that answers of name servers are not kept waiting.
class LocalSources final : public QObject {
    Q_OBJECT

public:
    explicit LocalSources(LookupPaths paths, QObject *parent = nullptr);
    ~LocalSources() override; ///< waits for what is being read

    /// Reads what is new or changed; then loaded(). Until then what was read before is used.
    void load(const LookupOptions &options);
    bool isLoading() const { return m_loader != nullptr; }

    bool hasPlaces() const; ///< there is a database that can tell
    bool hasNetworks() const;
    bool hasExchanges() const { return m_files.exchanges.has_value(); }
    MmdbAnswer find(const platform::IpAddress &address) const { return m_files.databases.find(address); }
    std::optional<ExchangePoint> exchange(const platform::IpAddress &address) const;
    QDateTime exchangesAsOf() const;
    LookupSources sources() const;

Q_SIGNALS:
    void loaded();

private:
    struct Files {
        MmdbSet databases;
        std::optional<ExchangeTable> exchanges;
        QString exchangesProblem;
    };

    void read(const LookupOptions &options);

    LookupPaths m_paths;
    Files m_files;
    std::unique_ptr<QThread> m_loader;
    std::optional<LookupOptions> m_next; ///< asked for while others were being read
};

} // namespace engine
