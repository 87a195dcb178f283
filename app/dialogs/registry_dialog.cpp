// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialogs/registry_dialog.h"

#include "app/dialogs/problem_label.h"
#include "app/pathview/hop_details_parts.h"
#include "app/shell/lookup_center.h"
#include "app/table/formatting.h"
#include "app/text/lookup_text.h"
#include "app/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace app {

std::vector<HopSummary::Fact> registryFields(const engine::RegistryRecord &record)
{
    std::vector<HopSummary::Fact> fields;
    const auto add = [&fields](const QString &label, const QString &value) {
        if (!value.isEmpty())
            fields.push_back({label, visibleText(value), {}});
    };
    const auto tr = [](const char *text) { return RegistryDialog::tr(text); };
    const QString separator = QStringLiteral(", ");
    add(tr("Network"), record.name);
    add(tr("Range"), record.range);
    add(tr("Prefixes"), record.prefixes.join(separator));
    add(tr("Handle"), record.handle);
    add(tr("Type"), record.type);
    add(tr("Country"), record.country);
    add(tr("Part of"), record.parent);
    add(tr("Status"), record.status.join(separator));
    add(tr("Registered"), record.registered);
    add(tr("Changed"), record.changed);
    for (const auto &contact : record.contacts) {
        QStringList parts{contact.name};
        parts += contact.emails;
        parts += contact.phones;
        parts.append(contact.address);
        parts.removeAll(QString());
        add(contact.role.isEmpty() ? tr("Contact") : tr("Contact: %1").arg(visibleText(contact.role)),
            parts.join(separator));
    }
    for (const QString &remark : record.remarks)
        add(tr("Remark"), remark);
    add(tr("Answered by"), record.source);
    if (record.asOf.isValid())
        add(tr("At"), QLocale().toString(record.asOf.toLocalTime(), QLocale::ShortFormat));
    return fields;
}

RegistryDialog::RegistryDialog(LookupCenter &lookups, const platform::IpAddress &address, QWidget *parent)
    : QDialog(parent)
    , m_lookups(lookups)
    , m_address(address)
    , m_state(makeTextLabel(this, true))
    , m_problem(new ProblemLabel(this))
    , m_list(new FactList(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_again(new QPushButton(tr("Ask again"), this))
    , m_copy(new QPushButton(tr("Copy"), this))
{
    const QString shown = formatAddress(address);
    setWindowTitle(tr("Registry: %1").arg(shown));
    QLabel *title = makeTextLabel(this, false);
    title->setText(shown);
    QFont large = title->font();
    large.setPixelSize(QFontInfo(large).pixelSize() + 5);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_state->setAccessibleName(tr("State"));
    auto *inner = new QWidget;
    auto *rows = new QVBoxLayout(inner);
    rows->setContentsMargins(0, 0, 8, 0);
    rows->addWidget(m_list);
    rows->addStretch();
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(inner);
    area->setAccessibleName(tr("What the registry says"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(8);
    for (QWidget *part : std::initializer_list<QWidget *>{title, m_state, m_problem})
        column->addWidget(part);
    column->addWidget(area, 1);
    auto *buttons = new QHBoxLayout;
    makeButtons(*buttons);
    column->addLayout(buttons);
    resize(scaled(520, fontMetrics()), scaled(440, fontMetrics()));
    connect(&m_lookups, &LookupCenter::optionsChanged, this, [this] {
        if (m_asking && !m_lookups.options().mayAskRegistry())
            cancel(tr("Cancelled: registries have been switched off."));
    });
    ask();
}

void RegistryDialog::makeButtons(QHBoxLayout &row)
{
    auto *close = new QPushButton(tr("Close"), this);
    for (QPushButton *button : {m_cancel, m_again, m_copy, close})
        button->setAutoDefault(button == close);
    close->setDefault(true);
    m_copy->setToolTip(tr("Copy all fields as text"));
    row.addWidget(m_copy);
    row.addStretch();
    row.addWidget(m_cancel);
    row.addWidget(m_again);
    row.addWidget(close);
    connect(m_cancel, &QPushButton::clicked, this, [this] { cancel(tr("Cancelled.")); });
    connect(m_again, &QPushButton::clicked, this, &RegistryDialog::ask);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(close, &QPushButton::clicked, this, &QDialog::close);
}

void RegistryDialog::setAsking(bool asking)
{
    m_asking = asking;
    m_cancel->setVisible(asking);
    m_again->setVisible(!asking && m_fields.empty());
    m_copy->setEnabled(!m_fields.empty());
    m_copy->setToolTip(m_fields.empty() ? tr("There is nothing to copy yet") : tr("Copy all fields as text"));
}

void RegistryDialog::ask()
{
    m_problem->setProblem({});
    m_state->setText(tr("Asking which registry is responsible, and then that registry…"));
    setAsking(true);
    m_lookups.registry().ask(
        m_address, m_lookups.options(), this, [this](const engine::RegistryLookup::Answer &answer) { take(answer); });
}

void RegistryDialog::cancel(const QString &state)
{
    m_lookups.registry().cancel(this);
    m_state->setText(state);
    setAsking(false);
}

void RegistryDialog::take(const engine::RegistryLookup::Answer &answer)
{
    m_fields = answer.record ? registryFields(*answer.record) : std::vector<HopSummary::Fact>();
    m_list->setFacts(m_fields);
    m_state->setText(answer.record ? tr("What the registry says, as it says it.") : tr("There is no answer."));
    m_problem->setProblem(registryProblemText(answer));
    m_problem->setToolTip(visibleText(answer.failure.detail));
    setAsking(false);
}

QString RegistryDialog::problem() const
{
    return m_problem->text();
}

QString RegistryDialog::text() const
{
    QString result;
    for (const auto &field : m_fields)
        result += QStringLiteral("%1: %2\n").arg(field.label, field.value);
    return result;
}

} // namespace app
