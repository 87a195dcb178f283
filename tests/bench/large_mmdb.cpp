// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/large_mmdb.h"

#include <QByteArray>
#include <QFile>
#include <QtEndian>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace bench {

namespace {

/// The data section; each key is written once.
class Data {
public:
    void map(int size) { m_bytes += static_cast<char>(7 << 5 | size); }
    void text(const std::string &value)
    {
        constexpr int inHead = 28; // up to 284 bytes the next byte has the rest
        const int size = static_cast<int>(value.size());
        m_bytes += static_cast<char>(2 << 5 | std::min(size, inHead + 1));
        if (size > inHead)
            m_bytes += static_cast<char>(size - inHead - 1);
        m_bytes += QByteArray::fromStdString(value);
    }
    void number(quint32 value)
    {
        m_bytes += static_cast<char>(6 << 5 | 4);
        append(qToBigEndian(value));
    }
    void real(double value)
    {
        m_bytes += static_cast<char>(3 << 5 | 8);
        append(qToBigEndian(value));
    }
    void key(const std::string &name)
    {
        const auto known = m_keys.find(name);
        if (known == m_keys.end()) {
            m_keys[name] = static_cast<quint32>(m_bytes.size());
            text(name);
            return;
        }
        m_bytes += static_cast<char>(1 << 5 | 3 << 3);
        append(qToBigEndian(known->second));
    }
    const QByteArray &bytes() const { return m_bytes; }

private:
    template <typename T>
    void append(T value)
    {
        m_bytes += QByteArray(reinterpret_cast<const char *>(&value), sizeof value);
    }

    QByteArray m_bytes;
    std::map<std::string, quint32> m_keys;
};

void names(Data &data, const std::string &name)
{
    data.key("names");
    data.map(6);
    for (const char *language : {"de", "en", "es", "fr", "ja", "ru"}) {
        data.key(language);
        data.text(language + (' ' + name));
    }
}

void city(Data &data, int number)
{
    data.map(3);
    data.key("city");
    data.map(1);
    names(data, "City " + std::to_string(number));
    data.key("country");
    data.map(2);
    data.key("iso_code");
    data.text({static_cast<char>('A' + number % 26), static_cast<char>('A' + number / 26 % 26)});
    names(data, "Land");
    data.key("location");
    data.map(3);
    data.key("accuracy_radius");
    data.number(20);
    data.key("latitude");
    data.real(number % 89 + 0.5);
    data.key("longitude");
    data.real(number % 179 + 0.5);
}

void asn(Data &data, int number)
{
    data.map(2);
    data.key("autonomous_system_number");
    data.number(static_cast<quint32>(number + 1));
    data.key("autonomous_system_organization");
    data.text("Network " + std::to_string(number));
}

QByteArray metadata(quint32 nodes, const std::string &type)
{
    const auto short16 = [](char value) -> QByteArray { return QByteArray("\xa2\0", 2) + QByteArray(1, value); };
    Data count;
    count.number(nodes);
    Data name;
    name.text(type);
    const auto key = [](const char *word) -> QByteArray {
        return QByteArray(1, static_cast<char>(0x40 | qstrlen(word))) + word;
    };
    QByteArray bytes("\xab\xcd\xefMaxMind.com\xe9");
    bytes += key("node_count");
    bytes += count.bytes();
    bytes += key("record_size");
    bytes += short16(28);
    bytes += key("ip_version");
    bytes += short16(6);
    bytes += key("database_type");
    bytes += name.bytes();
    bytes += key("binary_format_major_version");
    bytes += short16(2);
    bytes += key("binary_format_minor_version");
    bytes += short16(0);
    bytes += key("build_epoch");
    bytes += QByteArray::fromHex("040265000000");
    bytes += key("description");
    bytes += static_cast<char>(0xe0);
    bytes += key("languages");
    bytes += QByteArray::fromHex("0004");
    return bytes;
}

void appendNode(QByteArray &tree, quint32 left, quint32 right)
{
    for (const quint32 part :
        {left >> 16, left >> 8, left, (left >> 24) << 4 | right >> 24, right >> 16, right >> 8, right})
        tree += static_cast<char>(part & 0xff);
}

} // namespace

bool writeLargeMmdb(const QString &path, LargeMmdb kind, int depth, int records)
{
    Data data;
    std::vector<quint32> offsets;
    for (int i = 0; i < records; ++i) {
        offsets.push_back(static_cast<quint32>(data.bytes().size()));
        kind == LargeMmdb::City ? city(data, i) : asn(data, i);
    }
    // 96 zero bits, then a whole tree in breadth: node i of it leads to 2i + 1 and 2i + 2.
    constexpr quint32 chain = 96;
    const quint32 inner = (1U << depth) - 1;
    const quint32 nodes = chain + inner;
    std::minstd_rand random(7);
    QByteArray tree;
    for (quint32 node = 0; node < chain; ++node)
        appendNode(tree, node + 1, nodes);
    const auto record = [&](quint32 child) {
        if (child < inner)
            return chain + child;
        return nodes + 16 + offsets[random() % offsets.size()];
    };
    for (quint32 node = 0; node < inner; ++node) {
        const quint32 left = record(2 * node + 1);
        appendNode(tree, left, record(2 * node + 2));
    }
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(tree) == tree.size() && file.write(QByteArray(16, '\0')) == 16
        && file.write(data.bytes()) == data.bytes().size()
        && file.write(metadata(nodes, kind == LargeMmdb::City ? "GeoLite2-City" : "GeoLite2-ASN")) > 0 && file.flush();
}

} // namespace bench
