// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/web_question.h"

namespace engine {

Question webQuestion(QuestionKind kind, const QUrl &url, const QString &subject)
{
    Question question;
    question.kind = kind;
    question.what = url.toString(QUrl::RemovePassword);
    question.subject = subject;
    question.server = url.host();
    return question;
}

QuestionOutcome outcomeOf(const HttpResult &result)
{
    constexpr int notFound = 404;
    if (result.ok())
        return QuestionOutcome::Answered;
    if (result.problem == HttpProblem::Cancelled)
        return QuestionOutcome::Cancelled;
    return result.status == notFound ? QuestionOutcome::Missing : QuestionOutcome::Failed;
}

QuestionRelay::~QuestionRelay()
{
    for (const auto &[number, id] : m_pending)
        m_log.setOutcome(id, QuestionOutcome::Cancelled);
}

void QuestionRelay::asked(quint64 number, const Question &question)
{
    m_pending[number] = m_log.add(question);
}

void QuestionRelay::settled(quint64 number, QuestionOutcome outcome)
{
    const auto found = m_pending.find(number);
    if (found == m_pending.end())
        return;
    m_log.setOutcome(found->second, outcome);
    m_pending.erase(found);
}

} // namespace engine
