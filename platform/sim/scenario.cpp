// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/sim/scenario.h"

#include "platform/sim/scenario_reader.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>

namespace platform {

namespace {

constexpr std::size_t largestFile = 4U << 20;

bool sameName(std::string_view a, std::string_view b)
{
    const auto trimmed = [](std::string_view name) {
        if (name.ends_with('.'))
            name.remove_suffix(1);
        return name;
    };
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(trimmed(a), trimmed(b), {}, lower, lower);
}

bool contains(const SimPrefix &prefix, const IpAddress &address)
{
    const auto network = prefix.address.bytes();
    const auto bytes = address.bytes();
    if (network.size() != bytes.size())
        return false;
    for (unsigned bit = 0; bit < prefix.length; ++bit) {
        const unsigned mask = 0x80U >> bit % 8;
        if ((network[bit / 8] & mask) != (bytes[bit / 8] & mask))
            return false;
    }
    return true;
}

} // namespace

SimPort SimPorts::at(std::uint16_t port) const
{
    const auto known = ports.find(port);
    return known == ports.end() ? others : known->second;
}

IpAddress SimNode::address(Family family) const
{
    const auto own = std::ranges::find(addresses, family, &IpAddress::family);
    return own == addresses.end() ? IpAddress() : *own;
}

bool SimChange::activeAt(Duration time) const
{
    if (time < from)
        return false;
    if (!length)
        return true;
    return every ? (time - from) % *every < *length : time < from + *length;
}

Duration SimChange::nextEdge(Duration time) const
{
    if (time < from)
        return from;
    if (!length)
        return Duration::max();
    if (!every)
        return time < from + *length ? from + *length : Duration::max();
    const Duration phase = (time - from) % *every;
    return time - phase + (phase < *length ? *length : *every);
}

std::vector<IpAddress> Scenario::resolve(std::string_view name) const
{
    for (const SimTarget &target : targets) {
        const auto matches = [name](const std::string &known) { return sameName(known, name); };
        if (std::ranges::any_of(target.names, matches))
            return target.addresses;
    }
    return {};
}

SimFacts Scenario::factsOf(const IpAddress &address) const
{
    SimFacts facts;
    if (const auto name = names.find(address); name != names.end())
        facts.name = name->second;
    if (const auto place = places.find(address); place != places.end())
        facts.place = place->second;
    for (const SimPrefix &prefix : prefixes) {
        if (contains(prefix, address) && (!facts.prefix || prefix.length > facts.prefix->length))
            facts.prefix = prefix;
    }
    return facts;
}

Result<Scenario> parseScenario(std::string_view text, std::string_view fileName)
{
    ScenarioReader reader;
    try {
        std::size_t lineNumber = 0;
        for (std::size_t at = 0; at < text.size(); ++lineNumber) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            reader.readLine(text.substr(at, end - at), lineNumber + 1);
            at = end + 1;
        }
        return reader.finish();
    } catch (const ScenarioProblem &problem) {
        const std::string where = std::string(fileName) + ':' + std::to_string(reader.lineNumber());
        return Error{Operation::ParseScenario, ErrorKind::Malformed, 0, where + ": " + problem.what};
    }
}

Result<Scenario> loadScenario(const std::filesystem::path &path)
{
    std::error_code code;
    const bool isFile = std::filesystem::is_regular_file(path, code);
    std::ifstream file(path, std::ios::binary);
    if (!isFile || !file) {
        const ErrorKind kind = isFile ? ErrorKind::Denied : ErrorKind::NotFound;
        return Error{Operation::ReadFile, kind, code.value(), path.string()};
    }
    if (std::filesystem::file_size(path, code) > largestFile)
        return Error{Operation::ParseScenario, ErrorKind::Malformed, 0, path.string() + ":1: the file is too large"};
    std::ostringstream text;
    text << file.rdbuf();
    return parseScenario(text.view(), path.string());
}

Result<Scenario> openScenario(const std::string &nameOrPath)
{
    const std::string_view builtin = builtinScenario(nameOrPath);
    return builtin.empty() ? loadScenario(nameOrPath) : parseScenario(builtin, nameOrPath);
}

} // namespace platform
