// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialogs/download_row.h"

#include "app/dialogs/problem_label.h"
#include "app/dialogs/settings_page.h"
#include "app/shell/lookup_center.h"
#include "app/table/formatting.h"
#include "app/text/lookup_text.h"
#include "app/theme/theme.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>

namespace app {
namespace {

using Phase = engine::DownloadState::Phase;

/// Only what a browser opens: the list of sources can be edited by anybody who can write the file.
bool isWebAddress(const QUrl &url)
{
    return url.isValid() && (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http"));
}

} // namespace

DownloadRow::DownloadRow(engine::DownloadSource source, LookupCenter &lookups, QWidget *parent)
    : QWidget(parent)
    , m_source(std::move(source))
    , m_lookups(lookups)
    , m_get(new QPushButton(this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_keep(new QCheckBox(tr("Keep current"), this))
    , m_state(makeHint({}, this))
    , m_progress(new QProgressBar(this))
    , m_problem(new ProblemLabel(this))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 4, 0, 8);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    addWords(*grid);
    addButtons(*grid);
    m_progress->setAccessibleName(tr("Progress of %1").arg(visibleText(m_source.title)));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(scaled(6, fontMetrics()));
    grid->addWidget(m_progress, 3, 0, 1, 3);
    grid->addWidget(m_problem, 4, 0, 1, 3);
    connect(&m_lookups.downloads(), &engine::Downloads::changed, this, [this](const QString &id) {
        if (id == m_source.id)
            update();
    });
    connect(&m_lookups.service(), &engine::LookupService::exchangesChanged, this, &DownloadRow::update);
    connect(&m_lookups, &LookupCenter::optionsChanged, this, &DownloadRow::update);
    update();
}

void DownloadRow::addWords(QGridLayout &grid)
{
    auto *title = new QLabel(visibleText(m_source.title), this);
    title->setTextFormat(Qt::PlainText);
    QFont font = title->font();
    font.setWeight(QFont::Medium);
    title->setFont(font);
    grid.addWidget(title, 0, 0);
    const QUrl url(m_source.licenceUrl);
    auto *licence = new QPushButton(visibleText(m_source.licence), this);
    licence->setFlat(true);
    licence->setAutoDefault(false);
    licence->setProperty("compact", true);
    licence->setAccessibleName(tr("Licence of %1: %2").arg(visibleText(m_source.title), visibleText(m_source.licence)));
    licence->setEnabled(isWebAddress(url));
    licence->setToolTip(isWebAddress(url) ? tr("Opens in the browser: %1").arg(visibleText(url.toString()))
                                          : tr("The source names no web page for its licence"));
    connect(licence, &QPushButton::clicked, this, [url] { QDesktopServices::openUrl(url); });
    auto *line = new QHBoxLayout;
    line->setSpacing(0);
    QLabel *whose = makeHint(
        tr("%1 · %2", "provider, attribution").arg(visibleText(m_source.provider), visibleText(m_source.attribution)),
        this);
    whose->setWordWrap(false);
    line->addWidget(whose);
    line->addWidget(licence);
    line->addStretch();
    grid.addLayout(line, 1, 0, 1, 3);
    m_state->setAccessibleName(tr("State of %1").arg(visibleText(m_source.title)));
    grid.addWidget(m_state, 2, 0);
}

void DownloadRow::addButtons(QGridLayout &grid)
{
    const QString title = visibleText(m_source.title);
    for (QPushButton *button : {m_get, m_remove})
        button->setAutoDefault(false);
    m_remove->setAccessibleName(tr("Remove %1").arg(title));
    m_remove->setToolTip(tr("Delete the file from this machine"));
    m_keep->setAccessibleName(tr("Keep %1 current").arg(title));
    m_keep->setToolTip(tr("Update it when it is out of date and a trace begins"));
    grid.addWidget(m_get, 0, 1);
    grid.addWidget(m_remove, 0, 2);
    grid.addWidget(m_keep, 2, 1, 1, 2, Qt::AlignRight);
    connect(m_get, &QPushButton::clicked, this, &DownloadRow::act);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_lookups.downloads().remove(m_source.id); });
}

bool DownloadRow::isBusy() const
{
    const Phase phase = m_lookups.downloads().state(m_source.id).phase;
    return phase == Phase::Waiting || phase == Phase::Transferring || phase == Phase::Checking;
}

void DownloadRow::act()
{
    if (isBusy())
        m_lookups.downloads().cancel(m_source.id);
    else
        m_lookups.downloads().start(m_source.id, m_lookups.options());
}

QString DownloadRow::stateText() const
{
    return m_state->text();
}

QString DownloadRow::problem() const
{
    return m_problem->text();
}

void DownloadRow::showProgress(const engine::DownloadState &state)
{
    m_progress->setVisible(isBusy());
    const bool measured = state.phase == Phase::Transferring && state.total > 0;
    m_progress->setRange(0, measured ? 1000 : 0);
    m_progress->setValue(measured ? static_cast<int>(state.received * 1000 / state.total) : 0);
}

void DownloadRow::update()
{
    const engine::DownloadState state = m_lookups.downloads().state(m_source.id);
    const QLocale locale;
    QString text = tr("Not on this machine.");
    if (state.have.isValid()) {
        const QString day = locale.toString(state.have.toLocalTime().date(), QLocale::ShortFormat);
        text = state.outOfDate ? tr("Here since %1, out of date.").arg(day) : tr("Here since %1.").arg(day);
        if (m_source.kind == engine::DownloadSource::Kind::Exchanges)
            if (const auto info = m_lookups.service().exchanges(); info.prefixes > 0)
                text += QLatin1Char(' ') + tr("%1 prefixes.").arg(formatCount(info.prefixes));
    }
    if (state.phase == Phase::Waiting)
        text = tr("Waiting for another transfer…");
    else if (state.phase == Phase::Transferring)
        text = state.total > 0
            ? tr("%1 of %2").arg(locale.formattedDataSize(state.received), locale.formattedDataSize(state.total))
            : tr("%1 so far").arg(locale.formattedDataSize(state.received));
    else if (state.phase == Phase::Checking)
        text = tr("Checking what arrived…");
    m_state->setText(text);
    showProgress(state);
    const bool cancelled =
        state.problem == engine::DownloadProblem::Transfer && state.transfer.problem == engine::HttpProblem::Cancelled;
    m_problem->setProblem(state.phase == Phase::Failed && !cancelled ? downloadProblemText(state) : QString());
    m_problem->setToolTip(visibleText(state.detail.isEmpty() ? state.transfer.detail : state.detail));

    const QString title = visibleText(m_source.title);
    const bool may = m_lookups.options().mayDownload();
    m_get->setText(isBusy() ? tr("Cancel") : state.have.isValid() ? tr("Update") : tr("Get"));
    m_get->setAccessibleName(QStringLiteral("%1 %2").arg(m_get->text(), title));
    m_get->setEnabled(may || isBusy());
    m_get->setToolTip(may ? tr("Asks %1").arg(QUrl(m_source.urls.value(0)).host())
                          : tr("Downloads are switched off under Look-ups and privacy"));
    m_remove->setEnabled(state.have.isValid() && !isBusy());
}

} // namespace app
