// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/exchange_table.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdlib>

namespace {

/// PeeringDB's answer with one entry, its values from the input; all that are looked at, of whichever object.
QByteArray bodyOf(const QList<QByteArray> &words)
{
    const auto text = [&words](qsizetype at) { return QString::fromUtf8(words.value(at)); };
    const auto number = [&words](qsizetype at) -> QJsonValue {
        bool ok = false;
        const double parsed = words.value(at).toDouble(&ok);
        return ok ? QJsonValue(parsed) : QJsonValue(QString::fromUtf8(words.value(at)));
    };
    QJsonObject entry{{QStringLiteral("id"), 1}, {QStringLiteral("ix_id"), 1}, {QStringLiteral("ixlan_id"), 1},
        {QStringLiteral("status"), QStringLiteral("ok")}};
    entry[QStringLiteral("prefix")] = text(0);
    entry[QStringLiteral("ipaddr4")] = text(1);
    entry[QStringLiteral("ipaddr6")] = text(2);
    entry[QStringLiteral("asn")] = number(3);
    entry[QStringLiteral("name")] = text(4);
    entry[QStringLiteral("country")] = text(5);
    return QJsonDocument(QJsonObject{{QStringLiteral("data"), QJsonArray{entry}}}).toJson();
}

} // namespace

/// The file, and PeeringDB's answers (one body for all four); what is converted can be read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    static_cast<void>(engine::ExchangeTable::read(input));
    for (const QByteArray &body : {input, bodyOf(input.split('\n'))}) {
        const auto file =
            engine::ExchangeTable::convert(body, body, body, body, QDateTime::fromSecsSinceEpoch(0, Qt::UTC));
        if (!file)
            continue;
        const auto table = engine::ExchangeTable::read(*file);
        if (!table)
            std::abort();
        static_cast<void>(table->find(*platform::IpAddress::parse("203.0.113.9")));
    }
    return 0;
}
