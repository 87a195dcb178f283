// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/privacy/question_model.h"

#include "app/privacy/question_text.h"
#include "app/table/formatting.h"
#include "app/table/hop_columns.h"
#include "app/text/lookup_text.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QGuiApplication>

#include <algorithm>

namespace app {
namespace {

QIcon outcomeIcon(engine::QuestionOutcome outcome)
{
    using engine::QuestionOutcome;
    switch (outcome) {
    case QuestionOutcome::Answered:
    case QuestionOutcome::Missing: // an answer as well
        return icon(Icon::StateDisc, IconTint::Ok);
    case QuestionOutcome::Failed:
        return icon(Icon::StateDiamond, IconTint::Warn);
    case QuestionOutcome::Pending:
        return icon(Icon::StateRing, IconTint::Secondary);
    case QuestionOutcome::Cancelled:
        return icon(Icon::StateCross, IconTint::Secondary);
    case QuestionOutcome::Cached:
    case QuestionOutcome::NotAllowed:
        break;
    }
    return icon(Icon::Lock, IconTint::Secondary);
}

} // namespace

QuestionModel::QuestionModel(engine::QuestionLog &log, const PrivacyOptions &options, QObject *parent)
    : QAbstractTableModel(parent)
    , m_log(&log)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(options.refresh);
    connect(&m_timer, &QTimer::timeout, this, &QuestionModel::sync);
    connect(&log, &engine::QuestionLog::added, this, &QuestionModel::schedule);
    connect(&log, &engine::QuestionLog::removedFirst, this, &QuestionModel::schedule);
    connect(&log, &engine::QuestionLog::updated, this, &QuestionModel::noteUpdate);
    connect(&log, &engine::QuestionLog::cleared, this, &QuestionModel::schedule);
}

void QuestionModel::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    m_timer.stop();
    m_updated.clear();
    m_missed = true;
    if (active)
        sync();
}

void QuestionModel::schedule()
{
    if (m_active && !m_timer.isActive())
        m_timer.start();
}

void QuestionModel::noteUpdate(int row)
{
    if (!m_active)
        return;
    m_updated.push_back(m_log->questions()[static_cast<std::size_t>(row)].id);
    schedule();
}

void QuestionModel::sync()
{
    if (!m_log || !m_active)
        return;
    removeForgotten();
    updateOutcomes();
    addNew();
    m_updated.clear();
    m_missed = false;
}

void QuestionModel::removeForgotten()
{
    const auto &log = m_log->questions();
    const auto kept = log.empty() ? m_questions.end()
                                  : std::ranges::lower_bound(m_questions, log.front().id, {}, &engine::Question::id);
    const auto count = static_cast<int>(kept - m_questions.begin());
    if (count == 0)
        return;
    const int rows = static_cast<int>(m_questions.size());
    beginRemoveRows({}, rows - count, rows - 1);
    m_questions.erase(m_questions.begin(), kept);
    endRemoveRows();
}

void QuestionModel::updateOutcomes()
{
    const auto &log = m_log->questions();
    std::size_t first = m_questions.size();
    std::size_t last = 0;
    const auto compare = [&](std::size_t position) {
        // Both begin with the same question, and ids rise without gaps but for the end.
        const engine::QuestionOutcome now = log[position].outcome;
        if (m_questions[position].outcome == now)
            return;
        m_questions[position].outcome = now;
        first = std::min(first, position);
        last = std::max(last, position);
    };
    if (m_missed) {
        for (std::size_t i = 0; i < m_questions.size(); ++i)
            compare(i);
    } else {
        for (const quint64 id : m_updated) {
            const auto found = std::ranges::lower_bound(m_questions, id, {}, &engine::Question::id);
            if (found != m_questions.end() && found->id == id)
                compare(static_cast<std::size_t>(found - m_questions.begin()));
        }
    }
    if (first <= last && first < m_questions.size())
        Q_EMIT dataChanged(index(rowAt(last), 0), index(rowAt(first), ColumnCount - 1));
}

void QuestionModel::addNew()
{
    const auto &log = m_log->questions();
    const std::size_t had = m_questions.size();
    if (log.size() == had)
        return;
    beginInsertRows({}, 0, static_cast<int>(log.size() - had) - 1);
    m_questions.insert(m_questions.end(), log.begin() + static_cast<std::ptrdiff_t>(had), log.end());
    endInsertRows();
}

const engine::Question &QuestionModel::question(int row) const
{
    return m_questions[m_questions.size() - 1 - static_cast<std::size_t>(row)];
}

int QuestionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_questions.size());
}

int QuestionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant QuestionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const engine::Question &asked = question(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return questionCell(asked, index.column());
    case Qt::ToolTipRole:
        return index.column() == TimeColumn
            ? plainToolTip(QLocale().toString(asked.at.toLocalTime(), QLocale::LongFormat))
            : plainToolTip(questionCell(asked, index.column()));
    case Qt::DecorationRole:
        return index.column() == OutcomeColumn ? QVariant(outcomeIcon(asked.outcome)) : QVariant();
    case Qt::ForegroundRole: // what stayed here steps back; it says so in words as well
        return leftMachine(asked.outcome) && index.column() != ReasonColumn
            ? QVariant()
            : QVariant(Theme::of(QGuiApplication::palette()).text2);
    default:
        return {};
    }
}

QVariant QuestionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, ColumnCount> titles{
        tr("Time"), tr("Question"), tr("About"), tr("To"), tr("Why"), tr("Outcome")};
    return titles[static_cast<std::size_t>(section)];
}

} // namespace app
