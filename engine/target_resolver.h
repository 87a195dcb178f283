// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <functional>
#include <vector>

namespace engine {

/// Finds the addresses of a host name. Never blocks; answers on the thread that asked. An implementation is chosen when
/// the program starts: the system's names (c-ares), or the simulated network's.
class TargetResolver : public QObject {
    Q_OBJECT

public:
    enum class Status : std::uint8_t {
        Found,
        NotFound,
        Failed,
        NotAllowed, ///< it would have to be asked for, and nothing may leave this machine
    };
    struct Answer {
        Status status = Status::Failed;
        std::vector<platform::IpAddress> addresses; ///< in the order of preference (RFC 6724 as the system has it)
    };
    using Callback = std::function<void(const Answer &)>;

    using QObject::QObject;

    /// `host` is in ASCII form. `done` is called once, later, unless `context` is gone by then or cancel() came first.
    virtual void resolve(const QString &host, QObject *context, Callback done) = 0;
    virtual void cancel(QObject *context) = 0;
};

} // namespace engine
