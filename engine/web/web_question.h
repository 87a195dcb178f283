// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/question_log.h"
#include "engine/web/http_fetch.h"

#include <map>

namespace engine {

/// A question to a web server as the privacy list shows it. Passwords in addresses are left out.
Question webQuestion(QuestionKind kind, const QUrl &url, const QString &subject);
QuestionOutcome outcomeOf(const HttpResult &result);

/// Keeps the list up to date about questions that another thread asks under numbers of its own. GUI (main) thread.
class QuestionRelay final {
public:
    explicit QuestionRelay(QuestionLog &log)
        : m_log(log)
    {
    }
    QuestionRelay(const QuestionRelay &) = delete;
    QuestionRelay &operator=(const QuestionRelay &) = delete;
    ~QuestionRelay(); ///< what is still pending was cancelled

    void asked(quint64 number, const Question &question);
    void settled(quint64 number, QuestionOutcome outcome);

private:
    QuestionLog &m_log;
    std::map<quint64, quint64> m_pending; ///< number to that of the log
};

} // namespace engine
