// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialogs/databases_page.h"

#include "app/dialogs/database_list.h"
#include "app/dialogs/database_model.h"
#include "app/dialogs/download_row.h"
#include "app/dialogs/problem_label.h"
#include "app/shell/lookup_center.h"
#include "app/table/formatting.h"
#include "app/theme/theme.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QVBoxLayout>

namespace app {

DatabasesPage::DatabasesPage(Settings &settings, LookupCenter &lookups)
    : SettingsPage(tr("Databases"), Icon::Database)
    , m_settings(settings)
    , m_lookups(lookups)
    , m_model(new DatabaseModel(&engine::MmdbSet::check, this))
    , m_list(new DatabaseList(*m_model))
{
    addHeading(tr("On this machine"));
    form()->addRow(makeHint(tr("Databases tell networks and places without asking anybody. The first that knows an "
                               "address is believed.")));
    form()->addRow(m_list);
    addFiles();
    addHeading(tr("To download"));
    auto *downloads = new QWidget;
    m_downloads = new QVBoxLayout(downloads);
    m_downloads->setContentsMargins(0, 0, 0, 0);
    m_downloads->setSpacing(4);
    form()->addRow(downloads);
    form()->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
}

void DatabasesPage::addFiles()
{
    addCheck(tr("Files"), m_settings.databases, tr("Use databases and exchange prefixes on this machine"));
    addCheck(tr("System"), m_settings.systemDatabases, tr("Those in the usual folders of the system, too"));
    bind({[this] { m_model->setFiles(m_settings.databaseFiles.get()); },
        [this] { m_settings.databaseFiles.set(m_model->files()); }, [] {}}); // own lists are never thrown away
    bind({[this] { m_keep = m_settings.keepCurrent.get(); }, [this] { m_settings.keepCurrent.set(m_keep); }, [] {}});
    connect(m_model, &DatabaseModel::filesChanged, this, &SettingsPage::touched);
    connect(&m_lookups.service(), &engine::LookupService::databasesChanged, this, &DatabasesPage::showOthers);
}

void DatabasesPage::showEvent(QShowEvent *event)
{
    SettingsPage::showEvent(event);
    if (!m_rows.isEmpty())
        return;
    m_lookups.service().reloadDatabases();
    showOthers();
    connect(&m_lookups.downloads(), &engine::Downloads::sourcesChanged, this, &DatabasesPage::makeRows);
    makeRows();
}

void DatabasesPage::showOthers()
{
    m_model->setOthers(m_lookups.service().databases());
}

void DatabasesPage::makeRows()
{
    while (QLayoutItem *item = m_downloads->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_rows.clear();
    const QString problem = m_lookups.downloads().sourcesProblem();
    if (!problem.isEmpty()) {
        auto *label = new ProblemLabel;
        m_downloads->addWidget(label);
        label->setProblem(tr("Your own list of sources was not taken; correct it: %1").arg(visibleText(problem)));
    }
    for (const engine::DownloadSource &source : m_lookups.downloads().sources()) {
        auto *row = new DownloadRow(source, m_lookups);
        row->keepBox()->setChecked(m_keep.contains(source.id));
        connect(row->keepBox(), &QCheckBox::toggled, this, [this, id = source.id](bool keep) {
            m_keep.removeAll(id);
            if (keep)
                m_keep.append(id);
            Q_EMIT touched();
        });
        m_downloads->addWidget(row);
        m_rows.append(row);
    }
}

} // namespace app
