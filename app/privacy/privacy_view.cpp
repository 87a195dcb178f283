// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/privacy/privacy_view.h"

#include "app/privacy/question_filter.h"
#include "app/privacy/question_model.h"
#include "app/privacy/question_table.h"
#include "app/privacy/question_text.h"
#include "app/shell/export_commands.h"
#include "app/table/formatting.h"
#include "app/table/hop_columns.h"
#include "app/text/lookup_text.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace app {
namespace {

constexpr int allKinds = -1;
constexpr int onlyLeft = -2;
constexpr auto lastKind = engine::QuestionKind::ExchangeDownload;
constexpr std::array<int, QuestionModel::ColumnCount> widths{72, 310, 150, 180, 270, 160};

QToolButton *compactButton(const QString &text, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setProperty("compact", true);
    button->setProperty("framed", true);
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    return button;
}

} // namespace

PrivacyView::PrivacyView(engine::QuestionLog &log, QAction *nothingLeaves, QWidget *parent)
    : QWidget(parent)
    , m_log(log)
    , m_model(new QuestionModel(log, {}, this))
    , m_filter(new QuestionFilter(*m_model, this))
    , m_table(new QuestionTable(this))
    , m_bar(new QWidget(this))
    , m_kinds(new QComboBox(m_bar))
    , m_search(new QLineEdit(m_bar))
    , m_counter(new QLabel(m_bar))
    , m_saved(new QLabel(m_bar))
{
    makeBar(nothingLeaves);
    makeTable();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_table, 1);
    setFocusProxy(m_table);
    connect(nothingLeaves, &QAction::toggled, this, &PrivacyView::updateEmptyText);
    updateEmptyText(nothingLeaves->isChecked());
    for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, change, this, &PrivacyView::updateCounter);
    updateCounter();
}

void PrivacyView::makeBar(QAction *nothingLeaves)
{
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(12, 4, 8, 4);
    row->setSpacing(8);
    m_counter->setTextFormat(Qt::PlainText);
    m_counter->setAccessibleName(tr("Questions that left this machine"));
    m_saved->setTextFormat(Qt::PlainText);
    m_saved->setForegroundRole(QPalette::PlaceholderText);
    m_saved->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    m_kinds->setProperty("compact", true);
    m_kinds->setAccessibleName(tr("Which questions"));
    m_kinds->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_kinds->setMinimumContentsLength(14);
    m_kinds->addItem(tr("All questions"), allKinds);
    m_kinds->addItem(tr("Those that left this machine"), onlyLeft);
    m_kinds->insertSeparator(m_kinds->count());
    for (int kind = 0; kind <= static_cast<int>(lastKind); ++kind)
        m_kinds->addItem(questionKindText(static_cast<engine::QuestionKind>(kind)), kind);
    connect(m_kinds, &QComboBox::currentIndexChanged, this, &PrivacyView::chooseKind);

    m_search->setProperty("compact", true);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search in the questions"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(Icon::Search, IconTint::Secondary), QLineEdit::LeadingPosition);
    m_search->setMinimumWidth(scaled(90, fontMetrics()));
    m_search->setMaximumWidth(scaled(190, fontMetrics()));
    connect(m_search, &QLineEdit::textChanged, m_filter, &QuestionFilter::setText);

    QToolButton *nothing = compactButton(nothingLeaves->iconText(), nothingLeaves->toolTip(), m_bar);
    nothing->setDefaultAction(nothingLeaves);
    nothing->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    QToolButton *clear = compactButton(tr("Clear"), tr("Forget the list; what was asked was asked"), m_bar);
    connect(clear, &QToolButton::clicked, this, [this] { m_log.clear(); });
    QToolButton *settings = compactButton({}, tr("Choose what may be asked"), m_bar);
    settings->setAccessibleName(tr("Look-ups and privacy settings"));
    settings->setIcon(icon(Icon::General));
    connect(settings, &QToolButton::clicked, this, &PrivacyView::settingsRequested);

    row->addWidget(m_counter);
    row->addWidget(m_saved, 1);
    for (QWidget *control : std::initializer_list<QWidget *>{m_kinds, m_search, nothing, makeExport(), clear, settings})
        row->addWidget(control);
}

QToolButton *PrivacyView::makeExport()
{
    QToolButton *button = compactButton(tr("Export"), tr("Copy or save the selected questions, or all"), m_bar);
    button->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(button);
    QAction *copy = menu->addAction(tr("Copy as te&xt"), this, &PrivacyView::copyText);
    menu->addAction(tr("Copy as &CSV"), this, &PrivacyView::copyCsv);
    menu->addSeparator();
    menu->addAction(tr("&Save…"), this, &PrivacyView::chooseFile);
    button->setMenu(menu);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    return button;
}

void PrivacyView::makeTable()
{
    m_table->setModel(m_filter);
    m_table->setAccessibleName(tr("Questions to others"));
    for (int column = 0; column < QuestionModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, scaled(widths[static_cast<std::size_t>(column)], fontMetrics()));
}

void PrivacyView::chooseKind()
{
    const int chosen = m_kinds->currentData().toInt();
    m_filter->setOnlyLeft(chosen == onlyLeft);
    m_filter->setKind(chosen >= 0 ? std::optional(static_cast<engine::QuestionKind>(chosen)) : std::nullopt);
}

QString PrivacyView::counterText() const
{
    return m_counter->text();
}

void PrivacyView::updateCounter()
{
    const auto left = m_log.left();
    m_counter->setText(left == 0 ? tr("No question left this machine")
            : left == 1          ? tr("1 question left this machine")
                                 : tr("%1 questions left this machine").arg(formatCount(left)));
}

void PrivacyView::updateEmptyText(bool nothingLeaves)
{
    m_table->setEmptyText(nothingLeaves
            ? tr("Nothing leaves this machine but the probes of traces.")
            : tr("Nothing was asked of anybody yet. Questions about names and networks will be listed here."));
}

std::vector<engine::Question> PrivacyView::chosen() const
{
    QList<int> rows = m_table->selectedRows();
    if (rows.isEmpty())
        for (int row = 0; row < m_filter->rowCount(); ++row)
            rows.append(row);
    std::vector<engine::Question> result;
    for (auto row = rows.crbegin(); row != rows.crend(); ++row)
        result.push_back(m_filter->question(*row));
    return result;
}

void PrivacyView::copyText() const
{
    QGuiApplication::clipboard()->setText(questionsText(chosen()));
}

void PrivacyView::copyCsv() const
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(questionsCsv(chosen())));
}

QString PrivacyView::save(const QString &path) const
{
    const bool text = path.endsWith(QLatin1String(".txt"), Qt::CaseInsensitive);
    return writeFile(path, text ? questionsText(chosen()).toUtf8() : questionsCsv(chosen()));
}

void PrivacyView::chooseFile()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the questions"),
        QStringLiteral("periplus-questions.csv"), tr("CSV files (*.csv);;Text files (*.txt)"));
    if (path.isEmpty())
        return;
    const QString problem = save(path);
    m_saved->setText(problem.isEmpty() ? tr("Saved.") : tr("Not saved: %1").arg(visibleText(problem)));
    m_saved->setToolTip(plainToolTip(problem.isEmpty() ? path : problem));
}

void PrivacyView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->setActive(true);
    updateCounter();
}

void PrivacyView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_model->setActive(false);
}

} // namespace app
