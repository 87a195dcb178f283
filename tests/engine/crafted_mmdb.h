// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// A database byte by byte: what no writer would write.
struct CraftedMmdb {
    quint32 nodes = 1;
    quint16 recordBits = 24;
    quint16 ipVersion = 4;
    QByteArray tree = QByteArray::fromHex("000011000011"); ///< both sides lead to the first value of the data
    QByteArray data;
    QByteArray languages = QByteArray::fromHex("0004"); ///< an empty array

    QByteArray file() const
    {
        const auto text = [](const char *word) -> QByteArray {
            return QByteArray(1, static_cast<char>(0x40 | qstrlen(word))) + word;
        };
        const auto number = [](quint32 value, bool wide) -> QByteArray {
            QByteArray bytes = wide
                ? QByteArray::fromHex("c4") + QByteArray(1, char(value >> 24)) + QByteArray(1, char(value >> 16))
                : QByteArray::fromHex("a2");
            return bytes + QByteArray(1, char(value >> 8)) + QByteArray(1, char(value));
        };
        QByteArray metadata = QByteArray::fromHex("e9") + text("node_count") + number(nodes, true) + text("record_size")
            + number(recordBits, false) + text("ip_version") + number(ipVersion, false) + text("database_type")
            + text("Crafted");
        metadata += text("binary_format_major_version") + number(2, false) + text("binary_format_minor_version")
            + number(0, false) + text("build_epoch") + QByteArray::fromHex("040265000000") + text("description")
            + QByteArray::fromHex("e0") + text("languages") + languages;
        return tree + QByteArray(16, '\0') + data + QByteArray::fromHex("abcdef") + "MaxMind.com" + metadata;
    }
};
