// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"
#include "platform/time.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace platform {

/// What the kernel says about one entry of an error queue (sock_extended_err).
struct QueuedError {
    enum class Origin : std::uint8_t { Icmp, Local, SendStamp, Other } origin = Origin::Other;
    std::uint8_t type = 0;
    std::uint8_t code = 0;
    std::uint32_t info = 0; ///< MTU of a packet-too-big
    std::uint32_t data = 0; ///< number of the packet that a send stamp is for
    IpAddress offender; ///< who sent the ICMP message
    std::uint16_t extensionOffset = 0; ///< from the start of the data; 0 when the message declares none
    bool extensionInvalid = false; ///< the kernel found a wrong version or checksum
};

/// One message as read. Points into the batch: valid until the next read.
struct ReceivedMessage {
    std::span<const std::uint8_t> data;
    IpAddress address; ///< sender; in an error queue the original destination
    std::uint16_t port = 0;
    std::optional<std::uint8_t> ttl; ///< with which it arrived
    std::optional<Duration> stamp; ///< kernel's wall-clock time: of arrival, or of sending for a send stamp
    std::optional<QueuedError> error; ///< in an error queue
};

/// Buffers for reading many messages with one system call. Reused for all sockets of a transport.
class ReceivedBatch final {
public:
    /// `bytes` per message: what is longer is cut off.
    ReceivedBatch(std::size_t messages, std::size_t bytes);
    ~ReceivedBatch();

    enum class Queue : std::uint8_t { Data, Errors };

    /// Reads until the queue is empty (or very many have been read: a flood must not starve the rest; level-triggered
    /// polling comes back to it). Returns how many there were.
    std::size_t drain(int fd, Queue queue, const std::function<void(const ReceivedMessage &)> &each);

private:
    struct Buffers;
    std::unique_ptr<Buffers> m_buffers;
};

} // namespace platform
