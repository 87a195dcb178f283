// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"

#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace engine {

/// A network: the first `length` bits of an address, the rest of it zero. Both families alike.
class IpPrefix final {
public:
    IpPrefix() = default; ///< none: isNull()
    /// Bits behind `length` are cleared; a length that is too long becomes the whole address.
    IpPrefix(const platform::IpAddress &address, unsigned length);
    /// "203.0.113.0/24", "2001:db8::/32", or an address alone (its whole length).
    static std::optional<IpPrefix> parse(std::string_view text);

    bool isNull() const { return m_address.isNull(); }
    const platform::IpAddress &address() const { return m_address; }
    unsigned length() const { return m_length; }
    bool contains(const platform::IpAddress &address) const; ///< never one of the other family
    std::string toString() const; ///< "" for a null prefix

    friend auto operator<=>(const IpPrefix &, const IpPrefix &) = default;

private:
    platform::IpAddress m_address; ///< without scope
    unsigned m_length = 0;
};

/// Values by network; the longest network that contains an address wins. One look-up per length in use (at most 129).
template <typename T>
class PrefixMap final {
public:
    void insert(const IpPrefix &prefix, T value)
    {
        if (m_values.insert_or_assign(key(prefix), Entry{prefix, std::move(value)}).second)
            ++m_lengths[lengthKey(prefix.address().family(), prefix.length())];
    }
    /// Exactly this network; nothing happens when it is not there.
    void erase(const IpPrefix &prefix)
    {
        if (m_values.erase(key(prefix)) == 0)
            return;
        const auto length = m_lengths.find(lengthKey(prefix.address().family(), prefix.length()));
        if (--length->second == 0)
            m_lengths.erase(length);
    }
    template <typename Unwanted>
    void eraseIf(Unwanted unwanted)
    {
        for (auto it = m_values.begin(); it != m_values.end();) {
            const auto next = std::next(it);
            if (unwanted(it->second.value))
                erase(IpPrefix(it->second.prefix));
            it = next;
        }
    }
    void clear()
    {
        m_values.clear();
        m_lengths.clear();
    }
    bool isEmpty() const { return m_values.empty(); }
    std::size_t size() const { return m_values.size(); }

    struct Entry {
        IpPrefix prefix;
        T value;
    };
    /// Exactly this network, or null. Valid until the map changes.
    const Entry *at(const IpPrefix &prefix) const
    {
        const auto found = m_values.find(key(prefix));
        return found == m_values.end() ? nullptr : &found->second;
    }
    /// Null when no network contains it. Valid until the map changes.
    const Entry *find(const platform::IpAddress &address) const
    {
        return find(address, [](const T &) { return true; });
    }
    /// Only networks whose value passes `accept`.
    template <typename Accept>
    const Entry *find(const platform::IpAddress &address, Accept accept) const
    {
        for (auto it = m_lengths.rbegin(); it != m_lengths.rend(); ++it) {
            const auto [family, length] = it->first;
            if (family != static_cast<unsigned>(address.family()))
                continue;
            const auto found = m_values.find(key(IpPrefix(address, length)));
            if (found != m_values.end() && accept(found->second.value))
                return &found->second;
        }
        return nullptr;
    }

private:
    using Key = std::tuple<platform::IpAddress, unsigned>;
    static Key key(const IpPrefix &prefix) { return {prefix.address(), prefix.length()}; }
    static std::pair<unsigned, unsigned> lengthKey(platform::Family family, unsigned length)
    {
        return {static_cast<unsigned>(family), length};
    }

    std::map<Key, Entry> m_values;
    std::map<std::pair<unsigned, unsigned>, std::size_t> m_lengths;
};

} // namespace engine
