// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/dns_options.h"
#include "engine/lookups/lookup_thread.h"
#include "engine/lookups/question_log.h"
#include "engine/target_resolver.h"

#include <QPointer>

#include <map>
#include <memory>

namespace engine {

class NameSearch;

/// The names of the system: the hosts file, then DNS with the search domains, asked by c-ares on the look-ups thread.
/// "localhost" (RFC 6761 section 6.3) and addresses are answered without either. Main thread.
class SystemResolver final : public TargetResolver {
    Q_OBJECT

public:
    /// With a thread of its own, which begins with the first question, and without a log.
    explicit SystemResolver(DnsOptions options = {}, QObject *parent = nullptr);
    /// `thread` and `log` must outlive it; `log` may be null. Each question goes into the log: those that left, with
    /// the very names that were tried, answers of the hosts file as Cached, and what was held back as NotAllowed.
    SystemResolver(DnsOptions options, LookupThread &thread, QuestionLog *log, QObject *parent = nullptr);
    ~SystemResolver() override;

    void resolve(const QString &host, QObject *context, Callback done) override;
    void cancel(QObject *context) override;

    /// With nothingLeaves nobody is asked: names that are not in the hosts file are NotAllowed, those that are being
    /// asked for too. New servers are asked from the next question on.
    void setOptions(const DnsOptions &options, bool nothingLeaves);

private:
    struct Pending {
        QPointer<QObject> context;
        const QObject *key; ///< to compare with, never used
        Callback done;
    };

    NameSearch &search();
    void answer(quint64 id, const Answer &answer);
    void note(quint64 token, const Question &question);
    void noteEnd(quint64 token, QuestionOutcome outcome);

    DnsOptions m_options;
    bool m_nothingLeaves = false;
    std::map<quint64, Pending> m_pending;
    quint64 m_next = 0;
    std::map<quint64, quint64> m_logged; ///< entries of the log whose outcome is still to come, by token
    std::unique_ptr<LookupThread> m_ownThread; ///< null: shared
    LookupThread &m_thread;
    QuestionLog *m_log = nullptr;
    NameSearch *m_search = nullptr; ///< lives on m_thread
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
