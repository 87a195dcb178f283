// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/dns_message.h"
#include "engine/lookups/cymru.h"
#include "engine/lookups/lookup_service.h"
#include "tests/support/dns_server.h"

#include <QTest>

#include <atomic>
#include <memory>

/// A LookupService that asks a name server of the test's own, and no system database.
class LookupSetup {
public:
    LookupSetup()
    {
        m_options.dns.servers = {{*platform::IpAddress::parse("127.0.0.1"), m_server.port()}};
        m_options.dns.timeout = std::chrono::seconds(5); // no test is to depend on how busy the machine is
        m_options.systemDatabases = false;
    }

    static platform::IpAddress address(const char *text) { return *platform::IpAddress::parse(text); }
    static QByteArray originName(const platform::IpAddress &of)
    {
        const bool v6 = of.family() == platform::Family::V6;
        return engine::originQuestion(
            of, v6 ? engine::LookupOptions().originZone6 : engine::LookupOptions().originZone4)
            .toLatin1();
    }
    static QByteArray asName(std::uint32_t asn)
    {
        return engine::asQuestion(asn, engine::LookupOptions().asZone).toLatin1();
    }

    // What the server says.
    void name(const char *of, const QByteArray &name, quint32 ttl = 300)
    {
        m_server.add(engine::reverseName(address(of)), DnsRecord::ptr(name, ttl));
    }
    void origin(const char *of, const QByteArray &record)
    {
        m_server.add(originName(address(of)), DnsRecord::txt(record));
    }
    void as(std::uint32_t asn, const QByteArray &record) { m_server.add(asName(asn), DnsRecord::txt(record)); }
    /// An address with everything.
    void host(const char *of, const QByteArray &name, std::uint32_t asn, const QByteArray &network)
    {
        const QByteArray number = QByteArray::number(asn);
        this->name(of, name);
        origin(of, number + " | " + network + " | NL | ripencc | 2011-05-01");
        as(asn, number + " | NL | ripencc | 2010-01-02 | AS-" + number + " - Example " + number + ", NL");
    }

    engine::LookupService &service()
    {
        if (!m_service)
            m_service = std::make_unique<engine::LookupService>(
                m_options, m_paths, m_thread, m_log, nullptr, [this] { return clock(); });
        return *m_service;
    }
    void endService() { m_service.reset(); }
    bool settled(const QObject *owner) { return service().isSettled(owner); }
    /// The present of the service moves on.
    void pass(std::chrono::seconds time) { m_passed += time.count(); }
    int logged(engine::QuestionOutcome outcome) const
    {
        return int(std::ranges::count(m_log.questions(), outcome, &engine::Question::outcome));
    }

    DnsTestServer m_server;
    engine::LookupOptions m_options;
    engine::LookupPaths m_paths;
    engine::QuestionLog m_log;
    engine::LookupThread m_thread;
    QObject m_owner;

private:
    QDateTime clock() const { return QDateTime::currentDateTimeUtc().addSecs(m_passed); }

    std::atomic<qint64> m_passed = 0;

    std::unique_ptr<engine::LookupService> m_service;
};
