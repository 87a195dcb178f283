// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "netsim_server.h"

#include <poll.h>

#include <array>
#include <cinttypes>

namespace netsim {

using platform::Clock;
using platform::Duration;
using platform::SimFate;
using platform::TimePoint;

NetsimServer::NetsimServer(platform::Scenario scenario, TunLink link, Options options)
    : m_network(std::move(scenario))
    , m_link(std::move(link))
    , m_options(options)
    , m_start(Clock::now())
{
    if (m_options.log != nullptr) {
        m_network.setObserver([this](const SimFate &fate) { m_fate = std::make_shared<SimFate>(fate); });
        std::fputs("sent_ns,destination,ttl,protocol,end,node,planned_ns,delivered_ns\n", m_options.log);
    }
}

void NetsimServer::run(int stopFd)
{
    bool stopped = false;
    while (!stopped) {
        takePackets();
        deliverDue();
        sleep(stopFd, stopped);
    }
    if (m_options.log != nullptr)
        std::fflush(m_options.log);
}

void NetsimServer::takePackets()
{
    while (const auto outgoing = m_link.receive()) {
        m_fate.reset();
        // The first stamps may be older than the network by the time that starting took.
        const Duration at = std::max(outgoing->sentAt - m_start, Duration::zero());
        for (auto &delivery : m_network.inject(outgoing->packet, at)) {
            const bool isAnswer = m_fate && m_fate->answerAt == delivery.at;
            m_deliveries.emplace(
                m_start + delivery.at, Delivery{std::move(delivery.packet), isAnswer ? m_fate : nullptr});
        }
        if (m_fate && !m_fate->answerAt)
            writeLog(*m_fate, TimePoint());
    }
    m_link.discardDevice();
}

void NetsimServer::deliverDue()
{
    while (!m_deliveries.empty() && m_deliveries.begin()->first <= Clock::now() + m_options.spin) {
        const auto first = m_deliveries.begin();
        while (Clock::now() < first->first) { } // a few microseconds: sleeping would cost more than that
        const Delivery delivery = std::move(first->second);
        m_deliveries.erase(first);
        const TimePoint at = Clock::now();
        m_link.deliver(delivery.packet);
        if (delivery.fate)
            writeLog(*delivery.fate, at);
        takePackets();
    }
}

void NetsimServer::sleep(int stopFd, bool &stopped)
{
    timespec time{};
    if (!m_deliveries.empty()) {
        const Duration left = std::max(m_deliveries.begin()->first - m_options.spin - Clock::now(), Duration::zero());
        time.tv_sec = std::chrono::duration_cast<std::chrono::seconds>(left).count();
        time.tv_nsec = left.count() % std::nano::den;
    }
    std::array<pollfd, 3> fds{{{m_link.packetFd(), POLLIN, 0}, {m_link.deviceFd(), POLLIN, 0}, {stopFd, POLLIN, 0}}};
    ppoll(fds.data(), fds.size(), m_deliveries.empty() ? nullptr : &time, nullptr);
    stopped = fds.back().revents != 0;
}

void NetsimServer::writeLog(const SimFate &fate, TimePoint deliveredAt) const
{
    static constexpr std::array names{
        "answered", "lost-forward", "lost-back", "answer-lost", "limited", "silent", "dropped", "no-route"};
    const std::string protocol(platform::protocolName(fate.protocol));
    std::fprintf(m_options.log, "%" PRId64 ",%s,%d,%s,%s,%s,", static_cast<std::int64_t>(fate.sentAt.count()),
        fate.destination.toString().c_str(), fate.ttl, protocol.c_str(), names.at(static_cast<std::size_t>(fate.end)),
        fate.node.c_str());
    if (fate.answerAt) {
        std::fprintf(m_options.log, "%" PRId64 ",%" PRId64, static_cast<std::int64_t>(fate.answerAt->count()),
            static_cast<std::int64_t>((deliveredAt - m_start).count()));
    } else {
        std::fputc(',', m_options.log);
    }
    std::fputc('\n', m_options.log);
}

} // namespace netsim
