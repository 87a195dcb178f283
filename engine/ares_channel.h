// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/dns_message.h"
#include "engine/dns_options.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <map>

class QSocketNotifier;
struct ares_channeldata;

namespace engine {

/// One channel of c-ares (1.18 and later) with one configuration, driven by the event loop of the thread on which it is
/// made: one notifier per socket and direction, one timer. The system's configuration is read by the constructor. With
/// nothing under way it has no socket and no timer.
///
/// Callbacks come from inside of c-ares, perhaps before the asking function returns. They must not delete the channel
/// or ask anything; DnsChannel only notes the answer in them.
class AresChannel final : public QObject {
    Q_OBJECT

public:
    enum class Source {
        Servers, ///< DNS only
        HostsFile, ///< nobody is asked
    };
    using Done = std::function<void(DnsAnswer)>;

    AresChannel(const DnsOptions &options, Source source);
    ~AresChannel() override; ///< what is under way is forgotten, without callbacks

    /// One question, for PTR or TXT records of exactly this name.
    void query(const QByteArray &name, DnsType type, Done done);
    /// The addresses of exactly this name, by A and AAAA or from the hosts file, sorted by RFC 6724.
    void findAddresses(const QByteArray &name, Done done);

    int underWay() const { return m_underWay; }
    QString servers() const { return m_servers; } ///< "192.0.2.53:53, [2001:db8::53]:53"; empty: none can be asked

private:
    struct Request;
    struct Notifiers {
        QSocketNotifier *read = nullptr;
        QSocketNotifier *write = nullptr;
    };

    bool open(const DnsOptions &options);
    void readServers();
    void process(qintptr readable, qintptr writable);
    void restartTimer();
    void watch(qintptr socket, bool readable, bool writable);
    void setWatched(QSocketNotifier *&notifier, qintptr socket, int type, bool on);

    const Source m_source;
    ares_channeldata *m_channel = nullptr; ///< null: could not be made
    std::map<qintptr, Notifiers> m_notifiers;
    QTimer m_timer;
    int m_underWay = 0;
    QString m_servers;
};

} // namespace engine
