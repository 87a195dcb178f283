// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/packet/byte_order.h"
#include "platform/posix/unique_fd.h"
#include "platform/time.h"

#include <optional>
#include <string>

namespace netsim {

/// A packet that the kernel sent into the simulated network.
struct Outgoing {
    platform::Bytes packet;
    platform::TimePoint sentAt; ///< when the kernel handed it to the device
};

/// The TUN device behind which the simulated network lies. Packets are taken from a packet socket on the device, not
/// from the device itself: that one has the kernel's time stamps, so that what is simulated does not depend on when
/// this process got the processor. What the device itself holds is thrown away.
class TunLink final {
public:
    /// Attaches to the device, which must exist and be up, and waits until packets pass. Nothing, and a message on
    /// stderr, when that fails.
    static std::optional<TunLink> open(const std::string &device);

    int packetFd() const { return m_packets.get(); }
    int deviceFd() const { return m_device.get(); }

    /// The next packet that was sent, or nothing when there is none now.
    std::optional<Outgoing> receive();
    void discardDevice();
    /// Hands a packet to the kernel as if it had arrived.
    void deliver(const platform::Bytes &packet) const;

private:
    TunLink(platform::UniqueFd device, platform::UniqueFd packets)
        : m_device(std::move(device))
        , m_packets(std::move(packets))
    {
    }

    platform::UniqueFd m_device;
    platform::UniqueFd m_packets;
};

/// Ours and the wall clock's time of the same moment apart.
platform::Duration wallClockOffset();

} // namespace netsim
