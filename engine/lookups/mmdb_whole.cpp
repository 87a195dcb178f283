// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/mmdb_database.h"
#include "engine/lookups/mmdb_structure.h"

#include <algorithm>
#include <vector>

namespace engine {

namespace {

/// Looks at every node that can be reached from the root, once.
class TreeWalk {
public:
    TreeWalk(const MMDB_s &db, std::span<const std::uint8_t> data)
        : m_db(db)
        , m_data(data)
        , m_heights(db.metadata.node_count)
        , m_seen(data.size())
    {
    }

    bool walk()
    {
        if (!enter(0))
            return false;
        while (!m_open.empty())
            if (!step())
                return false;
        return m_heights[0] <= (m_db.metadata.ip_version == 6 ? 128 : 32);
    }

private:
    static constexpr std::uint8_t unknown = 0;
    static constexpr std::uint8_t open = 255; ///< between its way in and its way out
    static constexpr std::uint8_t highest = 254;
    /// Ends the look at records, not that at the tree, in files that were made to take long.
    static constexpr std::int64_t mostValues = 300'000'000;

    struct Node {
        std::uint32_t number;
        MMDB_search_node_s records;
        int next = 0; ///< 0 left, 1 right, 2 done
        std::uint8_t height = 0; ///< of what is below
    };

    bool enter(std::uint32_t number)
    {
        Node node{number, {}, 0, 0};
        if (MMDB_read_node(&m_db, number, &node.records) != MMDB_SUCCESS)
            return false;
        m_heights[number] = open;
        m_open.push_back(node);
        return m_open.size() < highest;
    }

    bool step()
    {
        Node &node = m_open.back();
        if (node.next == 2) {
            m_heights[node.number] = static_cast<std::uint8_t>(node.height + 1);
            const std::uint8_t height = m_heights[node.number];
            m_open.pop_back();
            if (!m_open.empty())
                m_open.back().height = std::max(m_open.back().height, height);
            return height < highest;
        }
        const bool left = node.next++ == 0;
        const auto type = left ? node.records.left_record_type : node.records.right_record_type;
        const auto value = left ? node.records.left_record : node.records.right_record;
        const auto &entry = left ? node.records.left_record_entry : node.records.right_record_entry;
        switch (type) {
        case MMDB_RECORD_TYPE_SEARCH_NODE: {
            const auto child = static_cast<std::uint32_t>(value);
            const std::uint8_t height = m_heights[child];
            if (height == open) // in a circle
                return false;
            if (height == unknown)
                return enter(child);
            node.height = std::max(node.height, height);
            return true;
        }
        case MMDB_RECORD_TYPE_EMPTY:
            return true;
        case MMDB_RECORD_TYPE_DATA:
            return isSound(entry.offset);
        default:
            return false;
        }
    }

    bool isSound(std::size_t offset)
    {
        if (offset >= m_seen.size())
            return false;
        if (m_seen[offset] || m_values > mostValues)
            return true;
        m_seen[offset] = true;
        int budget = mostValuesInRecord;
        const bool sound = isSoundValue(m_data, offset, budget);
        m_values += mostValuesInRecord - budget;
        return sound;
    }

    const MMDB_s &m_db;
    std::span<const std::uint8_t> m_data;
    std::vector<std::uint8_t> m_heights; ///< by node: the longest way down from it, or `unknown`, or `open`
    std::vector<bool> m_seen; ///< offsets of records
    std::vector<Node> m_open;
    std::int64_t m_values = 0;
};

} // namespace

bool MmdbReader::isWhole() const
{
    return TreeWalk(m->db, m->data).walk();
}

} // namespace engine
