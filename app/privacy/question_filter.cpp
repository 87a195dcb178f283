// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/privacy/question_filter.h"

#include "app/privacy/question_model.h"
#include "app/text/lookup_text.h"

namespace app {

QuestionFilter::QuestionFilter(QuestionModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
}

void QuestionFilter::setKind(std::optional<engine::QuestionKind> kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    invalidateFilter();
}

void QuestionFilter::setOnlyLeft(bool only)
{
    if (only == m_onlyLeft)
        return;
    m_onlyLeft = only;
    invalidateFilter();
}

void QuestionFilter::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    invalidateFilter();
}

const engine::Question &QuestionFilter::question(int row) const
{
    return m_model.question(mapToSource(index(row, 0)).row());
}

bool QuestionFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const engine::Question &question = m_model.question(row);
    if (m_kind && question.kind != *m_kind)
        return false;
    if (m_onlyLeft && !leftMachine(question.outcome))
        return false;
    return m_text.isEmpty() || question.what.contains(m_text, Qt::CaseInsensitive)
        || question.subject.contains(m_text, Qt::CaseInsensitive)
        || question.server.contains(m_text, Qt::CaseInsensitive);
}

} // namespace app
