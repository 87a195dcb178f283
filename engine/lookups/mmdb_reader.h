// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/ip_prefix.h"
#include "engine/lookups/mmdb_set.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <initializer_list>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace engine {

/// A value of a record. Its text lives as long as the reader.
struct MmdbValue {
    enum class Kind : std::uint8_t { None, Text, Number, Other };
    Kind kind = Kind::None;
    std::string_view text; ///< hostile: any bytes, any length
    double number = 0; ///< exact up to 2^53

    bool isText() const { return kind == Kind::Text; }
    bool isNumber() const { return kind == Kind::Number; }
};

/// One MMDB file through libmaxminddb, over a private copy that nobody else can change: see
/// docs/decisions/0502-private-copies-of-databases.md. Finding is safe from several threads at once.
class MmdbReader final {
public:
    struct Metadata {
        QString type;
        QString description; ///< in English where there is that
        QDateTime built; ///< UTC
        quint64 nodes = 0;
        std::vector<QByteArray> languages;
    };
    /// What stands at an address.
    struct Record {
        quint32 offset = 0; ///< in the data section
        IpPrefix prefix; ///< of the entry; null where the file does not tell a network of this family
    };
    /// Size and time of a file: when they change, its content did.
    struct Stamp {
        qint64 size = -1;
        QDateTime modified;
        friend bool operator==(const Stamp &, const Stamp &) = default;
    };
    using Path = std::initializer_list<const char *>; ///< keys from the record inwards, no null in it

    /// Copies and opens; a null pointer with `problem` when it cannot be used.
    static std::unique_ptr<MmdbReader> open(const QString &path, MmdbProblem &problem);
    static Stamp stampOf(const QString &path);
    ~MmdbReader();

    const Metadata &metadata() const { return m_metadata; }
    const Stamp &stamp() const { return m_stamp; } ///< of the original when it was copied
    std::optional<Record> find(const platform::IpAddress &address) const;
    /// Some records from all over the file, at most `most`.
    std::vector<Record> sample(std::size_t most) const;
    MmdbValue value(const Record &record, Path path) const;
    /// Walks the whole tree and looks at every record: nothing leads in circles, deeper than an address has bits, or
    /// outside. Takes time with the size of the file (seconds at most).
    bool isWhole() const;

private:
    struct Database;
    MmdbReader();
    MmdbProblem load(const QString &path);
    bool isSound(quint32 offset) const;

    std::unique_ptr<Database> m;
    Metadata m_metadata;
    Stamp m_stamp;
};

} // namespace engine
