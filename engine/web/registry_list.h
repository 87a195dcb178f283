// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/ip_prefix.h"

#include <QByteArray>
#include <QUrl>

#include <optional>

namespace engine {

/// Which registry's server is responsible for which addresses: IANA's bootstrap file (RFC 9224). A value; any thread.
class RegistryList final {
public:
    /// Nothing when it is none; entries that make no sense are left out.
    static std::optional<RegistryList> read(const QByteArray &json);

    /// What is asked about `address` (RFC 9082 section 3.1.1); an invalid URL when nobody is responsible.
    QUrl question(const platform::IpAddress &address) const;

private:
    PrefixMap<QUrl> m_servers;
};

} // namespace engine
