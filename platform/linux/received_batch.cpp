// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/linux/received_batch.h"

#include "platform/linux/socket_address.h"

// linux/errqueue.h uses timespec without declaring it
#include <time.h>

#include <linux/errqueue.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace platform {

namespace {

constexpr std::size_t controlRoom = 512;
constexpr int mostRounds = 64; // of one drain

template <typename T>
std::optional<T> controlValue(const cmsghdr &control)
{
    if (control.cmsg_len < CMSG_LEN(sizeof(T)))
        return std::nullopt;
    T value;
    std::memcpy(&value, CMSG_DATA(&control), sizeof value);
    return value;
}

QueuedError::Origin originOf(std::uint8_t number)
{
    switch (number) {
    case SO_EE_ORIGIN_ICMP:
    case SO_EE_ORIGIN_ICMP6:
        return QueuedError::Origin::Icmp;
    case SO_EE_ORIGIN_LOCAL:
        return QueuedError::Origin::Local;
    case SO_EE_ORIGIN_TIMESTAMPING:
        return QueuedError::Origin::SendStamp;
    default:
        return QueuedError::Origin::Other;
    }
}

std::optional<QueuedError> readError(const cmsghdr &control)
{
    const auto raw = controlValue<sock_extended_err>(control);
    if (!raw)
        return std::nullopt;
    QueuedError error;
    error.origin = originOf(raw->ee_origin);
    error.type = raw->ee_type;
    error.code = raw->ee_code;
    error.info = raw->ee_info;
    error.data = raw->ee_data;
    if (error.origin == QueuedError::Origin::Icmp) {
        error.extensionOffset = raw->ee_rfc4884.len;
        error.extensionInvalid = (raw->ee_rfc4884.flags & SO_EE_RFC4884_FLAG_INVALID) != 0;
    }
    const auto *const data = reinterpret_cast<const std::byte *>(CMSG_DATA(&control));
    const std::span payload(data, control.cmsg_len - CMSG_LEN(0));
    error.offender = SocketAddress::fromBytes(payload.subspan(sizeof *raw)).address();
    return error;
}

void readControl(const cmsghdr &control, ReceivedMessage &message)
{
    const int level = control.cmsg_level;
    const int type = control.cmsg_type;
    const bool isTtl = (level == IPPROTO_IP && type == IP_TTL) || (level == IPPROTO_IPV6 && type == IPV6_HOPLIMIT);
    const bool isError = (level == IPPROTO_IP && type == IP_RECVERR) || (level == IPPROTO_IPV6 && type == IPV6_RECVERR);
    if (isTtl) {
        if (const auto ttl = controlValue<int>(control))
            message.ttl = static_cast<std::uint8_t>(*ttl);
    } else if (isError) {
        message.error = readError(control);
    } else if (level == SOL_SOCKET && type == SCM_TIMESTAMPING) {
        if (const auto stamps = controlValue<scm_timestamping>(control)) {
            const timespec &software = stamps->ts[0];
            if (software.tv_sec != 0)
                message.stamp = std::chrono::seconds(software.tv_sec) + std::chrono::nanoseconds(software.tv_nsec);
        }
    }
}

} // namespace

struct ReceivedBatch::Buffers {
    struct Slot {
        sockaddr_storage name;
        iovec vector;
        alignas(cmsghdr) std::array<std::byte, controlRoom> control;
    };

    Buffers(std::size_t messages, std::size_t bytes)
        : data(messages * bytes)
        , slots(messages)
        , headers(messages)
    {
        for (std::size_t index = 0; index < messages; ++index) {
            slots[index].vector = {.iov_base = data.data() + index * bytes, .iov_len = bytes};
            msghdr &header = headers[index].msg_hdr;
            header.msg_name = &slots[index].name;
            header.msg_iov = &slots[index].vector;
            header.msg_iovlen = 1;
            header.msg_control = slots[index].control.data();
        }
    }

    /// The kernel overwrote the lengths of the first `used` headers.
    void prepare(std::size_t used)
    {
        for (std::size_t index = 0; index < used; ++index) {
            headers[index].msg_hdr.msg_namelen = sizeof(sockaddr_storage);
            headers[index].msg_hdr.msg_controllen = controlRoom;
            headers[index].msg_hdr.msg_flags = 0;
        }
    }

    ReceivedMessage message(std::size_t index)
    {
        msghdr &header = headers[index].msg_hdr;
        ReceivedMessage result;
        const auto *const begin = static_cast<const std::uint8_t *>(slots[index].vector.iov_base);
        result.data = {begin, std::min<std::size_t>(headers[index].msg_len, slots[index].vector.iov_len)};
        const auto name = std::as_bytes(std::span(&slots[index].name, 1)).first(header.msg_namelen);
        const SocketAddress address = SocketAddress::fromBytes(name);
        result.address = address.address();
        result.port = address.port();
        for (cmsghdr *control = CMSG_FIRSTHDR(&header); control != nullptr; control = CMSG_NXTHDR(&header, control))
            readControl(*control, result);
        return result;
    }

    std::vector<std::uint8_t> data;
    std::vector<Slot> slots;
    std::vector<mmsghdr> headers;
};

ReceivedBatch::ReceivedBatch(std::size_t messages, std::size_t bytes)
    : m_buffers(std::make_unique<Buffers>(messages, bytes))
{
    m_buffers->prepare(messages);
}

ReceivedBatch::~ReceivedBatch() = default;

std::size_t ReceivedBatch::drain(int fd, Queue queue, const std::function<void(const ReceivedMessage &)> &each)
{
    const int flags = MSG_DONTWAIT | (queue == Queue::Errors ? MSG_ERRQUEUE : 0);
    const auto room = static_cast<unsigned>(m_buffers->headers.size());
    std::size_t total = 0;
    for (int round = 0; round < mostRounds; ++round) {
        const int got = recvmmsg(fd, m_buffers->headers.data(), room, flags, nullptr);
        // A plain read reports the stored error of an earlier probe first (and forgets it); the data is behind it.
        const bool again = got < 0 && errno != EAGAIN && queue == Queue::Data;
        if (again)
            continue;
        if (got <= 0)
            break;
        for (int index = 0; index < got; ++index)
            each(m_buffers->message(static_cast<std::size_t>(index)));
        m_buffers->prepare(static_cast<std::size_t>(got));
        total += static_cast<std::size_t>(got);
        if (static_cast<unsigned>(got) < room)
            break;
    }
    return total;
}

} // namespace platform
