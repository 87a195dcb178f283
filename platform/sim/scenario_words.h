// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/packet/icmp_message.h"
#include "platform/sim/scenario_line.h"
#include "platform/sim/sim_node.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

/// The words of the scenario language that stand for values, and how they are taken from a line.
namespace platform::scenariowords {

template <typename Value>
struct Named {
    std::string_view name;
    Value value;
};

template <typename Value, std::size_t Count>
std::optional<Value> takeNamed(ScenarioLine &line, const std::array<Named<Value>, Count> &table)
{
    for (const auto &[name, value] : table) {
        if (line.take(name))
            return value;
    }
    return std::nullopt;
}

template <typename Value, std::size_t Count>
Value needNamed(ScenarioLine &line, const std::array<Named<Value>, Count> &table, std::string_view what)
{
    if (const auto value = takeNamed(line, table))
        return *value;
    std::string choices;
    for (const auto &entry : table)
        choices += (choices.empty() ? "" : ", ") + std::string(entry.name);
    throw ScenarioProblem{std::string(what) + " must be one of " + choices};
}

inline constexpr std::array<Named<SimSpread::Shape>, 3> shapes{{{"exponential", SimSpread::Shape::Exponential},
    {"normal", SimSpread::Shape::Normal}, {"uniform", SimSpread::Shape::Uniform}}};

/// IPv4 codes of RFC 792 and 1812, and the IPv6 error (RFC 4443) that comes nearest.
inline constexpr std::array<Named<SimError>, 11> refusals{{
    {"net", {icmp4::unreachable, 0, icmp6::unreachable, icmp6::noRoute}},
    {"host", {icmp4::unreachable, 1, icmp6::unreachable, icmp6::addressUnreachable}},
    {"protocol", {icmp4::unreachable, 2, icmp6::parameterProblem, 1}},
    {"port", {icmp4::unreachable, 3, icmp6::unreachable, icmp6::portUnreachable}},
    {"source-route", {icmp4::unreachable, 5, icmp6::unreachable, 5}},
    {"net-unknown", {icmp4::unreachable, 6, icmp6::unreachable, icmp6::noRoute}},
    {"host-unknown", {icmp4::unreachable, 7, icmp6::unreachable, icmp6::addressUnreachable}},
    {"net-prohibited", {icmp4::unreachable, 9, icmp6::unreachable, icmp6::adminProhibited}},
    {"host-prohibited", {icmp4::unreachable, 10, icmp6::unreachable, icmp6::adminProhibited}},
    {"admin", {icmp4::unreachable, 13, icmp6::unreachable, icmp6::adminProhibited}},
    {"parameter-problem", {icmp4::parameterProblem, 0, icmp6::parameterProblem, 0}},
}};

inline constexpr std::array<Named<Protocol>, 3> protocols{
    {{"icmp", Protocol::Icmp}, {"udp", Protocol::Udp}, {"tcp", Protocol::Tcp}}};

inline constexpr std::array<Named<SimForgery>, 6> forgeries{
    {{"echo", SimForgery::Echo}, {"nonce", SimForgery::Nonce}, {"quote", SimForgery::Quote}, {"rst", SimForgery::Reset},
        {"sequence", SimForgery::Sequence}, {"malformed", SimForgery::Malformed}}};

inline constexpr std::array<Named<SimExtensionStyle>, 4> extensionStyles{
    {{"conforming", SimExtensionStyle::Conforming}, {"legacy", SimExtensionStyle::Legacy},
        {"bad-checksum", SimExtensionStyle::BadChecksum}, {"truncated", SimExtensionStyle::Truncated}}};

inline constexpr std::array<Named<std::uint8_t>, 4> interfaceRoles{{{"in", 0}, {"sub", 1}, {"out", 2}, {"next", 3}}};

inline constexpr std::array<Named<SimPort>, 5> portStates{{{"closed", SimPort::Closed}, {"open", SimPort::Open},
    {"filtered", SimPort::Filtered}, {"prohibited", SimPort::Prohibited}, {"answering", SimPort::Answering}}};

} // namespace platform::scenariowords
