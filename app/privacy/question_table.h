// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace app {

/// The list of questions: new ones come on top, and what is being read stays where it is.
class QuestionTable final : public QTableView {
    Q_OBJECT

public:
    explicit QuestionTable(QWidget *parent = nullptr);
    void setEmptyText(const QString &text); ///< shown while there are no rows

    QList<int> selectedRows() const; ///< rising

protected:
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_emptyText;
};

} // namespace app
