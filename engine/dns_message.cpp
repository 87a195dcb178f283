// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dns_message.h"

#include <algorithm>
#include <optional>

namespace engine {

namespace {

constexpr std::size_t headerSize = 12;
constexpr std::size_t longestName = 255; ///< on the wire, RFC 1035 section 2.3.4
constexpr std::uint8_t pointerMark = 0xc0;
constexpr int mostAliases = 16;
constexpr qsizetype mostValues = 64;
constexpr unsigned mostRecords = 1024;
constexpr std::uint16_t classIn = 1;
constexpr std::uint16_t responseBit = 0x8000;
constexpr std::uint16_t codeMask = 0x000f;
constexpr std::uint16_t noSuchName = 3;
constexpr std::uint32_t longestTtl = 0x7fffffff; ///< RFC 2181 section 8: more means zero

/// A name on the wire, uncompressed, with ASCII letters in lower case: what is compared.
QByteArray folded(QByteArray wire)
{
    for (char &c : wire)
        if (c >= 'A' && c <= 'Z')
            c = char(c + ('a' - 'A')); // lengths of labels are below 'A'
    return wire;
}

/// Of a question's name, which has no escapes.
QByteArray wireName(const QByteArray &name)
{
    QByteArray wire;
    for (const QByteArray &label : name.split('.'))
        if (!label.isEmpty())
            wire += char(label.size()) + label;
    return folded(wire + '\0');
}

QByteArray textOf(const QByteArray &wire)
{
    QByteArray text;
    for (qsizetype at = 0; at < wire.size() && wire[at] != 0; at += wire[at] + 1) {
        if (!text.isEmpty())
            text += '.';
        for (const char c : wire.mid(at + 1, wire[at])) {
            if (c == '.' || c == '\\')
                text += '\\';
            if (c > ' ' && c < '\x7f')
                text += c;
            else
                text += '\\' + QByteArray::number(static_cast<unsigned char>(c)).rightJustified(3, '0');
        }
    }
    return text;
}

struct Record {
    QByteArray owner; ///< folded
    DnsType type{};
    std::uint16_t recordClass = 0;
    std::uint32_t ttl = 0;
    std::size_t begin = 0; ///< of the data, in the message
    std::size_t end = 0;
};

/// Reads a message from front to end; everything is checked against its bounds.
class Reader final {
public:
    explicit Reader(std::span<const std::uint8_t> message)
        : m_message(message)
    {
    }

    std::size_t at() const { return m_at; }
    void moveTo(std::size_t at) { m_at = at; }

    std::optional<std::uint16_t> word()
    {
        if (m_message.size() - m_at < 2)
            return std::nullopt;
        const auto value = static_cast<std::uint16_t>((m_message[m_at] << 8) | m_message[m_at + 1]);
        m_at += 2;
        return value;
    }

    std::optional<std::uint32_t> longWord()
    {
        const auto high = word();
        const auto low = word();
        if (!high || !low)
            return std::nullopt;
        return (std::uint32_t(*high) << 16) | *low;
    }

    /// RFC 1035 section 4.1.4. Each pointer must lead further to the front, so that there is an end.
    std::optional<QByteArray> name()
    {
        QByteArray wire;
        std::size_t at = m_at;
        std::size_t front = m_at;
        bool jumped = false;
        while (at < m_message.size()) {
            const std::uint8_t length = m_message[at];
            if ((length & pointerMark) == pointerMark) {
                if (at + 1 >= m_message.size())
                    return std::nullopt;
                const std::size_t target = (std::size_t(length & ~pointerMark) << 8) | m_message[at + 1];
                if (!jumped)
                    m_at = at + 2;
                jumped = true;
                if (target >= front)
                    return std::nullopt;
                at = front = target;
                continue;
            }
            if ((length & pointerMark) != 0 || at + 1 + length > m_message.size())
                return std::nullopt;
            wire.append(reinterpret_cast<const char *>(&m_message[at]), length + 1);
            if (std::size_t(wire.size()) > longestName)
                return std::nullopt;
            at += length + 1U;
            if (length == 0) {
                if (!jumped)
                    m_at = at;
                return wire;
            }
        }
        return std::nullopt;
    }

    std::optional<Record> record()
    {
        const auto owner = name();
        const auto type = owner ? word() : std::nullopt;
        const auto recordClass = type ? word() : std::nullopt;
        const auto ttl = recordClass ? longWord() : std::nullopt;
        const auto length = ttl ? word() : std::nullopt;
        if (!length || m_message.size() - m_at < *length)
            return std::nullopt;
        const std::size_t begin = m_at;
        m_at += *length;
        return Record{
            folded(*owner), static_cast<DnsType>(*type), *recordClass, *ttl > longestTtl ? 0 : *ttl, begin, m_at};
    }

    std::span<const std::uint8_t> bytes(const Record &record) const
    {
        return m_message.subspan(record.begin, record.end - record.begin);
    }

    /// A name that is the whole data of the record.
    std::optional<QByteArray> nameIn(const Record &record) const
    {
        Reader inside(m_message.first(record.end));
        inside.moveTo(record.begin);
        auto found = inside.name();
        return found && inside.at() == record.end ? found : std::nullopt;
    }

private:
    std::span<const std::uint8_t> m_message;
    std::size_t m_at = 0;
};

/// The strings of a TXT record, joined.
std::optional<QByteArray> textIn(std::span<const std::uint8_t> data)
{
    QByteArray text;
    while (!data.empty()) {
        const std::size_t length = data[0];
        if (length + 1 > data.size())
            return std::nullopt;
        text.append(reinterpret_cast<const char *>(data.data()) + 1, qsizetype(length));
        data = data.subspan(length + 1);
    }
    return text;
}

/// RFC 2308 section 5: the lesser of the SOA record's TTL and its MINIMUM field.
std::optional<std::uint32_t> negativeTtl(const Reader &message, const Record &soa)
{
    const auto data = message.bytes(soa);
    if (data.size() < 4)
        return std::nullopt;
    const auto *last = data.data() + data.size() - 4; // MINIMUM ends the record
    const std::uint32_t minimum =
        (std::uint32_t(last[0]) << 24) | (std::uint32_t(last[1]) << 16) | (std::uint32_t(last[2]) << 8) | last[3];
    return std::min(soa.ttl, minimum > longestTtl ? 0 : minimum);
}

std::optional<QByteArray> valueOf(const Reader &message, const Record &record)
{
    if (record.type == DnsType::Txt)
        return textIn(message.bytes(record));
    const auto name = message.nameIn(record);
    return name ? std::optional(textOf(*name)) : std::nullopt;
}

const Record *findAlias(const std::vector<Record> &records, const QByteArray &owner)
{
    const auto found = std::ranges::find_if(
        records, [&](const Record &record) { return record.type == DnsType::Cname && record.owner == owner; });
    return found == records.end() ? nullptr : &*found;
}

/// False if a record that belongs to the answer is malformed, or aliases do not end.
bool takeAnswer(
    const Reader &message, const std::vector<Record> &records, QByteArray owner, DnsType type, DnsAnswer &answer)
{
    std::uint32_t ttl = longestTtl;
    for (int step = 0; step < mostAliases; ++step) {
        for (const Record &record : records) {
            if (record.type != type || record.owner != owner || answer.values.size() >= mostValues)
                continue;
            const auto value = valueOf(message, record);
            if (!value)
                return false;
            const bool isRoot = type == DnsType::Ptr && value->isEmpty(); // a way to say that there is no name
            if (!isRoot && !answer.values.contains(*value))
                answer.values += *value;
            ttl = std::min(ttl, record.ttl);
        }
        const Record *alias = answer.values.isEmpty() ? findAlias(records, owner) : nullptr;
        if (!alias) {
            answer.ttl = std::chrono::seconds(answer.values.isEmpty() ? 0 : ttl);
            return true;
        }
        const auto next = message.nameIn(*alias);
        if (!next)
            return false;
        owner = folded(*next);
        ttl = std::min(ttl, alias->ttl);
    }
    return false;
}

/// The records of one section, of class IN; nothing if one of them cannot be read.
std::optional<std::vector<Record>> readSection(Reader &message, unsigned count)
{
    std::vector<Record> records;
    for (unsigned i = 0; i < count; ++i) {
        auto record = message.record();
        if (!record || i >= mostRecords)
            return std::nullopt;
        if (record->recordClass == classIn)
            records.push_back(std::move(*record));
    }
    return records;
}

} // namespace

DnsAnswer readDnsAnswer(std::span<const std::uint8_t> bytes, const QByteArray &name, DnsType type)
{
    const DnsAnswer failed;
    Reader message(bytes);
    if (bytes.size() < headerSize)
        return failed;
    message.moveTo(2);
    const std::uint16_t flags = *message.word();
    const std::uint16_t questions = *message.word();
    const std::uint16_t answerCount = *message.word();
    const std::uint16_t authorityCount = *message.word();
    message.moveTo(headerSize);
    const int code = flags & codeMask;
    if ((flags & responseBit) == 0 || questions != 1 || (code != 0 && code != noSuchName))
        return failed;
    const QByteArray asked = wireName(name);
    const auto question = message.name();
    if (!question || folded(*question) != asked || message.word() != static_cast<std::uint16_t>(type)
        || message.word() != classIn)
        return failed;

    const auto records = readSection(message, answerCount);
    DnsAnswer answer;
    if (!records || !takeAnswer(message, *records, asked, type, answer))
        return failed;
    answer.status = answer.values.isEmpty() ? DnsAnswer::Status::Missing : DnsAnswer::Status::Found;
    if (answer.status == DnsAnswer::Status::Found)
        return answer;
    const auto authority = readSection(message, authorityCount); // may be cut off: "there is none" stands without it
    for (const Record &record : authority.value_or(std::vector<Record>()))
        if (record.type == DnsType::Soa)
            answer.ttl = std::chrono::seconds(negativeTtl(message, record).value_or(0));
    return answer;
}

QByteArray reversedDigits(const platform::IpAddress &address)
{
    constexpr auto digits = "0123456789abcdef";
    QByteArray text;
    const auto bytes = address.bytes();
    for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte) {
        if (!text.isEmpty())
            text += '.';
        if (address.family() == platform::Family::V4)
            text += QByteArray::number(*byte);
        else
            text += QByteArray(1, digits[*byte & 0xf]) + '.' + digits[*byte >> 4];
    }
    return text;
}

QByteArray reverseName(const platform::IpAddress &address)
{
    return reversedDigits(address) + (address.family() == platform::Family::V4 ? ".in-addr.arpa" : ".ip6.arpa");
}

} // namespace engine
