// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

#include <functional>

namespace app {

class ProblemLabel;

/// A list of servers, one on each line, with a sentence below while a line makes no sense.
class ServerBox final : public QWidget {
    Q_OBJECT

public:
    /// The sentence that says what is wrong with a line; "" for a good one. Empty lines are never asked about.
    using Check = std::function<QString(const QString &line)>;

    ServerBox(const QString &name, const QString &placeholder, Check check, QWidget *parent = nullptr);

    QStringList servers() const; ///< lines that are not empty, trimmed
    void setServers(const QStringList &servers);
    QPlainTextEdit *edit() const { return m_edit; }
    QString problem() const; ///< "" when it is off or every line makes sense
    void setRequired(const QString &sentence); ///< said when there is no line at all

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void check();

    Check m_check;
    QPlainTextEdit *m_edit;
    ProblemLabel *m_problem;
    QString m_required;
};

} // namespace app
