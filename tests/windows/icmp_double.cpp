// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "icmp_double.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace icmp_double {

namespace {

struct Completion {
    PIO_APC_ROUTINE apc;
    void *context;
};

void CALLBACK runCompletion(ULONG_PTR parameter)
{
    auto *const completion = reinterpret_cast<Completion *>(parameter);
    completion->apc(completion->context, &state().io, 0);
    delete completion;
}

HANDLE WINAPI open4()
{
    ++state().open;
    return CreateEventW(nullptr, TRUE, FALSE, nullptr); // counts as a handle of the process
}

HANDLE WINAPI open6()
{
    if (state().hasSix)
        return open4();
    SetLastError(ERROR_CALL_NOT_IMPLEMENTED);
    return INVALID_HANDLE_VALUE;
}

BOOL WINAPI closeIcmp(HANDLE icmp)
{
    --state().open;
    if (!state().pending.empty())
        ++state().closedWhilePending;
    return CloseHandle(icmp);
}

DWORD ask(
    Asked asked, LPVOID data, WORD size, PIP_OPTION_INFORMATION options, LPVOID reply, DWORD replySize, DWORD timeout)
{
    if (state().refuseWith != 0) {
        SetLastError(state().refuseWith);
        return 0;
    }
    const auto *const begin = static_cast<const std::byte *>(data);
    asked.data.assign(begin, begin + size);
    asked.reply = {static_cast<std::byte *>(reply), replySize};
    asked.ttl = options->Ttl;
    asked.flags = options->Flags;
    asked.timeout = timeout;
    state().pending.push_back(std::move(asked));
    SetLastError(ERROR_IO_PENDING);
    return 0;
}

DWORD WINAPI send4(HANDLE, HANDLE, PIO_APC_ROUTINE apc, PVOID context, IPAddr, IPAddr target, LPVOID data, WORD size,
    PIP_OPTION_INFORMATION options, LPVOID reply, DWORD replySize, DWORD timeout)
{
    Asked asked;
    asked.apc = apc;
    asked.context = context;
    asked.target4 = target;
    return ask(std::move(asked), data, size, options, reply, replySize, timeout);
}

DWORD WINAPI send6(HANDLE, HANDLE, PIO_APC_ROUTINE apc, PVOID context, sockaddr_in6 *, sockaddr_in6 *target,
    LPVOID data, WORD size, PIP_OPTION_INFORMATION options, LPVOID reply, DWORD replySize, DWORD timeout)
{
    Asked asked;
    asked.six = true;
    asked.apc = apc;
    asked.context = context;
    asked.target6 = *target;
    return ask(std::move(asked), data, size, options, reply, replySize, timeout);
}

} // namespace

State &state()
{
    static State only;
    return only;
}

void reset()
{
    state() = State();
}

platform::IcmpApi api()
{
    return {.open4 = open4, .open6 = open6, .close = closeIcmp, .send4 = send4, .send6 = send6};
}

void write4(const Asked &asked, std::uint32_t status, const char *from, std::uint32_t milliseconds, bool echo)
{
    ICMP_ECHO_REPLY reply{};
    inet_pton(AF_INET, from, &reply.Address);
    reply.Status = status;
    reply.RoundTripTime = milliseconds;
    reply.Options.Ttl = 61;
    if (echo) {
        reply.DataSize = static_cast<USHORT>(asked.data.size());
        reply.Data = asked.reply.data() + sizeof reply;
        std::ranges::copy(asked.data, asked.reply.begin() + sizeof reply);
    }
    std::memcpy(asked.reply.data(), &reply, sizeof reply);
}

/// Byte by byte as ipexport.h has it: port 2, flow 4, address 16, scope 4, then at 28 the status, at 32 the time.
void write6(const Asked &asked, std::uint32_t status, const char *from, std::uint32_t milliseconds, bool echo)
{
    std::byte *const reply = asked.reply.data();
    std::memset(reply, 0, 36);
    inet_pton(AF_INET6, from, reply + 6);
    std::memcpy(reply + 28, &status, sizeof status);
    std::memcpy(reply + 32, &milliseconds, sizeof milliseconds);
    if (echo)
        std::ranges::copy(asked.data, reply + 36);
}

void complete(const Asked &asked, std::int32_t ioStatus)
{
    state().io.Status = ioStatus;
    QueueUserAPC(
        runCompletion, GetCurrentThread(), reinterpret_cast<ULONG_PTR>(new Completion{asked.apc, asked.context}));
}

Asked take()
{
    Asked asked = state().pending.front();
    state().pending.erase(state().pending.begin());
    return asked;
}

void timeOutAll()
{
    while (!state().pending.empty()) {
        const Asked asked = take();
        if (asked.six)
            write6(asked, IP_REQ_TIMED_OUT, "::", 0, false);
        else
            write4(asked, IP_REQ_TIMED_OUT, "0.0.0.0", 0, false);
        complete(asked);
    }
}

} // namespace icmp_double
