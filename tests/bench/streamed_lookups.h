// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_lookups.h"

#include <QTimer>

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <set>

namespace bench {

/// Look-ups that come to know what others know, a few addresses at a time, the whole time: as facts stream in from a
/// name server. What is known of all is forgotten and comes again, so that the stream does not end.
class StreamedLookups final : public engine::AddressLookups {
public:
    explicit StreamedLookups(std::shared_ptr<engine::AddressLookups> known)
        : m_known(std::move(known))
    {
        constexpr std::chrono::milliseconds step{5};
        connect(&m_step, &QTimer::timeout, this, &StreamedLookups::tell);
        m_step.start(step);
    }

    void want(const QObject *, const std::vector<platform::IpAddress> &addresses) override
    {
        for (const platform::IpAddress &address : addresses)
            if (m_wanted.insert(address).second)
                m_waiting.push_back(address);
    }
    void release(const QObject *) override { }
    void refresh(const platform::IpAddress &) override { }
    engine::AddressFacts facts(const platform::IpAddress &address) const override
    {
        if (const auto told = m_told.find(address); told != m_told.end())
            return told->second;
        engine::AddressFacts facts;
        facts.name.state = facts.origin.state = engine::FactState::Pending;
        return facts;
    }
    bool isSettled(const QObject *) const override { return false; }
    engine::Surroundings surroundings() const override { return m_known->surroundings(); }
    std::size_t told() const { return m_count; }

private:
    void tell()
    {
        constexpr std::size_t most = 10;
        std::vector<platform::IpAddress> news;
        for (; news.size() < most && !m_waiting.empty(); m_waiting.pop_front()) {
            const platform::IpAddress address = m_waiting.front();
            if (m_told.erase(address) == 0)
                m_told.emplace(address, m_known->facts(address));
            news.push_back(address);
            m_again.push_back(address);
        }
        if (m_waiting.empty())
            m_waiting.swap(m_again);
        m_count += news.size();
        if (!news.empty())
            Q_EMIT changed(news);
    }

    std::shared_ptr<engine::AddressLookups> m_known;
    std::set<platform::IpAddress> m_wanted;
    std::map<platform::IpAddress, engine::AddressFacts> m_told;
    std::deque<platform::IpAddress> m_waiting, m_again;
    std::size_t m_count = 0;
    QTimer m_step;
};

} // namespace bench
