// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/question_log.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace app {

class QuestionModel;

/// The questions of one kind, those that left the machine, those with a text in them.
class QuestionFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit QuestionFilter(QuestionModel &model, QObject *parent = nullptr);

    void setKind(std::optional<engine::QuestionKind> kind);
    void setOnlyLeft(bool only);
    void setText(const QString &text); ///< in question, subject or server; case does not matter
    const engine::Question &question(int row) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QuestionModel &m_model;
    std::optional<engine::QuestionKind> m_kind;
    bool m_onlyLeft = false;
    QString m_text;
};

} // namespace app
