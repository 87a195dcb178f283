// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/exchange_table.h"

#include <cstdlib>

/// The file, and PeeringDB's answers (one body for all four); what is converted can be read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto body = QByteArray::fromRawData(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    static_cast<void>(engine::ExchangeTable::read(body));
    const auto file = engine::ExchangeTable::convert(body, body, body, body, QDateTime::fromSecsSinceEpoch(0, Qt::UTC));
    if (file && !engine::ExchangeTable::read(*file))
        std::abort();
    return 0;
}
