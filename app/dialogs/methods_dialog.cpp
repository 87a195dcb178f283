// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialogs/methods_dialog.h"

#include "app/shell/workspace.h"
#include "app/text/method_text.h"
#include "app/theme/icons.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

namespace app {

MethodsDialog::MethodsDialog(Workspace &workspace, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_table(new QTableWidget(0, 5, this))
    , m_text(new QLabel(this))
{
    setWindowTitle(tr("What works here"));
    m_text->setText(
        tr("The ways of sending that this user has on this system. The best one that is allowed is taken by itself."));
    m_text->setWordWrap(true);
    m_table->setHorizontalHeaderLabels(
        {tr("Protocol"), tr("Family"), tr("Way of sending"), tr("Works"), tr("Remarks")});
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAccessibleName(tr("Ways of sending"));
    m_table->setWordWrap(true);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_text);
    column->addWidget(m_table, 1);
    column->addWidget(buttons);
    resize(scaled(760, fontMetrics()), scaled(380, fontMetrics()));
    connect(&m_workspace, &Workspace::capabilitiesChanged, this, &MethodsDialog::fill);
    fill();
}

void MethodsDialog::fill()
{
    if (!m_workspace.capabilities())
        return;
    const auto &all = *m_workspace.capabilities();
    m_table->setRowCount(static_cast<int>(all.size()));
    int row = 0;
    for (const auto &one : all) {
        QStringList remarks;
        if (!one.available)
            remarks.append(methodProblemText(one));
        else if (one.kernelTimestamps)
            remarks.append(tr("Times come from the kernel."));
        const QStringList cells{protocolText(one.protocol), familyText(one.family), methodText(one.method),
            one.available ? tr("yes") : tr("no"), remarks.join(QLatin1Char(' '))};
        for (int column = 0; column < cells.size(); ++column) {
            auto *item = new QTableWidgetItem(cells[column]);
            item->setToolTip(QStringLiteral("<qt>%1</qt>").arg(cells[column].toHtmlEscaped()));
            if (column == 3)
                item->setIcon(icon(
                    one.available ? Icon::Check : Icon::Close, one.available ? IconTint::Ok : IconTint::Secondary));
            m_table->setItem(row, column, item);
        }
        ++row;
    }
    for (int column = 0; column < 4; ++column)
        m_table->resizeColumnToContents(column);
    m_table->resizeRowsToContents();
}

} // namespace app
