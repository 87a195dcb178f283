// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/sim/scenario_attributes.h"

#include "platform/packet/icmp_message.h"
#include "platform/sim/scenario_words.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace platform {

using namespace scenariowords;

namespace {

SimSpread takeSpread(ScenarioLine &line, std::string_view what)
{
    SimSpread spread;
    spread.mean = line.duration(what);
    spread.shape = takeNamed(line, shapes).value_or(SimSpread::Shape::Exponential);
    return spread;
}

ProtocolMask takeProtocols(ScenarioLine &line)
{
    ProtocolMask mask = 0;
    while (const auto protocol = takeNamed(line, protocols))
        mask = static_cast<ProtocolMask>(mask | protocolBit(*protocol));
    return mask == 0 ? everyProtocol : mask;
}

std::uint8_t takeByte(ScenarioLine &line, std::string_view what, std::uint64_t low = 0, std::uint64_t high = 255)
{
    return static_cast<std::uint8_t>(line.number(what, low, high));
}

// The link.

SimSetter delayOf(ScenarioLine &line)
{
    const Duration delay = line.duration("the delay");
    const Duration back = line.take("back") ? line.duration("the delay back") : delay;
    return [delay, back](SimBehaviour &b) {
        b.link.delay = delay;
        b.link.backDelay = back;
    };
}

SimSetter extraOf(ScenarioLine &line)
{
    return [extra = line.duration("the extra delay")](SimBehaviour &b) { b.link.extra = extra; };
}

SimSetter jitterOf(ScenarioLine &line)
{
    return [spread = takeSpread(line, "the jitter")](SimBehaviour &b) { b.link.jitter = spread; };
}

SimSetter spikeOf(ScenarioLine &line)
{
    const double chance = line.chance("the chance of a spike");
    const Duration spike = line.duration("the spike");
    return [chance, spike](SimBehaviour &b) {
        b.link.spikeChance = chance;
        b.link.spike = spike;
    };
}

SimSetter lossOf(ScenarioLine &line)
{
    return [loss = line.chance("the loss")](SimBehaviour &b) { b.link.loss = loss; };
}

SimSetter backLossOf(ScenarioLine &line)
{
    return [loss = line.chance("the loss back")](SimBehaviour &b) { b.link.backLoss = loss; };
}

SimSetter mtuOf(ScenarioLine &line)
{
    return [mtu = static_cast<std::uint32_t>(line.number("the MTU", 68, 65535))](SimBehaviour &b) { b.link.mtu = mtu; };
}

// Answering.

SimSetter silentOf(ScenarioLine &)
{
    return [](SimBehaviour &b) { b.answering.silent = true; };
}

SimSetter answeringOf(ScenarioLine &)
{
    return [](SimBehaviour &b) { b.answering.silent = false; };
}

SimSetter answerLossOf(ScenarioLine &line)
{
    return [loss = line.chance("the loss of answers")](SimBehaviour &b) { b.answering.loss = loss; };
}

SimSetter limitOf(ScenarioLine &line)
{
    std::string text = line.word("the limit");
    if (!text.ends_with("/s"))
        throw ScenarioProblem{"the limit must be a rate such as 1/s or 0.5/s, not \"" + text + '"'};
    text.resize(text.size() - 2);
    const double rate = ScenarioLine(text).decimal("the limit", 0, 1e9);
    const auto burst = line.take("burst") ? static_cast<std::uint32_t>(line.number("the burst", 1, 1000000)) : 1U;
    return [rate, burst](SimBehaviour &b) {
        b.answering.limitPerSecond = rate;
        b.answering.limitBurst = burst;
    };
}

SimSetter answerDelayOf(ScenarioLine &line)
{
    const Duration delay = line.duration("the answer delay");
    const SimSpread jitter = line.take("jitter") ? takeSpread(line, "the jitter") : SimSpread{};
    return [delay, jitter](SimBehaviour &b) {
        b.answering.delay = delay;
        b.answering.delayJitter = jitter;
    };
}

SimSetter lateOf(ScenarioLine &line)
{
    const double chance = line.chance("the chance");
    const Duration late = line.duration("the lateness");
    return [chance, late](SimBehaviour &b) {
        b.answering.lateChance = chance;
        b.answering.late = late;
    };
}

SimSetter duplicateOf(ScenarioLine &line)
{
    const double chance = line.chance("the chance of a duplicate");
    const auto copies = static_cast<std::uint32_t>(line.maybeNumber(100).value_or(1));
    return [chance, copies](SimBehaviour &b) {
        b.answering.duplicateChance = chance;
        b.answering.copies = copies;
    };
}

SimSetter corruptOf(ScenarioLine &line)
{
    const double chance = line.chance("the chance of corruption");
    const bool repaired = line.take("repaired");
    return [chance, repaired](SimBehaviour &b) {
        b.answering.corruptChance = chance;
        b.answering.corruptRepaired = repaired;
    };
}

SimSetter truncateOf(ScenarioLine &line)
{
    const double chance = line.chance("the chance of truncation");
    const auto length = static_cast<std::uint32_t>(line.number("the length", 0, 65535));
    return [chance, length](SimBehaviour &b) {
        b.answering.truncateChance = chance;
        b.answering.truncateTo = length;
    };
}

SimSetter fromOf(ScenarioLine &line)
{
    std::vector<IpAddress> addresses{line.address("the answering address")};
    while (const auto more = line.maybeAddress())
        addresses.push_back(*more);
    return [addresses](SimBehaviour &b) { b.answering.from = addresses; };
}

SimSetter initialTtlOf(ScenarioLine &line)
{
    return [ttl = takeByte(line, "the TTL", 1)](SimBehaviour &b) { b.answering.initialTtl = ttl; };
}

SimSetter backHopsOf(ScenarioLine &line)
{
    return [hops = takeByte(line, "the number of hops")](SimBehaviour &b) { b.answering.extraBackHops = hops; };
}

SimSetter quoteOf(ScenarioLine &line)
{
    const auto length = static_cast<std::uint32_t>(line.number("the quote's length", 28, 1232));
    return [length](SimBehaviour &b) { b.answering.quoteLength = length; };
}

SimSetter quotedTtlOf(ScenarioLine &line)
{
    return [ttl = takeByte(line, "the quoted TTL")](SimBehaviour &b) { b.answering.quotedTtl = ttl; };
}

/// "16001", "16001/5" or "16001/5/1": label, traffic class, TTL.
MplsLabel takeLabel(ScenarioLine &line)
{
    std::string text = line.word("the label");
    std::ranges::replace(text, '/', ' ');
    ScenarioLine parts(text);
    MplsLabel label;
    label.label = static_cast<std::uint32_t>(parts.number("the label", 0, 0xfffff));
    label.trafficClass = parts.atEnd() ? std::uint8_t{0} : takeByte(parts, "the traffic class", 0, 7);
    label.ttl = parts.atEnd() ? std::uint8_t{1} : takeByte(parts, "the label's TTL");
    parts.finish();
    return label;
}

SimSetter mplsOf(ScenarioLine &line)
{
    std::vector<MplsLabel> stack{takeLabel(line)};
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    while (!line.atEnd() && isDigit(line.peek().front()))
        stack.push_back(takeLabel(line));
    stack.back().bottom = true;
    return [stack](SimBehaviour &b) { b.answering.mpls = stack; };
}

SimSetter interfaceOf(ScenarioLine &line)
{
    QuotedInterface quoted;
    quoted.role = needNamed(line, interfaceRoles, "the interface's role");
    while (!line.atEnd()) {
        if (line.take("index"))
            quoted.index = static_cast<std::uint32_t>(line.number("the index", 0, 0xffffffff));
        else if (line.take("ifname"))
            quoted.name = line.word("the interface's name").substr(0, 63);
        else if (line.take("address"))
            quoted.address = line.address("the interface's address");
        else if (line.take("ifmtu"))
            quoted.mtu = static_cast<std::uint32_t>(line.number("the interface's MTU", 0, 0xffffffff));
        else
            break;
    }
    return [quoted](SimBehaviour &b) { b.answering.interfaces.push_back(quoted); };
}

SimSetter extensionsOf(ScenarioLine &line)
{
    return [style = needNamed(line, extensionStyles, "the extensions' style")](
               SimBehaviour &b) { b.answering.extensionStyle = style; };
}

SimSetter forgeOf(ScenarioLine &line)
{
    const SimForgery forgery = needNamed(line, forgeries, "the forgery");
    const double chance = line.maybeChance().value_or(1);
    return [forgery, chance](SimBehaviour &b) { b.answering.forgeries.emplace_back(forgery, chance); };
}

// Forwarding.

SimSetter unreachableOf(ScenarioLine &line)
{
    SimError error;
    if (const auto code = line.maybeNumber(255)) {
        error = {
            icmp4::unreachable, static_cast<std::uint8_t>(*code), icmp6::unreachable, static_cast<std::uint8_t>(*code)};
    } else {
        error = needNamed(line, refusals, "the unreachable code");
    }
    const ProtocolMask mask = takeProtocols(line);
    return [error, mask](SimBehaviour &b) {
        b.forwarding.refusal = error;
        b.forwarding.refused = mask;
    };
}

SimSetter dropOf(ScenarioLine &line)
{
    return [mask = takeProtocols(line)](SimBehaviour &b) { b.forwarding.dropped = mask; };
}

SimSetter natOf(ScenarioLine &line)
{
    const IpAddress source = line.address("the translated address");
    std::optional<std::uint16_t> port;
    if (line.take("port"))
        port = static_cast<std::uint16_t>(line.number("the translated port", 0, 65535));
    const bool repairs = line.take("repairs-quotes");
    return [source, port, repairs](SimBehaviour &b) {
        b.forwarding.natSource = source;
        b.forwarding.natPort = port;
        b.forwarding.natRepairsQuotes = repairs;
    };
}

SimSetter dscpOf(ScenarioLine &line)
{
    return [dscp = takeByte(line, "the DSCP", 0, 63)](SimBehaviour &b) { b.forwarding.dscp = dscp; };
}

// Ports of a host.

SimSetter portsOf(ScenarioLine &line, SimPorts SimBehaviour::*ports)
{
    if (const auto port = line.maybeNumber(65535)) {
        const SimPort state = needNamed(line, portStates, "the port's state");
        return
            [ports, state, at = static_cast<std::uint16_t>(*port)](SimBehaviour &b) { (b.*ports).ports[at] = state; };
    }
    const SimPort state = needNamed(line, portStates, "the ports' state");
    return [ports, state](SimBehaviour &b) { (b.*ports).others = state; };
}

SimSetter tcpOf(ScenarioLine &line)
{
    return portsOf(line, &SimBehaviour::tcp);
}

SimSetter udpOf(ScenarioLine &line)
{
    return portsOf(line, &SimBehaviour::udp);
}

constexpr std::array<Named<SimSetter (*)(ScenarioLine &)>, 32> attributes{{
    {"answer-delay", answerDelayOf},
    {"answer-loss", answerLossOf},
    {"answering", answeringOf},
    {"back-hops", backHopsOf},
    {"back-loss", backLossOf},
    {"corrupt", corruptOf},
    {"delay", delayOf},
    {"drop", dropOf},
    {"dscp", dscpOf},
    {"duplicate", duplicateOf},
    {"extensions", extensionsOf},
    {"extra", extraOf},
    {"forge", forgeOf},
    {"from", fromOf},
    {"initial-ttl", initialTtlOf},
    {"interface", interfaceOf},
    {"jitter", jitterOf},
    {"late", lateOf},
    {"limit", limitOf},
    {"loss", lossOf},
    {"mpls", mplsOf},
    {"mtu", mtuOf},
    {"nat", natOf},
    {"quote", quoteOf},
    {"quoted-ttl", quotedTtlOf},
    {"reorder", lateOf},
    {"silent", silentOf},
    {"spike", spikeOf},
    {"tcp", tcpOf},
    {"truncate", truncateOf},
    {"udp", udpOf},
    {"unreachable", unreachableOf},
}};

} // namespace

std::optional<SimSetter> takeAttribute(ScenarioLine &line)
{
    const auto take = takeNamed(line, attributes);
    return take ? std::optional((*take)(line)) : std::nullopt;
}

} // namespace platform
