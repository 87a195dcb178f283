// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/ip_prefix.h"
#include "engine/lookups/address_facts.h"
#include "platform/error.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <map>
#include <optional>

class QJsonObject;

namespace engine {

/// The peering networks of exchange points and who has a port there, from a local file (docs/FORMATS.md, "Exchange
/// prefixes") that is made of PeeringDB's answers. A value; any thread.
class ExchangeTable final {
public:
    /// From the file's content; fails with Malformed and what is wrong.
    static platform::Result<ExchangeTable> read(const QByteArray &json);
    /// Makes the file's content of the bodies of PeeringDB's `ix`, `ixlan`, `ixpfx` and `netixlan` (api/...; the last
    /// may be empty). Entries that make no sense are left out; a body that is none at all is Malformed.
    static platform::Result<QByteArray> convert(const QByteArray &ix, const QByteArray &ixlan, const QByteArray &ixpfx,
        const QByteArray &netixlan, const QDateTime &asOf);

    std::optional<ExchangePoint> find(const platform::IpAddress &address) const;
    std::size_t size() const { return m_prefixes.size(); }
    const QDateTime &asOf() const { return m_asOf; }

private:
    struct Member {
        std::uint32_t asn = 0;
        QString name;
    };

    void add(const QJsonObject &exchange, int &left);

    PrefixMap<ExchangePoint> m_prefixes;
    std::map<platform::IpAddress, Member> m_members;
    QDateTime m_asOf;
};

} // namespace engine
