// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/privacy/privacy_options.h"
#include "engine/lookups/question_log.h"

#include <QAbstractTableModel>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <vector>

namespace app {

/// The questions of a QuestionLog as rows, newest first. Follows the log in batches, and only while it is active: rows
/// are a copy of the log as it was at the last batch. Never reset. GUI thread.
class QuestionModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { TimeColumn, QuestionColumn, AboutColumn, ServerColumn, ReasonColumn, OutcomeColumn, ColumnCount };

    explicit QuestionModel(engine::QuestionLog &log, const PrivacyOptions &options = {}, QObject *parent = nullptr);

    void setActive(bool active); ///< takes over at once what was missed
    bool isActive() const { return m_active; }
    const engine::Question &question(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void schedule();
    void noteUpdate(int row);
    void sync();
    void removeForgotten();
    void updateOutcomes();
    void addNew();
    int rowAt(std::size_t position) const { return static_cast<int>(m_questions.size() - 1 - position); }

    QPointer<engine::QuestionLog> m_log;
    std::deque<engine::Question> m_questions; ///< oldest first, ids rising
    std::vector<quint64> m_updated; ///< ids whose outcome may be another one
    bool m_missed = true; ///< while it was not active
    bool m_active = false;
    QTimer m_timer;
};

} // namespace app
