// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/mmdb_reader.h"

#include "engine/lookups/mmdb_database.h"
#include "engine/lookups/mmdb_structure.h"

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cstring>
#include <random>

namespace engine {

namespace {

constexpr unsigned v4Offset = 96; // where IPv4 begins in a file of IPv6
constexpr qsizetype longestMetadataText = 253;

QString metadataText(const char *text)
{
    return QString::fromUtf8(text, static_cast<qsizetype>(qstrnlen(text, 4 * longestMetadataText)))
        .left(longestMetadataText);
}

} // namespace

MmdbReader::MmdbReader()
    : m(std::make_unique<Database>())
{
}

MmdbReader::~MmdbReader() = default;

MmdbReader::Stamp MmdbReader::stampOf(const QString &path)
{
    const QFileInfo info(path); // a new one each time: it remembers what it read
    return info.exists() ? Stamp{info.size(), info.lastModified().toUTC()} : Stamp{};
}

std::unique_ptr<MmdbReader> MmdbReader::open(const QString &path, MmdbProblem &problem)
{
    std::unique_ptr<MmdbReader> reader(new MmdbReader);
    problem = reader->load(path);
    return problem == MmdbProblem::None ? std::move(reader) : nullptr;
}

MmdbProblem MmdbReader::load(const QString &path)
{
    MmdbProblem problem = m->takeCopy(path, m_stamp);
    if (problem == MmdbProblem::None)
        problem = m->openCopy();
    if (problem != MmdbProblem::None)
        return problem;
    const MMDB_metadata_s &said = m->db.metadata;
    m_metadata.type = metadataText(said.database_type);
    m_metadata.nodes = said.node_count;
    constexpr quint64 latest = 253402300799; // the end of year 9999
    if (said.build_epoch <= latest)
        m_metadata.built = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(said.build_epoch), Qt::UTC);
    for (std::size_t i = 0; i < said.description.count; ++i) {
        const MMDB_description_s &text = *said.description.descriptions[i];
        if (i == 0 || qstrcmp(text.language, "en") == 0)
            m_metadata.description = metadataText(text.description);
    }
    for (std::size_t i = 0; i < said.languages.count; ++i)
        m_metadata.languages.emplace_back(said.languages.names[i]);
    return MmdbProblem::None;
}

bool MmdbReader::isSound(quint32 offset) const
{
    int budget = mostValuesInRecord;
    return isSoundValue(m->data, offset, budget);
}

std::optional<MmdbReader::Record> MmdbReader::find(const platform::IpAddress &address) const
{
    const auto bytes = address.bytes();
    const bool v6File = m->db.metadata.ip_version == 6;
    int error = MMDB_SUCCESS;
    MMDB_lookup_result_s result{};
    if (bytes.size() == 4) {
        sockaddr_in socket{};
        socket.sin_family = AF_INET;
        std::memcpy(&socket.sin_addr, bytes.data(), bytes.size());
        result = MMDB_lookup_sockaddr(&m->db, reinterpret_cast<const sockaddr *>(&socket), &error);
    } else if (bytes.size() == 16 && v6File) {
        sockaddr_in6 socket{};
        socket.sin6_family = AF_INET6;
        std::memcpy(&socket.sin6_addr, bytes.data(), bytes.size());
        result = MMDB_lookup_sockaddr(&m->db, reinterpret_cast<const sockaddr *>(&socket), &error);
    } else {
        return std::nullopt;
    }
    if (error != MMDB_SUCCESS || !result.found_entry || !isSound(result.entry.offset))
        return std::nullopt;
    Record record{result.entry.offset, {}};
    const unsigned offset = bytes.size() == 4 && v6File ? v4Offset : 0;
    if (result.netmask >= offset)
        record.prefix = IpPrefix(address, result.netmask - offset);
    return record;
}

std::vector<MmdbReader::Record> MmdbReader::sample(std::size_t most) const
{
    std::vector<Record> records;
    const auto take = [&](std::uint8_t type, const MMDB_entry_s &entry) {
        if (type == MMDB_RECORD_TYPE_DATA && records.size() < most && isSound(entry.offset))
            records.push_back({entry.offset, {}});
    };
    // From the left, for small files; then along ways that are as good as random, but always the same.
    constexpr std::size_t mostNodes = 4096;
    const unsigned depth = m->db.metadata.ip_version == 6 ? 128 : 32;
    std::vector<quint64> open{0};
    MMDB_search_node_s node{};
    for (std::size_t looked = 0; looked < mostNodes && !open.empty() && records.size() < most / 2; ++looked) {
        const auto at = static_cast<quint32>(open.back());
        open.pop_back();
        if (MMDB_read_node(&m->db, at, &node) != MMDB_SUCCESS)
            break;
        take(node.left_record_type, node.left_record_entry);
        take(node.right_record_type, node.right_record_entry);
        if (node.right_record_type == MMDB_RECORD_TYPE_SEARCH_NODE && open.size() < mostNodes)
            open.push_back(node.right_record);
        if (node.left_record_type == MMDB_RECORD_TYPE_SEARCH_NODE && open.size() < mostNodes)
            open.push_back(node.left_record);
    }
    std::minstd_rand random(1);
    for (std::size_t way = 0; way < most; ++way) {
        quint64 at = 0;
        for (unsigned bit = 0; bit < depth; ++bit) {
            if (MMDB_read_node(&m->db, static_cast<quint32>(at), &node) != MMDB_SUCCESS)
                break;
            const bool v4Part = depth == 128 && bit < v4Offset && way % 2 == 0;
            const bool right = !v4Part && (random() >> 8 & 1) != 0;
            const std::uint8_t type = right ? node.right_record_type : node.left_record_type;
            take(type, right ? node.right_record_entry : node.left_record_entry);
            if (type != MMDB_RECORD_TYPE_SEARCH_NODE)
                break;
            at = right ? node.right_record : node.left_record;
        }
    }
    return records;
}

MmdbValue MmdbReader::value(const Record &record, Path path) const
{
    constexpr std::size_t longestPath = 7;
    std::array<const char *, longestPath + 1> keys{};
    if (path.size() > longestPath)
        return {};
    std::ranges::copy(path, keys.begin());
    MMDB_entry_s entry{&m->db, record.offset};
    MMDB_entry_data_s data{};
    if (MMDB_aget_value(&entry, &data, keys.data()) != MMDB_SUCCESS || !data.has_data)
        return {};
    const auto number = [](double value) { return MmdbValue{MmdbValue::Kind::Number, {}, value}; };
    switch (data.type) {
    case MMDB_DATA_TYPE_UTF8_STRING:
        return {MmdbValue::Kind::Text, {data.utf8_string, data.data_size}, 0};
    case MMDB_DATA_TYPE_DOUBLE:
        return number(data.double_value);
    case MMDB_DATA_TYPE_FLOAT:
        return number(static_cast<double>(data.float_value));
    case MMDB_DATA_TYPE_UINT16:
        return number(data.uint16);
    case MMDB_DATA_TYPE_UINT32:
        return number(data.uint32);
    case MMDB_DATA_TYPE_INT32:
        return number(data.int32);
    case MMDB_DATA_TYPE_UINT64:
        return number(static_cast<double>(data.uint64));
    default:
        return {MmdbValue::Kind::Other, {}, 0};
    }
}

} // namespace engine
