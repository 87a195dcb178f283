// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/dns_options.h"
#include "engine/target_resolver.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <map>

class QSocketNotifier;
struct ares_channeldata;

namespace engine {

/// Asks name servers with c-ares, driven by the event loop of the thread it lives in: one notifier per socket and
/// direction, one timer. All functions on that thread. Queries that are under way at its destruction are forgotten.
///
/// c-ares may call back before the asking function returns, and must never be destroyed in a callback: the callbacks
/// given here must not delete the channel.
class DnsChannel final : public QObject {
    Q_OBJECT

public:
    using Addresses = std::function<void(const TargetResolver::Answer &)>;

    explicit DnsChannel(DnsOptions options, QObject *parent = nullptr);
    ~DnsChannel() override;

    /// A and AAAA, the hosts file and the search domains, sorted by RFC 6724. A name without addresses is Found and
    /// empty.
    void findAddresses(const QString &asciiName, Addresses done);

private:
    struct Notifiers {
        QSocketNotifier *read = nullptr;
        QSocketNotifier *write = nullptr;
    };

    void open();
    void close();
    void openIfNew();
    void process(qintptr readable, qintptr writable);
    void restartTimer();
    void watch(qintptr socket, bool readable, bool writable);
    void setWatched(QSocketNotifier *&notifier, qintptr socket, int type, bool on);

    DnsOptions m_options;
    ares_channeldata *m_channel = nullptr; ///< null: could not be made
    std::map<qintptr, Notifiers> m_notifiers;
    QTimer m_timer;
    QElapsedTimer m_age;
    int m_pending = 0;
};

} // namespace engine
