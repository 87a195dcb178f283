// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/capabilities.h"
#include "platform/error.h"
#include "platform/probe.h"
#include "platform/time.h"

#include <memory>

namespace platform {

/// Receives what ProbeTransport::wait finds. Called on the thread that waits, never from send().
class TransportSink {
public:
    virtual ~TransportSink() = default;
    /// A proven answer. The same probe may be answered again (a duplicate): the caller counts.
    virtual void onReply(const ProbeReply &reply) = 0;
    /// A packet that did not prove itself.
    virtual void onForeign(const ForeignPacket &packet) = 0;
    /// A probe that send() had accepted never left, as the system said later.
    virtual void onSendFailed(ProbeId probe, const Error &error) = 0;
    /// Addresses, links or routes of this machine changed: what had no route may have one now, and the reverse.
    virtual void onNetworkChanged() = 0;
};

/// Sends probes and hands over their answers. One object serves any number of targets.
///
/// Threads: everything but wake() is called on one thread, the engine's. Destruction: any time, never waits; memory
/// that the system may still write to is kept alive by the implementation until it is done with it. Order: open() a
/// channel, send() on it, wait() for answers, close(). Answers of a closed channel are dropped. Errors: a failed call
/// leaves everything as it was. Nothing here throws or blocks, but wait().
class ProbeTransport {
public:
    virtual ~ProbeTransport() = default;

    ProbeTransport() = default;
    ProbeTransport(const ProbeTransport &) = delete;
    ProbeTransport &operator=(const ProbeTransport &) = delete;

    /// The clock of all time points here: the real one, or a simulated network's.
    virtual TimePoint now() const = 0;

    /// What works for this user on this system, probed anew at each call (cheap: a few socket calls).
    virtual Capabilities capabilities() = 0;

    /// Prepares probes of one flow to one target. Chooses the best method for spec.protocol, or exactly spec.method;
    /// it never changes the protocol: falling back from ICMP to UDP is the caller's decision (see engine).
    /// Fails with Denied, NoRoute, SourceGone, NoSuchInterface, InvalidTarget, LimitReached, Unsupported.
    virtual Result<ChannelInfo> open(const ChannelSpec &spec) = 0;

    /// Ends a channel; its outstanding probes are forgotten.
    virtual void close(ChannelId channel) = 0;

    /// Sends one probe with the given TTL (1 to 255). Answers are recognised for `keep` after this call; then the probe
    /// is forgotten. Fails with NoRoute, SourceGone, Firewall, TooBig, Busy, LimitReached; errors that belong to
    /// earlier probes (Linux reports a queued ICMP error on the next send) are not reported here.
    virtual Result<SentProbe> send(ChannelId channel, ProbeId probe, std::uint8_t ttl, Duration keep) = 0;

    /// Forgets a probe; a slot that counted against ChannelInfo::maxInFlight is free again at once.
    virtual void cancel(ProbeId probe) = 0;

    /// Hands over everything that is there already, and otherwise sleeps until something arrives, `deadline` passes or
    /// wake() was called. Always returns after the first batch. A deadline in the past means: take what is there.
    virtual void wait(TimePoint deadline, TransportSink &sink) = 0;

    /// Ends the current or the next wait(). From any thread, any number of times.
    virtual void wake() = 0;
};

/// The transport of this operating system; each one defines this in its folder.
Result<std::unique_ptr<ProbeTransport>> makeNativeTransport();

} // namespace platform
