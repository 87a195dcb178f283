// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/dns_questions.h"
#include "engine/lookups/lookup_cache.h"

#include <functional>
#include <map>
#include <set>
#include <vector>

namespace engine {

/// Asks Team Cymru for networks and AS names, and puts the answers into the cache. Lives on the look-ups thread.
///
/// A network is asked about once: of addresses in one /24 (IPv4) or /48 (IPv6) the first is asked, the others wait for
/// the network that the answer names and are asked only if it does not have them. That there is none, or that nobody
/// answers, holds for all that wait. Questions that have not left are dropped when an answer to another covers them.
class OriginLookup final {
public:
    /// What was wanted about these has an answer, or a failure, in the cache.
    using Resolved = std::function<void(const std::vector<platform::IpAddress> &)>;

    OriginLookup(DnsQuestions &questions, LookupCache &cache, Resolved resolved);

    void setOptions(const LookupOptions &options); ///< zones and limits; for questions from now on
    void wantNetwork(const platform::IpAddress &address);
    void wantAsName(std::uint32_t asn, const platform::IpAddress &address);
    bool isPending(const platform::IpAddress &address) const { return m_pending.contains(address); }
    void drop(const platform::IpAddress &address); ///< it is no longer wanted; Resolved is not called for it
    void dropAll();

private:
    struct Question {
        DnsQuestions::Id id = 0;
        platform::IpAddress leader; ///< which the question is about
        std::vector<platform::IpAddress> waiting; ///< the leader too, unless it was dropped
    };
    using Groups = std::map<IpPrefix, Question>;

    void ask(const IpPrefix &group, std::vector<platform::IpAddress> waiting);
    void onNetwork(const IpPrefix &group, const DnsAnswer &answer);
    void onAsName(std::uint32_t asn, const DnsAnswer &answer);
    void resolveCovered(const IpPrefix &network, std::vector<platform::IpAddress> &done);
    void splitResolved(
        const IpPrefix &group, std::vector<platform::IpAddress> waiting, std::vector<platform::IpAddress> &done);
    void report(const std::vector<platform::IpAddress> &done);

    DnsQuestions &m_questions;
    LookupCache &m_cache;
    Resolved m_resolved;
    LookupOptions m_options;
    Groups m_groups;
    std::map<std::uint32_t, Question> m_asNames;
    std::set<platform::IpAddress> m_pending;
};

} // namespace engine
