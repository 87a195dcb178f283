// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dns_message.h"

#include <cstddef>
#include <cstdlib>

namespace {

/// The header of a response with one question and any number of records, and the question: "a.test IN PTR".
QByteArray begin(engine::DnsType type, std::uint8_t answers)
{
    QByteArray message("\x12\x34\x81\x80\0\1\0\0\0\1\0\0\1a\4test\0\0\0\0\1", 24);
    message[7] = static_cast<char>(answers);
    message[21] = static_cast<char>(type);
    return message;
}

void check(const engine::DnsAnswer &answer, engine::DnsType type)
{
    constexpr int mostValues = 64;
    constexpr int longestName = 4 * 255; // every byte escaped
    if ((answer.status == engine::DnsAnswer::Status::Found) != !answer.values.isEmpty()
        || answer.values.size() > mostValues || answer.ttl.count() < 0)
        std::abort();
    if (type != engine::DnsType::Ptr)
        return;
    for (const QByteArray &name : answer.values) {
        if (name.size() > longestName)
            std::abort();
        for (const char c : name)
            if (c <= ' ' || c >= '\x7f')
                std::abort();
    }
}

} // namespace

/// The first byte chooses the type and whether a header is put before the rest; the second is the number of records.
/// Answers are printable (names) and bounded, whatever the message says.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const auto type = (data[0] & 1) != 0 ? engine::DnsType::Ptr : engine::DnsType::Txt;
    const std::span<const std::uint8_t> rest(data + 2, size - 2);
    if ((data[0] & 2) != 0) {
        check(engine::readDnsAnswer(rest, "a.test", type), type);
        return 0;
    }
    std::vector<std::uint8_t> message;
    for (const char c : begin(type, data[1]))
        message.push_back(static_cast<std::uint8_t>(c));
    message.insert(message.end(), rest.begin(), rest.end());
    check(engine::readDnsAnswer(message, "a.test", type), type);
    return 0;
}
