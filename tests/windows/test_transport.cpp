// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Windows transport over a double of the ICMP service: what Wine cannot show, and what no system shows on demand.
#include "checks.h"
#include "icmp_double.h"
#include "platform/windows/windows_transport.h"
#include "process_figures.h"
#include "tests/platform/transport_probe.h"

#include <algorithm>
#include <memory>

using namespace platform;
using namespace std::chrono_literals;
using icmp_double::state;

namespace {

constexpr Duration keep = 3s;
constexpr const char *self4 = "127.0.0.1";
constexpr const char *self6 = "::1";

/// A transport over the double, with one channel to ourselves: the route is real, the packets are not.
struct Fixture {
    explicit Fixture(const char *target = self4, const WindowsTransportOptions &options = {})
    {
        icmp_double::reset();
        auto made = makeWindowsTransport(icmp_double::api(), options);
        CHECK(made.ok());
        transport = std::move(*made);
        auto opened = transport->open({.target = *IpAddress::parse(target), .protocol = Protocol::Icmp});
        CHECK(opened.ok());
        info = *opened;
    }
    bool send(std::uint64_t probe, std::uint8_t ttl = 3)
    {
        return transport->send(info.id, ProbeId{probe}, ttl, keep).ok();
    }
    /// Takes what is there.
    void poll() { transport->wait(transport->now(), seen); }

    std::unique_ptr<ProbeTransport> transport;
    ChannelInfo info;
    Collector seen;
};

/// Runs the completions that are queued for this thread, as any alertable wait does.
void runCompletions()
{
    while (SleepEx(0, TRUE) == WAIT_IO_COMPLETION) { }
}

DWORD protectionOf(const void *address)
{
    MEMORY_BASIC_INFORMATION page{};
    VirtualQuery(address, &page, sizeof page);
    return page.State == MEM_COMMIT ? page.Protect : 0;
}

void ipv4()
{
    Fixture f;
    CHECK(f.info.method == Method::IcmpApi && f.info.maxInFlight == 0 && f.info.size == 64);
    CHECK(f.send(1, 7) && f.send(2));
    CHECK(state().pending.size() == 2 && state().pending[0].ttl == 7);
    CHECK(state().pending[0].data.size() == 36 && state().pending[0].flags == IP_FLAG_DF);
    CHECK(state().pending[0].data != state().pending[1].data); // each has its own proof
    CHECK(state().pending[0].timeout >= 2999 && state().pending[0].timeout <= 3000);
    CHECK(state().pending[0].reply.size() >= sizeof(ICMP_ECHO_REPLY) + 36 + 8 + sizeof(IO_STATUS_BLOCK) + 256);
    const auto first = icmp_double::take();
    const auto second = icmp_double::take();
    icmp_double::write4(second, IP_SUCCESS, self4, 0, true);
    icmp_double::complete(second);
    icmp_double::write4(first, IP_TTL_EXPIRED_TRANSIT, "198.51.100.7", 0, false);
    icmp_double::complete(first);
    f.poll();
    CHECK(f.seen.replies.size() == 2);
    CHECK(f.seen.replyTo(ProbeId{2})->kind == ReplyKind::EchoReply);
    const ProbeReply *const hop = f.seen.replyTo(ProbeId{1});
    CHECK(hop->kind == ReplyKind::TimeExceeded && hop->from == *IpAddress::parse("198.51.100.7"));
    CHECK(hop->icmpType == 11 && hop->replyTtl == 61 && hop->rtt > 0ns && hop->rttSource == RttSource::User);
}

void ipv6()
{
    Fixture f(self6);
    CHECK(f.info.source == *IpAddress::parse(self6));
    CHECK(f.send(1) && f.send(2) && f.send(3));
    CHECK(state().pending[0].six && state().pending[0].target6.sin6_family == AF_INET6);
    const auto hop = icmp_double::take();
    icmp_double::write6(hop, IP_HOP_LIMIT_EXCEEDED, "2001:db8:aa:bb:cc:dd:ee:1", 3, false);
    icmp_double::complete(hop);
    const auto echo = icmp_double::take();
    icmp_double::write6(echo, IP_SUCCESS, self6, 0, true);
    icmp_double::complete(echo);
    const auto silent = icmp_double::take();
    icmp_double::write6(silent, IP_REQ_TIMED_OUT, "::", 0, false);
    icmp_double::complete(silent);
    f.poll();
    CHECK(f.seen.replies.size() == 2 && f.seen.foreign.empty() && f.seen.failed.empty());
    CHECK(f.seen.replies[0].from == *IpAddress::parse("2001:db8:aa:bb:cc:dd:ee:1"));
    CHECK(f.seen.replies[0].kind == ReplyKind::TimeExceeded && f.seen.replies[0].icmpType == 3);
    CHECK(f.seen.replies[1].kind == ReplyKind::EchoReply && !f.seen.replies[1].replyTtl);
}

void systemWithoutIpv6()
{
    Fixture f;
    state().hasSix = false;
    const auto opened = f.transport->open({.target = *IpAddress::parse(self6), .protocol = Protocol::Icmp});
    CHECK(!opened && opened.error().kind == ErrorKind::Unsupported);
    for (const MethodCapability &line : f.transport->capabilities()) {
        if (line.family == Family::V6 && line.method == Method::IcmpApi)
            CHECK(!line.available && line.problem == MethodProblem::Other && line.osCode == 120);
    }
}

void completionsThatSayNothing()
{
    Fixture f;
    CHECK(f.send(1) && f.send(2));
    icmp_double::complete(icmp_double::take()); // untouched: more than the system takes
    f.poll();
    constexpr auto denied = static_cast<std::int32_t>(0xc0000022);
    icmp_double::complete(icmp_double::take(), denied);
    f.poll();
    CHECK(f.seen.replies.empty());
    CHECK(f.seen.failed.at(ProbeId{1}).kind == ErrorKind::Busy);
    CHECK(f.seen.failed.at(ProbeId{2}).kind == ErrorKind::Denied);
}

void refusedRequests()
{
    Fixture f("127.0.0.1", {.requestsInFlight = 4, .requestsQueued = 0});
    state().refuseWith = ERROR_INVALID_PARAMETER;
    for (std::uint64_t probe = 1; probe <= 1000; ++probe) {
        const auto sent = f.transport->send(f.info.id, ProbeId{probe}, 3, keep);
        CHECK(!sent && sent.error().osCode == ERROR_INVALID_PARAMETER);
    }
    state().refuseWith = 0;
    CHECK(f.send(2000)); // no place was lost
    icmp_double::timeOutAll();
    f.poll();
    CHECK(f.seen.replies.empty() && f.seen.failed.empty());
}

void moreThanTheLimit()
{
    Fixture f(self4, {.requestsInFlight = 3, .requestsQueued = 2});
    for (std::uint64_t probe = 1; probe <= 5; ++probe)
        CHECK(f.send(probe));
    CHECK(state().pending.size() == 3);
    const auto refused = f.transport->send(f.info.id, ProbeId{6}, 3, keep);
    CHECK(!refused && refused.error().kind == ErrorKind::Busy);
    for (std::uint64_t probe = 1; probe <= 5; ++probe) {
        const auto asked = icmp_double::take();
        icmp_double::write4(asked, IP_TTL_EXPIRED_TRANSIT, "198.51.100.7", 0, false);
        icmp_double::complete(asked);
        f.poll();
        CHECK(f.seen.replies.size() == probe && f.seen.replies.back().probe == ProbeId{probe});
    }
    CHECK(f.seen.failed.empty());
}

void queueThatWaitsTooLong()
{
    Fixture f(self4, {.requestsInFlight = 1, .requestsQueued = 2});
    CHECK(f.send(1));
    CHECK(f.transport->send(f.info.id, ProbeId{2}, 3, 5ms).ok());
    const TimePoint end = f.transport->now() + 5s;
    while (f.seen.failed.empty() && f.transport->now() < end)
        f.transport->wait(end, f.seen);
    CHECK(f.seen.failed.at(ProbeId{2}).kind == ErrorKind::Busy);
    CHECK(f.transport->now() < end);
    icmp_double::timeOutAll();
}

void cancelledIsSilentAndKeepsItsMemory()
{
    Fixture f(self4, {.requestsInFlight = 1, .requestsQueued = 1});
    CHECK(f.send(1));
    const auto cancelled = icmp_double::take();
    f.transport->cancel(ProbeId{1});
    CHECK(f.send(2));
    CHECK(state().pending.empty()); // waits: the place is the system's until the completion
    std::ranges::fill(cancelled.reply, std::byte{0xee}); // late, and all of it
    icmp_double::complete(cancelled);
    f.poll();
    CHECK(f.seen.replies.empty() && f.seen.failed.empty() && f.seen.foreign.empty());
    CHECK(state().pending.size() == 1); // now the next one
    icmp_double::timeOutAll();
}

/// Its completion was seen during a send, and nobody has asked for it yet.
void cancelledAfterItsCompletion()
{
    Fixture f;
    CHECK(f.send(1));
    const auto asked = icmp_double::take();
    icmp_double::write4(asked, IP_TTL_EXPIRED_TRANSIT, "198.51.100.7", 0, false);
    icmp_double::complete(asked);
    runCompletions();
    f.transport->cancel(ProbeId{1});
    f.poll();
    CHECK(f.seen.replies.empty());
}

void closedChannelIsSilent()
{
    Fixture f;
    CHECK(f.send(1));
    const auto asked = icmp_double::take();
    f.transport->close(f.info.id);
    icmp_double::write4(asked, IP_SUCCESS, self4, 0, true);
    icmp_double::complete(asked);
    f.poll();
    CHECK(f.seen.replies.empty());
    CHECK(f.transport->send(f.info.id, ProbeId{2}, 3, keep).error().kind == ErrorKind::NotFound);
}

void hostileReplies()
{
    Fixture f;
    for (std::uint64_t probe = 1; probe <= 4; ++probe)
        CHECK(f.send(probe));
    const auto outside = icmp_double::take(); // a pointer that leads elsewhere
    icmp_double::write4(outside, IP_SUCCESS, self4, 0, true);
    auto *const reply = reinterpret_cast<ICMP_ECHO_REPLY *>(outside.reply.data());
    reply->Data = reinterpret_cast<void *>(std::uintptr_t{16});
    const auto tooMuch = icmp_double::take(); // more data than there is room
    icmp_double::write4(tooMuch, IP_SUCCESS, self4, 0, true);
    reinterpret_cast<ICMP_ECHO_REPLY *>(tooMuch.reply.data())->DataSize = 0xffff;
    const auto changed = icmp_double::take();
    icmp_double::write4(changed, IP_SUCCESS, self4, 0, true);
    changed.reply[sizeof(ICMP_ECHO_REPLY) + 6] ^= std::byte{1};
    const auto stranger = icmp_double::take();
    icmp_double::write4(stranger, IP_SUCCESS, "127.0.0.2", 0, true);
    for (const auto &each : {outside, tooMuch, changed, stranger})
        icmp_double::complete(each);
    f.poll();
    CHECK(f.seen.replies.empty() && f.seen.foreign.size() == 4);
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(f.seen.foreign[i].reason == ForeignReason::WrongNonce);
    CHECK(f.seen.foreign[3].reason == ForeignReason::WrongAddress);
}

void completedTwice()
{
    Fixture f;
    CHECK(f.send(1) && f.send(2));
    const auto asked = icmp_double::take();
    icmp_double::write4(asked, IP_TTL_EXPIRED_TRANSIT, "198.51.100.7", 0, false);
    icmp_double::complete(asked);
    icmp_double::complete(asked);
    f.poll();
    CHECK(f.send(3)); // takes the same place again
    icmp_double::complete(asked); // of the generation before
    f.poll();
    CHECK(f.seen.replies.size() == 1 && f.seen.failed.empty());
    icmp_double::timeOutAll();
    f.poll();
}

/// 31 requests under way when the transport goes: it goes at once, the memory stays the system's, and the handle is
/// closed after the last completion, when it cannot block any more.
void destructionNeitherWaitsNorFrees()
{
    Fixture f;
    for (std::uint64_t probe = 1; probe <= 31; ++probe)
        CHECK(f.send(probe));
    const std::vector<icmp_double::Asked> asked = state().pending;
    const TimePoint begin = Clock::now();
    f.transport.reset();
    CHECK(Clock::now() - begin < 1s); // their timeout is 3 s
    CHECK(state().open == 1 && state().closedWhilePending == 0);
    for (const auto &each : asked) {
        CHECK(protectionOf(each.reply.data()) == PAGE_READWRITE);
        CHECK(protectionOf(each.reply.data() + each.reply.size() - 1) == PAGE_READWRITE);
        CHECK(protectionOf(each.reply.data() + each.reply.size() + 15) == 0); // nobody's page
        std::ranges::fill(each.reply, std::byte{0xdd}); // faults where the memory is not there any more
    }
    for (std::size_t i = 0; i + 1 < asked.size(); ++i)
        icmp_double::complete(icmp_double::take());
    runCompletions();
    CHECK(state().open == 1);
    icmp_double::complete(icmp_double::take());
    runCompletions();
    CHECK(state().open == 0 && state().closedWhilePending == 0);
    for (const auto &each : asked)
        CHECK(protectionOf(each.reply.data()) == 0); // and none is kept
}

void manyStartsLeakNothing()
{
    constexpr int cycles = 10'000;
    unsigned long before = 0;
    for (int i = 0; i < cycles; ++i) {
        Fixture f;
        for (std::uint64_t probe = 1; probe <= 3; ++probe)
            CHECK(f.send(probe));
        f.transport.reset();
        icmp_double::timeOutAll();
        runCompletions();
        CHECK(state().open == 0);
        if (i == 100)
            before = process_figures::handles(); // what the system keeps for itself is there by now
    }
    CHECK(process_figures::handles() <= before);
}

} // namespace

int main()
{
    RUN(ipv4);
    RUN(ipv6);
    RUN(systemWithoutIpv6);
    RUN(completionsThatSayNothing);
    RUN(refusedRequests);
    RUN(moreThanTheLimit);
    RUN(queueThatWaitsTooLong);
    RUN(cancelledIsSilentAndKeepsItsMemory);
    RUN(cancelledAfterItsCompletion);
    RUN(closedChannelIsSilent);
    RUN(hostileReplies);
    RUN(completedTwice);
    RUN(destructionNeitherWaitsNorFrees);
    RUN(manyStartsLeakNothing);
    return checks::failures;
}
