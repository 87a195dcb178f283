// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/registry_list.h"
#include "engine/web/registry_record.h"

#include <cstdlib>

namespace {

void bounded(const QString &text)
{
    constexpr qsizetype longest = 1'000;
    if (text.size() > longest || text.contains(u'\n') || text.contains(u'\r'))
        std::abort();
}

void bounded(const QStringList &texts)
{
    constexpr qsizetype most = 32;
    if (texts.size() > most)
        std::abort();
    for (const QString &text : texts)
        bounded(text);
}

} // namespace

/// Whatever a registry or IANA says: bounded fields of one line each, addresses that can be asked.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray json(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (const auto record = engine::readRdap(json)) {
        for (const QString &text : {record->handle, record->name, record->type, record->country, record->parent,
                 record->registered, record->changed})
            bounded(text);
        bounded(record->range);
        bounded(record->prefixes);
        bounded(record->status);
        bounded(record->remarks);
        for (const auto &contact : record->contacts) {
            for (const QString &text : {contact.role, contact.name, contact.address})
                bounded(text);
            bounded(contact.emails);
            bounded(contact.phones);
        }
    }
    if (const auto list = engine::RegistryList::read(json)) {
        for (const char *text : {"8.8.8.8", "41.0.0.1", "2001:4860::8888"}) {
            const QUrl url = list->question(*platform::IpAddress::parse(text));
            if (!url.isEmpty() && (url.host().isEmpty() || !url.scheme().startsWith(QLatin1String("http"))))
                std::abort();
        }
    }
    return 0;
}
