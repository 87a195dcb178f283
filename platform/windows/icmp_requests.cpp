// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/icmp_requests.h"

#include "platform/windows/kernel_memory.h"
#include "platform/windows/windows_error.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>

namespace platform {

namespace {

/// Everything of one request that the system reads or writes, until its completion. The reply comes last, right before
/// the forbidden page.
struct RequestHeader {
    IP_OPTION_INFORMATION options;
    sockaddr_in6 source;
    sockaddr_in6 target;
};

constexpr std::size_t roundUp(std::size_t size)
{
    return (size + 15) / 16 * 16;
}

IPAddr ipv4(const IpAddress &address)
{
    IPAddr value = 0;
    if (address.bytes().size() == sizeof value)
        std::memcpy(&value, address.bytes().data(), sizeof value);
    return value;
}

sockaddr_in6 ipv6(const IpAddress &address)
{
    sockaddr_in6 value{};
    value.sin6_family = AF_INET6;
    if (address.bytes().size() == sizeof value.sin6_addr)
        std::memcpy(&value.sin6_addr, address.bytes().data(), sizeof value.sin6_addr);
    value.sin6_scope_id = address.scopeId();
    return value;
}

} // namespace

/// Engine thread only, but for the count of holders: the owner and each pending request.
class IcmpRequests::Core final {
public:
    Core(const IcmpApi &api, const WindowsTransportOptions &options)
        : m_api(api)
        , m_options(options)
        , m_slots({options.requestsInFlight, options.requestsQueued})
        , m_key(NonceKey::random())
    {
    }

    std::optional<Error> problem(Family family);
    Result<SentProbe> send(const IcmpJob &job);
    void cancel(ProbeId probe);
    std::vector<Finding> take();
    void release();

    IcmpSlots &slots() { return m_slots; }

private:
    struct Request {
        Core *core = nullptr;
        std::uint32_t place = 0;
        std::uint32_t generation = 0;
        KernelMemory memory;
        std::span<std::byte> data;
        std::span<std::byte> reply;
        Family family = Family::V4;
        TimePoint sentAt;
    };
    struct Completion {
        IcmpJob job;
        IcmpVerdict verdict;
    };

    ~Core() = default;
    HANDLE &handle(Family family) { return family == Family::V4 ? m_icmp4 : m_icmp6; }
    Request *prepare(IcmpSlots::Ticket ticket, const IcmpJob &job);
    void fill(Request &request, const IcmpJob &job);
    std::optional<Error> issue(IcmpSlots::Ticket ticket, const IcmpJob &job);
    DWORD call(Request &request, const IcmpJob &job, DWORD timeout);
    IcmpVerdict read(const Request &request) const;
    bool complete(Request &request, std::uint32_t generation, std::int32_t ioStatus, TimePoint at);
    static void *contextOf(Request &request);
    static void NTAPI onCompletion(void *context, PIO_STATUS_BLOCK io, ULONG reserved);

    IcmpApi m_api;
    WindowsTransportOptions m_options;
    HANDLE m_icmp4 = nullptr;
    HANDLE m_icmp6 = nullptr;
    IcmpSlots m_slots;
    NonceKey m_key;
    std::uint16_t m_sequence = 0;
    std::vector<std::unique_ptr<Request>> m_requests; ///< by place; their addresses are known to the system
    std::vector<Completion> m_completions;
    std::atomic<std::size_t> m_holders{1};
};

std::optional<Error> IcmpRequests::Core::problem(Family family)
{
    HANDLE &icmp = handle(family);
    if (icmp != nullptr)
        return std::nullopt;
    const bool known = family == Family::V4 ? m_api.open4 && m_api.send4 : m_api.open6 && m_api.send6;
    if (!known)
        return windowsError(Operation::OpenSocket, ERROR_CALL_NOT_IMPLEMENTED);
    const HANDLE opened = family == Family::V4 ? m_api.open4() : m_api.open6();
    if (opened == nullptr || opened == INVALID_HANDLE_VALUE)
        return windowsError(Operation::OpenSocket, GetLastError());
    icmp = opened;
    return std::nullopt;
}

Result<SentProbe> IcmpRequests::Core::send(const IcmpJob &job)
{
    const TimePoint now = Clock::now();
    const auto ticket = m_slots.start(job);
    if (!ticket) {
        if (!m_slots.enqueue(job))
            return Error{Operation::SendProbe, ErrorKind::Busy, 0, job.flow->target.toString()};
        return SentProbe{now};
    }
    if (auto error = issue(*ticket, job))
        return *error;
    const SentProbe sent{m_requests[ticket->place]->sentAt};
    SleepEx(0, TRUE); // completions come between the requests of a burst, not after all of them
    return sent;
}

IcmpRequests::Core::Request *IcmpRequests::Core::prepare(IcmpSlots::Ticket ticket, const IcmpJob &job)
{
    while (m_requests.size() <= ticket.place)
        m_requests.push_back(std::make_unique<Request>());
    Request &request = *m_requests[ticket.place];
    request.core = this;
    request.place = ticket.place;
    request.generation = ticket.generation;
    request.family = job.flow->target.family();
    const std::size_t payload = job.flow->payload;
    // As documented, plus room: the reply, the data, 8 bytes for an ICMP error, the status block.
    const std::size_t replySize =
        roundUp(sizeof(ICMP_ECHO_REPLY) + payload + 8 + sizeof(IO_STATUS_BLOCK) + m_options.replyRoom);
    const std::size_t before = roundUp(sizeof(RequestHeader)) + roundUp(payload);
    if (request.memory.bytes().size() != before + replySize && !request.memory.allocate(before + replySize))
        return nullptr;
    const std::span<std::byte> all = request.memory.bytes();
    request.data = all.subspan(roundUp(sizeof(RequestHeader)), payload);
    request.reply = all.subspan(before, replySize);
    return &request;
}

void IcmpRequests::Core::fill(Request &request, const IcmpJob &job)
{
    auto *const header = new (request.memory.bytes().data()) RequestHeader{};
    header->options.Ttl = job.ttl;
    header->options.Tos = job.flow->trafficClass;
    header->options.Flags = request.family == Family::V4 ? IP_FLAG_DF : 0;
    header->source = ipv6(job.flow->source);
    header->target = ipv6(job.flow->target);
    const std::uint16_t sequence = ++m_sequence;
    const auto channel = static_cast<std::uint32_t>(job.flow->channel);
    writePayload({0, sequence, probeNonce(m_key, channel, sequence)},
        {reinterpret_cast<std::uint8_t *>(request.data.data()), request.data.size()});
    std::ranges::fill(request.reply, std::byte{0});
    const std::size_t status =
        request.family == Family::V4 ? offsetof(ICMP_ECHO_REPLY, Status) : offsetof(Icmp6Reply, status);
    const std::uint32_t untouched = IcmpVerdict::untouched;
    std::memcpy(request.reply.data() + status, &untouched, sizeof untouched);
}

/// The generation travels in the upper 16 bits, which no address of a user's memory has.
void *IcmpRequests::Core::contextOf(Request &request)
{
    const auto address = reinterpret_cast<std::uintptr_t>(&request);
    return reinterpret_cast<void *>(address | static_cast<std::uintptr_t>(request.generation & 0xffff) << 48);
}

DWORD IcmpRequests::Core::call(Request &request, const IcmpJob &job, DWORD timeout)
{
    auto *const header = std::launder(reinterpret_cast<RequestHeader *>(request.memory.bytes().data()));
    const auto size = static_cast<WORD>(request.data.size());
    const auto replySize = static_cast<DWORD>(request.reply.size());
    void *const context = contextOf(request);
    if (request.family == Family::V4) {
        return m_api.send4(m_icmp4, nullptr, onCompletion, context, ipv4(job.flow->source), ipv4(job.flow->target),
            request.data.data(), size, &header->options, request.reply.data(), replySize, timeout);
    }
    return m_api.send6(m_icmp6, nullptr, onCompletion, context, &header->source, &header->target, request.data.data(),
        size, &header->options, request.reply.data(), replySize, timeout);
}

std::optional<Error> IcmpRequests::Core::issue(IcmpSlots::Ticket ticket, const IcmpJob &job)
{
    Request *const request = prepare(ticket, job);
    if (request == nullptr) {
        m_slots.complete(ticket);
        return windowsError(Operation::SendProbe, ERROR_NOT_ENOUGH_MEMORY, job.flow->target.toString());
    }
    fill(*request, job);
    m_holders.fetch_add(1);
    request->sentAt = Clock::now();
    const Duration keep =
        std::clamp(job.forgetAt - request->sentAt, m_options.shortestTimeout, m_options.requestTimeout);
    const auto timeout = std::chrono::ceil<std::chrono::milliseconds>(keep).count();
    SetLastError(ERROR_SUCCESS);
    const DWORD answer = call(*request, job, static_cast<DWORD>(timeout));
    const DWORD code = GetLastError();
    // Both are said to mean "pending": the documentation says the first, systems do the second.
    const bool pending = answer == ERROR_IO_PENDING || (answer == 0 && code == ERROR_IO_PENDING);
    if (pending)
        return std::nullopt;
    if (answer != 0) {
        // Answered at once. Whether a completion follows is not documented; it would find the place completed, and this
        // core, because its holder stays for ever.
        complete(*request, ticket.generation, 0, Clock::now());
        return std::nullopt;
    }
    m_slots.complete(ticket);
    m_holders.fetch_sub(1); // then none comes
    return windowsError(Operation::SendProbe, code, job.flow->target.toString());
}

IcmpVerdict IcmpRequests::Core::read(const Request &request) const
{
    IcmpVerdict verdict;
    std::span<const std::byte> data;
    if (request.family == Family::V4) {
        ICMP_ECHO_REPLY reply{};
        std::memcpy(&reply, request.reply.data(), sizeof reply);
        verdict.status = reply.Status;
        std::array<std::uint8_t, 4> from{};
        std::memcpy(from.data(), &reply.Address, from.size());
        verdict.from = IpAddress::v4(from);
        verdict.milliseconds = reply.RoundTripTime;
        verdict.replyTtl = reply.Options.Ttl;
        // The pointer is trusted only as far as it points into our memory.
        const auto offset =
            reinterpret_cast<std::uintptr_t>(reply.Data) - reinterpret_cast<std::uintptr_t>(request.reply.data());
        if (offset <= request.reply.size() && reply.DataSize <= request.reply.size() - offset)
            data = request.reply.subspan(offset, reply.DataSize);
    } else {
        Icmp6Reply reply{};
        std::memcpy(&reply, request.reply.data(), sizeof reply);
        verdict.status = reply.status;
        verdict.from = IpAddress::fromBytes(reply.from.address, reply.from.scope);
        verdict.milliseconds = reply.milliseconds;
        data = request.reply.subspan(sizeof reply, request.data.size());
    }
    verdict.sameData = std::ranges::equal(data, request.data);
    return verdict;
}

/// False for a completion of a request that had completed before.
bool IcmpRequests::Core::complete(Request &request, std::uint32_t generation, std::int32_t ioStatus, TimePoint at)
{
    const IcmpSlots::Ticket ticket{request.place, request.generation};
    const bool isStale = (request.generation & 0xffff) != (generation & 0xffff) || !m_slots.isCurrent(ticket);
    if (isStale)
        return false;
    IcmpVerdict verdict = read(request);
    verdict.ioStatus = ioStatus;
    verdict.sentAt = request.sentAt;
    verdict.completedAt = at;
    if (auto job = m_slots.complete(ticket))
        m_completions.push_back({std::move(*job), verdict});
    return true;
}

void NTAPI IcmpRequests::Core::onCompletion(void *context, PIO_STATUS_BLOCK io, ULONG)
{
    const TimePoint at = Clock::now();
    constexpr std::uintptr_t addressBits = (std::uintptr_t{1} << 48) - 1;
    const auto value = reinterpret_cast<std::uintptr_t>(context);
    auto *const request = reinterpret_cast<Request *>(value & addressBits);
    Core *const core = request->core;
    const auto generation = static_cast<std::uint32_t>(value >> 48);
    if (core->complete(*request, generation, io != nullptr ? io->Status : 0, at))
        core->release();
}

void IcmpRequests::Core::cancel(ProbeId probe)
{
    m_slots.cancel(probe);
    std::erase_if(m_completions, [probe](const Completion &completion) { return completion.job.probe == probe; });
}

std::vector<IcmpRequests::Finding> IcmpRequests::Core::take()
{
    std::vector<Finding> findings;
    for (const Completion &completion : std::exchange(m_completions, {}))
        findings.push_back({completion.job, judge(completion.job, completion.verdict, m_options)});
    std::vector<IcmpJob> expired;
    while (const auto next = m_slots.startQueued(Clock::now(), expired)) {
        if (auto error = issue(next->ticket, next->job))
            findings.push_back({next->job, *error});
    }
    for (IcmpJob &job : expired) {
        Error error{Operation::SendProbe, ErrorKind::Busy, 0, job.flow->target.toString()};
        findings.push_back({std::move(job), std::move(error)});
    }
    return findings;
}

/// The last holder: nothing is pending, so that closing cannot block and nobody writes any more.
void IcmpRequests::Core::release()
{
    if (m_holders.fetch_sub(1) != 1)
        return;
    for (const HANDLE icmp : {m_icmp4, m_icmp6}) {
        if (icmp != nullptr)
            m_api.close(icmp);
    }
    delete this;
}

IcmpRequests::IcmpRequests(const IcmpApi &api, const WindowsTransportOptions &options)
    : m_core(new Core(api, options))
{
}

IcmpRequests::~IcmpRequests()
{
    m_core->release();
}

std::optional<Error> IcmpRequests::problem(Family family)
{
    return m_core->problem(family);
}

Result<SentProbe> IcmpRequests::send(const IcmpJob &job)
{
    return m_core->send(job);
}

void IcmpRequests::cancel(ProbeId probe)
{
    m_core->cancel(probe);
}

void IcmpRequests::cancelChannel(ChannelId channel)
{
    m_core->slots().cancelChannel(channel);
}

std::vector<IcmpRequests::Finding> IcmpRequests::take()
{
    return m_core->take();
}

TimePoint IcmpRequests::nextDeadline() const
{
    return m_core->slots().nextExpiry();
}

std::size_t IcmpRequests::inFlight() const
{
    return m_core->slots().inFlight();
}

std::size_t IcmpRequests::queued() const
{
    return m_core->slots().queued();
}

} // namespace platform
