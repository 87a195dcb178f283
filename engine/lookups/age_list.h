// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>

namespace engine {

/// Keys in the order in which they were put last.
template <typename Key>
class AgeList final {
public:
    void touch(const Key &key)
    {
        erase(key);
        m_turns.emplace(key, m_next);
        m_keys.emplace(m_next++, key);
    }
    void erase(const Key &key)
    {
        const auto found = m_turns.find(key);
        if (found == m_turns.end())
            return;
        m_keys.erase(found->second);
        m_turns.erase(found);
    }
    void clear()
    {
        m_turns.clear();
        m_keys.clear();
    }
    std::size_t size() const { return m_turns.size(); }
    const Key &oldest() const { return m_keys.begin()->second; } ///< not of an empty list

private:
    std::map<Key, std::uint64_t> m_turns;
    std::map<std::uint64_t, Key> m_keys;
    std::uint64_t m_next = 0;
};

} // namespace engine
