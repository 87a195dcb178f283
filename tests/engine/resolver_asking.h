// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/system_resolver.h"

#include "tests/support/dns_server.h"

#include <QTest>

// How tests ask a TargetResolver.

/// Nobody but that server; a question without an answer fails after 300 ms.
inline engine::DnsOptions optionsFor(const DnsTestServer &server)
{
    engine::DnsOptions options;
    options.servers = {{*platform::IpAddress::parse("127.0.0.1"), server.port()}};
    options.timeout = std::chrono::milliseconds(100);
    return options;
}

/// The system's search domains are left out of tests.
inline void setSearchDomains(const char *domains)
{
    qputenv("LOCALDOMAIN", domains);
    qputenv("RES_OPTIONS", "ndots:1");
}

inline QString statusName(engine::TargetResolver::Status status)
{
    switch (status) {
    case engine::TargetResolver::Status::Found:
        return QStringLiteral("found");
    case engine::TargetResolver::Status::NotFound:
        return QStringLiteral("not found");
    case engine::TargetResolver::Status::Failed:
        return QStringLiteral("failed");
    case engine::TargetResolver::Status::NotAllowed:
        return QStringLiteral("not allowed");
    }
    return {};
}

/// Status and addresses, as text.
inline QString ask(engine::TargetResolver &resolver, const QString &host)
{
    QObject context;
    QString result;
    resolver.resolve(host, &context, [&result](const engine::TargetResolver::Answer &answer) {
        result = statusName(answer.status);
        for (const auto &address : answer.addresses)
            result += QLatin1Char(' ') + QString::fromStdString(address.toString());
    });
    if (!result.isEmpty())
        return QStringLiteral("called back before resolve() returned");
    [&result] { QTRY_VERIFY_WITH_TIMEOUT(!result.isEmpty(), 5000); }();
    return result;
}
