// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/mmdb_structure.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

namespace engine {

namespace {

using Bytes = std::span<const std::uint8_t>;

// MaxMind DB File Format Specification, "Data Field Format".
enum class Type : std::uint8_t {
    Extended = 0,
    Pointer = 1,
    Text = 2,
    Double = 3,
    Blob = 4,
    Uint16 = 5,
    Uint32 = 6,
    Map = 7,
    Int32 = 8,
    Uint64 = 9,
    Uint128 = 10,
    Array = 11,
    Boolean = 14,
    Float = 15,
};

constexpr std::array<std::uint8_t, metadataMarkerLength> marker{
    0xab, 0xcd, 0xef, 'M', 'a', 'x', 'M', 'i', 'n', 'd', '.', 'c', 'o', 'm'};
constexpr std::size_t longestMetadata = 128 * 1024; // the marker must be in the last 128 KiB
constexpr std::uint8_t firstExtendedType = 7;

/// Reads values one after the other; every step checks that it stays within the section.
class Walker {
public:
    Walker(Bytes section, int &budget)
        : m_section(section)
        , m_budget(budget)
    {
    }

    /// Moves `at` behind the value there.
    bool walk(std::size_t &at, int depth, bool asKey)
    {
        if (depth > deepestValue || --m_budget < 0)
            return false;
        Head head;
        if (!readHead(at, head))
            return false;
        if (head.type == Type::Pointer) {
            std::size_t target = head.size;
            // Format: a pointer never leads to another one.
            return !isPointer(target) && walk(target, depth + 1, asKey);
        }
        if (asKey && head.type != Type::Text)
            return false;
        switch (head.type) {
        case Type::Map:
            for (std::size_t i = 0; i < head.size; ++i)
                if (!walk(at, depth + 1, true) || !walk(at, depth + 1, false))
                    return false;
            return true;
        case Type::Array:
            for (std::size_t i = 0; i < head.size; ++i)
                if (!walk(at, depth + 1, false))
                    return false;
            return true;
        case Type::Boolean:
            return head.size <= 1;
        default:
            return fits(head) && skip(at, head.size);
        }
    }

    /// Of the map at the beginning of the section: where the value under `wanted` is, the first where there are
    /// several.
    std::optional<std::size_t> valueUnder(std::string_view wanted)
    {
        std::size_t at = 0;
        Head map;
        if (!readThrough(at, map) || map.type != Type::Map)
            return std::nullopt;
        for (std::size_t i = 0; i < map.size; ++i) {
            std::size_t behind = at;
            Head key;
            if (!walk(behind, 0, true) || !readThrough(at, key))
                return std::nullopt;
            const Bytes name = m_section.subspan(at, key.size);
            at = behind;
            if (std::ranges::equal(name, wanted))
                return at;
            if (!walk(at, 0, false))
                return std::nullopt;
        }
        return std::nullopt;
    }

    std::optional<std::uint64_t> numberUnder(std::string_view wanted)
    {
        const auto found = valueUnder(wanted);
        std::size_t at = found.value_or(0);
        std::size_t value = 0;
        Head head;
        if (!found || !readThrough(at, head) || (head.type != Type::Uint16 && head.type != Type::Uint32)
            || !number(at, head.size, value))
            return std::nullopt;
        return value;
    }

    /// An array or a map (`type`) of texts alone.
    bool hasTextsUnder(std::string_view wanted, Type type)
    {
        const auto found = valueUnder(wanted);
        std::size_t at = found.value_or(0);
        Head head;
        if (!found || !readThrough(at, head) || head.type != type)
            return false;
        const std::size_t count = type == Type::Map ? 2 * head.size : head.size;
        for (std::size_t i = 0; i < count; ++i)
            if (!walk(at, 0, true))
                return false;
        return true;
    }

private:
    struct Head {
        Type type = Type::Extended;
        std::size_t size = 0; ///< of a pointer: where it leads
    };

    /// The head of the value at `at` or of the one that it points to; moves behind that head.
    bool readThrough(std::size_t &at, Head &head) const
    {
        if (!readHead(at, head))
            return false;
        if (head.type != Type::Pointer)
            return true;
        at = head.size;
        return readHead(at, head);
    }

    bool isPointer(std::size_t at) const
    {
        return at < m_section.size() && m_section[at] >> 5 == static_cast<std::uint8_t>(Type::Pointer);
    }

    bool skip(std::size_t &at, std::size_t bytes) const
    {
        if (bytes > m_section.size() - at)
            return false;
        at += bytes;
        return true;
    }

    bool number(std::size_t &at, std::size_t bytes, std::size_t &value) const
    {
        const std::size_t begin = at;
        if (!skip(at, bytes))
            return false;
        for (std::size_t i = 0; i < bytes; ++i)
            value = value << 8 | m_section[begin + i];
        return true;
    }

    bool readHead(std::size_t &at, Head &head) const
    {
        if (at >= m_section.size())
            return false;
        const std::uint8_t control = m_section[at++];
        head.type = static_cast<Type>(control >> 5);
        if (head.type == Type::Pointer)
            return readPointer(at, control, head);
        if (head.type == Type::Extended) {
            if (at >= m_section.size() || m_section[at] == 0 || m_section[at] > 15 - firstExtendedType)
                return false;
            head.type = static_cast<Type>(m_section[at++] + firstExtendedType);
        }
        head.size = control & 0x1f;
        if (head.size < 29)
            return true;
        static constexpr std::array<std::size_t, 3> base{29, 285, 65821};
        const std::size_t bytes = head.size - 28;
        std::size_t more = 0;
        if (!number(at, bytes, more))
            return false;
        head.size = base[bytes - 1] + more;
        return true;
    }

    bool readPointer(std::size_t &at, std::uint8_t control, Head &head) const
    {
        static constexpr std::array<std::size_t, 4> base{0, 2048, 526336, 0};
        const std::size_t form = (control >> 3) & 3;
        std::size_t value = form == 3 ? 0 : control & 7;
        if (!number(at, form + 1, value))
            return false;
        head.size = base[form] + value;
        return true;
    }

    static bool fits(const Head &head)
    {
        switch (head.type) {
        case Type::Text:
        case Type::Blob:
            return true;
        case Type::Double:
            return head.size == 8;
        case Type::Float:
            return head.size == 4;
        case Type::Uint16:
            return head.size <= 2;
        case Type::Uint32:
        case Type::Int32:
            return head.size <= 4;
        case Type::Uint64:
            return head.size <= 8;
        case Type::Uint128:
            return head.size <= 16;
        default:
            return false; // containers and end markers never stand in a file
        }
    }

    Bytes m_section;
    int &m_budget;
};

} // namespace

bool isSoundValue(Bytes section, std::size_t offset, int &budget)
{
    return Walker(section, budget).walk(offset, 0, false);
}

std::optional<MmdbOutline> readOutline(Bytes metadata)
{
    int budget = std::numeric_limits<int>::max(); // the section is known to be small
    Walker walker(metadata, budget);
    const auto nodes = walker.numberUnder("node_count");
    const auto bits = walker.numberUnder("record_size");
    const auto version = walker.numberUnder("binary_format_major_version");
    // Where it meets anything but texts here, libmaxminddb gives up, but keeps the memory.
    const bool texts = walker.hasTextsUnder("languages", Type::Array) && walker.hasTextsUnder("description", Type::Map);
    if (!nodes || !bits || !version || !texts)
        return std::nullopt;
    return MmdbOutline{*nodes, *bits, *version};
}

std::optional<std::size_t> findMetadata(Bytes file)
{
    const std::size_t length = std::min(file.size(), longestMetadata);
    const Bytes tail = file.last(length);
    const auto found = std::find_end(tail.begin(), tail.end(), marker.begin(), marker.end());
    if (found == tail.end())
        return std::nullopt;
    return file.size() - length + static_cast<std::size_t>(found - tail.begin()) + marker.size();
}

bool beginsLikeDatabase(Bytes file)
{
    constexpr std::size_t nodes = 8;
    for (const std::size_t bits : {24U, 28U, 32U}) {
        const std::size_t nodeBytes = bits / 4;
        if (file.size() < nodes * nodeBytes)
            continue;
        const auto leads = [&](std::size_t node) {
            const Bytes bytes = file.subspan(node * nodeBytes, nodeBytes);
            const auto value = [&](std::size_t at, std::size_t count, std::size_t high) {
                for (std::size_t i = 0; i < count; ++i)
                    high = high << 8 | bytes[at + i];
                return high;
            };
            const bool shared = bits == 28; // the middle byte has the high bits of both records
            const std::size_t recordBytes = bits / 8;
            const std::size_t left = value(0, recordBytes, shared ? bytes[3] >> 4 : 0);
            const std::size_t right = value(nodeBytes - recordBytes, recordBytes, shared ? bytes[3] & 0xf : 0);
            // The next one where they are written in depth, one of the next level where in breadth.
            const auto leadsOn = [&](std::size_t record) { return record > node && record <= 2 * node + 2; };
            return leadsOn(left) || leadsOn(right);
        };
        std::size_t node = 0;
        while (node < nodes && leads(node))
            ++node;
        if (node == nodes)
            return true;
    }
    return false;
}

} // namespace engine
