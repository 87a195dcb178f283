// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/dns_channel.h"
#include "engine/lookups/question_log.h"
#include "engine/target_resolver.h"

#include <map>

namespace engine {

/// Looks for the addresses of typed names at one place after the other: the hosts file, then DNS with the search
/// domains of the system (resolv.conf(5): "search", "ndots"). SystemResolver's part on the look-ups thread; all
/// functions there.
class NameSearch final : public QObject {
    Q_OBJECT

public:
    NameSearch(const DnsOptions &options, bool nothingLeaves);

    /// `host` in ASCII form; found() follows, later, unless cancel() comes first.
    void begin(quint64 id, const QString &host);
    void cancel(quint64 id);
    /// With nothingLeaves only the hosts file answers; searches that asked somebody end at once as not allowed.
    void setOptions(const DnsOptions &options, bool nothingLeaves);

Q_SIGNALS:
    void found(quint64 id, const engine::TargetResolver::Answer &answer);
    /// A question, which has left the machine only if its outcome is Pending. `token` names it in ended().
    void asking(quint64 token, const engine::Question &question);
    void ended(quint64 token, engine::QuestionOutcome outcome);

private:
    struct Search {
        QString host;
        QStringList names; ///< still to be tried
        DnsChannel::Token token = 0; ///< of the question under way
        /// What the names so far came to: that one exists without addresses counts more than a server that could not
        /// say, and that more than none.
        TargetResolver::Status otherwise = TargetResolver::Status::NotFound;
    };

    void askNext(quint64 id);
    void takeHostsFile(quint64 id, const DnsAnswer &answer);
    void takeAnswer(quint64 id, const DnsAnswer &answer);
    void finish(quint64 id, const TargetResolver::Answer &answer);
    void tellWithoutAsking(const QString &name, const QString &host, QuestionOutcome outcome);

    DnsChannel m_channel;
    bool m_nothingLeaves;
    std::map<quint64, Search> m_searches;
    std::map<DnsChannel::Token, QString> m_hosts; ///< what a question under way is about
};

} // namespace engine
