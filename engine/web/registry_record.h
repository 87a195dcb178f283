// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace engine {

/// What a regional registry says about an address: the parts of an RDAP answer (RFC 9083) that people read. Hostile
/// text as it came, but of one line each and bounded in length and number.
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
        QString role; ///< "abuse", "registrant"; several: "technical, abuse"
        QString name;
        QStringList emails;
        QStringList phones;
        QString address;
        friend bool operator==(const Contact &, const Contact &) = default;
    };
    std::vector<Contact> contacts;
    QStringList remarks;
    QString source; ///< the server that answered
    QDateTime asOf; ///< UTC

    friend bool operator==(const RegistryRecord &, const RegistryRecord &) = default;
};

/// Reads an RDAP "ip network" object; `source` and `asOf` are the caller's. Nothing when it is none.
std::optional<RegistryRecord> readRdap(const QByteArray &json);

} // namespace engine
