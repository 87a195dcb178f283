// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/download_source.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace engine {

namespace {

constexpr qsizetype largestList = 1 << 20;
constexpr qsizetype mostSources = 100;
constexpr qsizetype longestText = 253;
constexpr qsizetype longestUrl = 2048;
constexpr qint64 longestAge = 3650; // days

/// Reads one entry; the first thing that is wrong is kept, with its place.
class Entry {
public:
    Entry(const QJsonValue &value, qsizetype number)
        : m_object(value.toObject())
        , m_place(QStringLiteral("sources[%1]").arg(number))
    {
        if (!value.isObject())
            wrong(m_place);
    }

    bool ok() const { return m_problem.isEmpty(); }
    const QString &problem() const { return m_problem; }

    DownloadSource read()
    {
        DownloadSource source;
        source.id = text(QLatin1String("id"));
        if (!isName(source.id, false))
            wrongField(QLatin1String("id"));
        source.title = text(QLatin1String("title"));
        source.provider = text(QLatin1String("provider"));
        source.licence = text(QLatin1String("licence"));
        source.attribution = optionalText(QLatin1String("attribution"));
        source.licenceUrl = optionalUrl(QLatin1String("licence_url"));
        source.attributionUrl = optionalUrl(QLatin1String("attribution_url"));
        readKind(source);
        readUrls(source);
        readAge(source);
        return source;
    }

private:
    void readKind(DownloadSource &source)
    {
        const QString kind = text(QLatin1String("kind"));
        if (kind == QLatin1String("exchanges")) {
            source.kind = DownloadSource::Kind::Exchanges;
            source.fileName = QStringLiteral("exchanges.json");
            return;
        }
        if (kind != QLatin1String("database"))
            wrongField(QLatin1String("kind"));
        source.fileName = text(QLatin1String("file"));
        if (!isName(source.fileName, true) || !source.fileName.endsWith(QLatin1String(".mmdb")))
            wrongField(QLatin1String("file"));
    }

    void readUrls(DownloadSource &source)
    {
        const QJsonArray urls = m_object.value(QLatin1String("urls")).toArray();
        for (const QJsonValue &url : urls) {
            source.urls += url.toString();
            if (!isUrl(source.urls.constLast()))
                wrongField(QLatin1String("urls"));
        }
        if (urls.size() != (source.kind == DownloadSource::Kind::Exchanges ? 4 : 1))
            wrongField(QLatin1String("urls"));
        source.checksumUrl = optionalUrl(QLatin1String("checksum_url"));
        if (!source.checksumUrl.isEmpty() && source.kind == DownloadSource::Kind::Exchanges)
            wrongField(QLatin1String("checksum_url"));
    }

    void readAge(DownloadSource &source)
    {
        const QJsonValue age = m_object.value(QLatin1String("max_age_days"));
        const qint64 days = age.isUndefined() ? source.maxAgeDays : age.toInteger(0);
        if (days < 1 || days > longestAge)
            wrongField(QLatin1String("max_age_days"));
        source.maxAgeDays = static_cast<int>(days);
    }

    QString text(QLatin1String key)
    {
        const QString found = optionalText(key);
        if (found.isEmpty())
            wrongField(key);
        return found;
    }

    QString optionalText(QLatin1String key)
    {
        const QJsonValue value = m_object.value(key);
        if (!value.isUndefined() && (!value.isString() || value.toString().size() > longestText))
            wrongField(key);
        return value.toString();
    }

    QString optionalUrl(QLatin1String key)
    {
        const QString found = m_object.value(key).toString();
        if (m_object.contains(key) && !isUrl(found))
            wrongField(key);
        return found;
    }

    static bool isUrl(const QString &text)
    {
        const QUrl url = downloadUrl(text, QDate(2026, 1, 1));
        return text.size() <= longestUrl && url.isValid() && !url.host().isEmpty()
            && (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http"));
    }

    /// One that is a file name on every system, and leads nowhere else.
    static bool isName(const QString &text, bool dots)
    {
        constexpr qsizetype longest = 64;
        return !text.isEmpty() && text.size() <= longest && !text.startsWith(u'.') && !text.startsWith(u'-')
            && std::ranges::all_of(text, [dots](QChar c) {
                   return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-'
                       || c == u'_' || (dots && c == u'.');
               });
    }

    void wrongField(QLatin1String key) { wrong(m_place + QLatin1Char('.') + key); }
    void wrong(const QString &place)
    {
        if (m_problem.isEmpty())
            m_problem = place;
    }

    QJsonObject m_object;
    QString m_place;
    QString m_problem;
};

platform::Error malformed(const QString &what)
{
    return {platform::Operation::ReadFile, platform::ErrorKind::Malformed, 0, what.toStdString()};
}

} // namespace

platform::Result<std::vector<DownloadSource>> readDownloadSources(const QByteArray &json)
{
    if (json.size() > largestList)
        return malformed(QStringLiteral("too large"));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return malformed(QStringLiteral("%1 at byte %2").arg(error.errorString()).arg(error.offset));
    if (document.object().value(QLatin1String("schema")).toString() != QLatin1String("periplus.sources/1"))
        return malformed(QStringLiteral("schema"));
    const QJsonArray entries = document.object().value(QLatin1String("sources")).toArray();
    if (entries.isEmpty() || entries.size() > mostSources)
        return malformed(QStringLiteral("sources"));
    std::vector<DownloadSource> sources;
    for (const QJsonValue &value : entries) {
        const qsizetype number = static_cast<qsizetype>(sources.size());
        Entry entry(value, number);
        const DownloadSource source = entry.read();
        if (!entry.ok())
            return malformed(entry.problem());
        const bool isTaken = std::ranges::any_of(sources, [&source](const DownloadSource &other) {
            return other.id == source.id || other.fileName.compare(source.fileName, Qt::CaseInsensitive) == 0;
        });
        if (isTaken)
            return malformed(QStringLiteral("sources[%1]: id or file twice").arg(number));
        sources.push_back(source);
    }
    return sources;
}

std::vector<DownloadSource> builtInDownloadSources()
{
    QFile file(QStringLiteral(":/data/sources.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    auto sources = readDownloadSources(file.readAll());
    return sources ? std::move(*sources) : std::vector<DownloadSource>();
}

QUrl downloadUrl(const QString &pattern, const QDate &month)
{
    QString url = pattern;
    url.replace(QLatin1String("{yyyy}"), month.toString(QStringLiteral("yyyy")));
    url.replace(QLatin1String("{MM}"), month.toString(QStringLiteral("MM")));
    return QUrl(url, QUrl::StrictMode);
}

} // namespace engine
