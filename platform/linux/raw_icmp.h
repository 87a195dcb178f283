// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/linux/channel.h"
#include "platform/linux/probe_socket.h"
#include "platform/linux/route.h"
#include "platform/packet/reply_reader.h"

#include <memory>
#include <optional>
#include <unordered_map>

namespace platform {

class RawChannel;

/// One raw ICMP socket of one family, shared by all raw channels: each raw socket gets every ICMP message of the host,
/// so one per channel would cost channels × messages. Opened with the first channel, closed with the last one.
class RawIcmp final {
public:
    RawIcmp(TransportContext &context, Family family);
    ~RawIcmp();

    Result<std::unique_ptr<Channel>> openChannel(ChannelId id, const ChannelSpec &spec, const Route &route);
    void onReady(Readiness ready);

private:
    friend class RawChannel;

    std::optional<Error> openSocket();
    std::optional<std::uint16_t> freeIdentifier(const ChannelSpec &spec) const;
    void remove(RawChannel &channel);
    void drainStamps();
    void drainMessages();
    void takeMessage(const ReceivedMessage &message, const ClockPair &readAt);
    void takeAnswer(const SeenAnswer &answer, const Arrival &arrival);

    TransportContext &m_context;
    Family m_family;
    std::optional<ProbeSocket> m_socket;
    std::optional<ReceivedBatch> m_batch; ///< there with the socket
    std::unordered_map<std::uint16_t, RawChannel *> m_byIdentifier;
    std::unordered_multimap<IpAddress, RawChannel *> m_byTarget; ///< for quotes whose identifier a NAT rewrote
    std::unordered_map<std::uint32_t, RawChannel *> m_byId;
    std::vector<RawChannel *> m_touched; ///< have answers to flush
};

} // namespace platform
