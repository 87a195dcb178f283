// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/web/registry_list.h"
#include "engine/web/registry_lookup.h"

#include <map>
#include <memory>

namespace engine {

/// What RegistryLookup does, on the look-ups thread: keeps the lists of responsible servers for a day, asks, reads.
class RegistryWorker final : public QObject {
    Q_OBJECT

public:
    /// `number` is the asker's; answered() brings it back, unless it is cancelled.
    void ask(quint64 number, const platform::IpAddress &address, const LookupOptions &options);
    void cancel(quint64 number);

Q_SIGNALS:
    void answered(quint64 number, const engine::RegistryLookup::Answer &answer);
    void asked(quint64 question, const engine::Question &about, quint64 number);
    void settled(quint64 question, engine::QuestionOutcome outcome);

private:
    struct Pending {
        platform::IpAddress address;
        quint64 transfer = 0; ///< under way for it alone; 0: waits for the list
    };
    struct List {
        QString url; ///< where it is from
        std::optional<RegistryList> servers;
        QDateTime asOf;
        quint64 transfer = 0; ///< under way; 0: none
    };
    struct Open { ///< a transfer's question
        quint64 question = 0;
        quint64 number = 0;
        platform::IpAddress address;
    };

    using Take = void (RegistryWorker::*)(const Open &open, const HttpResult &result);

    void setOptions(const LookupOptions &options);
    List &listOf(const platform::IpAddress &address);
    QString listUrl(platform::Family family) const;
    bool isFresh(const List &list, platform::Family family) const;
    quint64 get(const QUrl &url, const QByteArray &accept, quint64 number, Take take);
    void logQuestion(Open &open, const QUrl &url);
    void takeList(const Open &open, const HttpResult &result);
    void askRegistry(quint64 number);
    void takeAnswer(const Open &open, const HttpResult &result);
    void answer(quint64 number, RegistryProblem problem, const HttpResult &failure = {});

    LookupOptions m_options;
    std::unique_ptr<HttpFetch> m_fetch;
    List m_list4;
    List m_list6;
    std::map<quint64, Pending> m_pending;
    std::map<quint64, Open> m_open; ///< by transfer
    std::map<QString, QDateTime> m_notBefore; ///< hosts that want to be left alone until then
    quint64 m_questions = 0;
};

} // namespace engine
