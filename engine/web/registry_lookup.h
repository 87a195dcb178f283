// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/lookup_options.h"
#include "engine/lookups/lookup_thread.h"
#include "engine/lookups/question_log.h"
#include "engine/web/http_fetch.h"
#include "platform/ip_address.h"

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

namespace engine {

/// What a regional registry says about an address: the parts of an RDAP answer (RFC 9083) that people read. Hostile
/// text as it came, bounded.
struct RegistryRecord {
    QString handle;
    QString name; ///< of the network
    QString range; ///< "203.0.113.0 - 203.0.113.255"
    QStringList prefixes; ///< "cidr0" extension
    QString type; ///< "ALLOCATED PA"
    QString country;
    QString parent;
    QStringList status;
    QString registered, changed; ///< ISO 8601 as given
    struct Contact {
        QString role; ///< "abuse", "registrant", ...
        QString name;
        QStringList emails;
        QStringList phones;
        QString address;
        friend bool operator==(const Contact &, const Contact &) = default;
    };
    std::vector<Contact> contacts;
    QStringList remarks;
    QString source; ///< the server that answered
    QDateTime asOf;

    friend bool operator==(const RegistryRecord &, const RegistryRecord &) = default;
};

/// Reads an RDAP "ip network" object. Nothing when it is none.
std::optional<RegistryRecord> readRdap(const QByteArray &json);

/// Asks the responsible registry about an address, when the user wants it: bootstrap by IANA's RDAP files (RFC 9224),
/// then the registry over HTTPS. On the look-ups thread; face on the GUI (main) thread. Answers are kept for this
/// start.
class RegistryLookup final : public QObject {
    Q_OBJECT

public:
    struct Answer {
        std::optional<RegistryRecord> record;
        HttpResult failure; ///< without a record
    };
    using Done = std::function<void(const Answer &)>;

    RegistryLookup(LookupThread &thread, QuestionLog &log, QObject *parent = nullptr);
    ~RegistryLookup() override;

    /// `done` comes later on this thread, unless `context` is gone by then. Not allowed: failure.problem is Cancelled.
    void ask(const platform::IpAddress &address, const LookupOptions &options, QObject *context, Done done);
    void cancel(QObject *context);

private:
    struct Private;
    std::unique_ptr<Private> m;
};

} // namespace engine
