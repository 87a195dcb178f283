// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialogs/server_box.h"

#include "app/dialogs/problem_label.h"
#include "app/theme/theme.h"

#include <QEvent>
#include <QVBoxLayout>

namespace app {
namespace {

constexpr int lines = 3;

}

ServerBox::ServerBox(const QString &name, const QString &placeholder, Check check, QWidget *parent)
    : QWidget(parent)
    , m_check(std::move(check))
    , m_edit(new QPlainTextEdit(this))
    , m_problem(new ProblemLabel(this))
{
    m_edit->setAccessibleName(name);
    m_edit->setPlaceholderText(placeholder);
    m_edit->setTabChangesFocus(true);
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setFixedHeight(lines * m_edit->fontMetrics().lineSpacing() + scaled(14, fontMetrics()));
    m_edit->setFixedWidth(scaled(400, fontMetrics()));
    m_problem->setFixedWidth(scaled(400, fontMetrics()));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_edit);
    column->addWidget(m_problem);
    setFocusProxy(m_edit);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        this->check();
        Q_EMIT changed();
    });
    this->check();
}

QStringList ServerBox::servers() const
{
    QStringList result;
    const auto all = m_edit->toPlainText().split(QLatin1Char('\n'));
    for (const QString &line : all)
        if (!line.trimmed().isEmpty())
            result.append(line.trimmed());
    return result;
}

void ServerBox::setServers(const QStringList &servers)
{
    m_edit->setPlainText(servers.join(QLatin1Char('\n')));
}

void ServerBox::setRequired(const QString &sentence)
{
    m_required = sentence;
    check();
}

QString ServerBox::problem() const
{
    return m_problem->text();
}

void ServerBox::check()
{
    QString problem;
    const QStringList all = servers();
    if (all.isEmpty())
        problem = m_required;
    for (const QString &line : all)
        if (problem.isEmpty())
            problem = m_check(line);
    m_edit->setAccessibleDescription(problem);
    m_problem->setProblem(isEnabled() ? problem : QString());
}

void ServerBox::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::EnabledChange)
        check();
}

} // namespace app
