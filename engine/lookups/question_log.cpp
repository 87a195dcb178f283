// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/question_log.h"

#include <algorithm>

namespace engine {

namespace {

bool leaves(QuestionOutcome outcome)
{
    return outcome != QuestionOutcome::Cached && outcome != QuestionOutcome::NotAllowed;
}

} // namespace

QuestionLog::QuestionLog(std::size_t limit, QObject *parent)
    : QObject(parent)
    , m_limit(std::max<std::size_t>(limit, 1))
{
}

quint64 QuestionLog::add(Question question)
{
    if (m_questions.size() >= m_limit) {
        const std::size_t surplus = m_questions.size() - m_limit + 1;
        Q_EMIT aboutToRemoveFirst(static_cast<int>(surplus));
        m_questions.erase(m_questions.begin(), m_questions.begin() + static_cast<std::ptrdiff_t>(surplus));
        Q_EMIT removedFirst();
    }
    question.id = ++m_next;
    if (!question.at.isValid())
        question.at = QDateTime::currentDateTimeUtc();
    if (leaves(question.outcome))
        ++m_left;
    Q_EMIT aboutToAdd();
    m_questions.push_back(std::move(question));
    Q_EMIT added();
    return m_next;
}

void QuestionLog::setOutcome(quint64 id, QuestionOutcome outcome)
{
    const auto found = std::ranges::lower_bound(m_questions, id, {}, &Question::id);
    if (found == m_questions.end() || found->id != id || found->outcome == outcome)
        return;
    found->outcome = outcome;
    Q_EMIT updated(static_cast<int>(found - m_questions.begin()));
}

void QuestionLog::clear()
{
    m_questions.clear();
    Q_EMIT cleared();
}

} // namespace engine
