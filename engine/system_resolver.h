// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/dns_options.h"
#include "engine/target_resolver.h"

#include <QPointer>
#include <QThread>

#include <map>
#include <memory>

namespace engine {

/// The names of the system: hosts file and DNS, asked by c-ares on a thread of its own, which begins with the first
/// question. "localhost" (RFC 6761 section 6.3) and addresses are answered without asking anybody.
class SystemResolver final : public TargetResolver {
    Q_OBJECT

public:
    explicit SystemResolver(DnsOptions options = {}, QObject *parent = nullptr);
    ~SystemResolver() override;

    void resolve(const QString &host, QObject *context, Callback done) override;
    void cancel(QObject *context) override;

private:
    class Worker;
    struct Pending {
        QPointer<QObject> context;
        const QObject *key; ///< to compare with, never used
        Callback done;
    };

    Worker &worker();
    void answer(quint64 id, const Answer &answer);

    DnsOptions m_options;
    std::map<quint64, Pending> m_pending;
    quint64 m_next = 0;
    Worker *m_worker = nullptr; ///< lives on m_thread, which deletes it
    std::unique_ptr<QThread> m_thread;
};

/// A fixed set of names, as a scenario has them. Answers later, like the real one.
class FixedResolver final : public TargetResolver {
    Q_OBJECT

public:
    using Names = std::map<QString, std::vector<platform::IpAddress>>;

    explicit FixedResolver(Names names, QObject *parent = nullptr);

    void resolve(const QString &host, QObject *context, Callback done) override;
    void cancel(QObject *context) override;

private:
    Names m_names; ///< lower case, without a dot at the end
    std::map<quint64, const QObject *> m_pending;
    quint64 m_next = 0;
};

} // namespace engine
