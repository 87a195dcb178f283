// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_lookups.h"
#include "engine/lookups/lookup_options.h"
#include "engine/lookups/lookup_thread.h"
#include "engine/lookups/mmdb_set.h"
#include "engine/lookups/question_log.h"

#include <functional>
#include <memory>

namespace engine {

class LookupWorker;

/// Names, networks, places and exchange points of addresses from the world: DNS, Team Cymru, MMDB files, PeeringDB's
/// prefixes. The face of it on the GUI (main) thread; the work is done by a LookupWorker on the look-ups thread, and
/// only values go between the two. Same questions are asked once, whoever wants them; answers are cached by their time
/// to live and kept across starts.
///
/// The order of belief: MMDB files as the options list them; special ranges, about which nobody else is asked; Team
/// Cymru (docs/decisions/0501-what-look-ups-ask). `exchange` is by the exchange prefixes alone, `place` by the
/// databases alone.
class LookupService final : public AddressLookups {
    Q_OBJECT

public:
    /// The present, UTC; asked on both threads.
    using Clock = std::function<QDateTime()>;

    /// `thread` and `log` must outlive it. Nothing is opened, read or asked before the first want().
    LookupService(LookupOptions options, LookupPaths paths, LookupThread &thread, QuestionLog &log,
        QObject *parent = nullptr, Clock clock = &QDateTime::currentDateTimeUtc);
    ~LookupService() override;

    void want(const QObject *owner, const std::vector<platform::IpAddress> &addresses) override;
    void release(const QObject *owner) override;
    AddressFacts facts(const platform::IpAddress &address) const override;
    bool isSettled(const QObject *owner) const override;
    Surroundings surroundings() const override;
    /// Who finds them out (interfaces, PublicAddress) tells them here.
    void setSurroundings(const Surroundings &surroundings);

    const LookupOptions &options() const;
    /// Takes effect at once: sources switched off are forgotten in facts(), those switched on are asked.
    void setOptions(const LookupOptions &options);
    /// Asks again for what is known of this address, past the cache.
    void refresh(const platform::IpAddress &address) override;
    void clearCache(); ///< in memory and on disk

    /// The databases in use and those that were refused, in the order of belief; empty before they were looked at,
    /// which is with the first want() or reloadDatabases().
    const std::vector<MmdbInfo> &databases() const;
    /// Looks at the files again: a download is done, the user put one there.
    void reloadDatabases();
    /// State of the local exchange prefixes; null time: there are none.
    struct ExchangeInfo {
        std::size_t prefixes = 0;
        QDateTime asOf;
        QString problem; ///< why the file was refused, technical
    };
    ExchangeInfo exchanges() const;

Q_SIGNALS:
    void databasesChanged();
    void exchangesChanged();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace engine
