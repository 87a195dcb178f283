// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialogs/database_list.h"

#include "app/dialogs/database_model.h"
#include "app/dialogs/problem_label.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {
namespace {

/// Two lines: name and type; what it knows or why it is not used.
class DatabaseDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, scaled(44, option.fontMetrics)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const override
    {
        QStyleOptionViewItem option = given;
        option.text.clear();
        const QWidget *widget = option.widget;
        widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, widget);
        const Theme &theme = Theme::of(option.palette);
        const bool refused = index.data(DatabaseModel::RefusedRole).toBool();
        const int side = 14;
        const QRect all = option.rect.adjusted(10, 5, -10, -5);
        const QRect sign(all.left(), all.top() + (all.height() / 2 - side) / 2, side, side);
        paintIcon(*painter, refused ? Icon::Warning : Icon::Database, sign, refused ? theme.warn : theme.text2);
        QRect line(all.left() + side + 8, all.top(), all.width() - side - 8, all.height() / 2);
        QFont name = option.font;
        name.setWeight(QFont::Medium);
        const QString type = index.data(DatabaseModel::TypeRole).toString();
        const int typeWidth = qMin(line.width() / 2, option.fontMetrics.horizontalAdvance(type));
        painter->setFont(option.font);
        painter->setPen(theme.text2);
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter,
            option.fontMetrics.elidedText(type, Qt::ElideRight, line.width() / 2));
        draw(*painter, line.adjusted(0, 0, -typeWidth - 12, 0), name, theme.text, index.data().toString());
        QFont small = option.font;
        small.setPixelSize(qMax(9, QFontInfo(small).pixelSize() - 1));
        line.translate(0, line.height());
        draw(*painter, line, small, refused ? theme.warn : theme.text2,
            index.data(DatabaseModel::DetailRole).toString());
        if (option.state.testFlag(QStyle::State_HasFocus))
            widget->style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, painter, widget);
    }

private:
    static void draw(QPainter &painter, const QRect &rect, const QFont &font, const QColor &ink, const QString &text)
    {
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(
            rect, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width()));
    }
};

QStringList filesIn(const QMimeData &data)
{
    QStringList files;
    const auto urls = data.urls();
    for (const QUrl &url : urls)
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    return files;
}

QToolButton *iconButton(Icon which, const QString &name, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setProperty("framed", true);
    button->setIcon(icon(which));
    button->setAccessibleName(name);
    button->setToolTip(tip);
    return button;
}

} // namespace

DatabaseList::DatabaseList(DatabaseModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_view(new QListView(this))
    , m_empty(new QLabel(tr("No database yet. Drop MMDB files here, or get one below."), m_view->viewport()))
    , m_problem(new ProblemLabel(this))
{
    setAcceptDrops(true);
    m_view->setModel(&model);
    m_view->setItemDelegate(new DatabaseDelegate(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setAccessibleName(tr("Databases, the most believed first"));
    m_view->setMinimumHeight(scaled(44 * 3 + 4, fontMetrics()));
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    auto *place = new QVBoxLayout(m_view->viewport());
    place->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_view);
    column->addWidget(makeButtons());
    column->addWidget(m_problem);
    connect(&model, &DatabaseModel::refused, this, &DatabaseList::addProblem);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &DatabaseList::updateButtons);
    connect(&model, &DatabaseModel::filesChanged, this, &DatabaseList::updateButtons);
    connect(&model, &DatabaseModel::modelReset, this, &DatabaseList::updateButtons);
    connect(&model, &DatabaseModel::rowsInserted, this, &DatabaseList::updateButtons);
    updateButtons();
}

QWidget *DatabaseList::makeButtons()
{
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto *add = new QPushButton(icon(Icon::Add), tr("Add files…"), line);
    add->setAutoDefault(false);
    add->setToolTip(tr("Use more databases; files can be dropped here, too"));
    m_up = iconButton(Icon::ArrowUp, tr("Believe more"), tr("Believe this database more than the one above"), line);
    m_down = iconButton(Icon::ArrowDown, tr("Believe less"), tr("Believe this database less than the one below"), line);
    m_remove = iconButton(Icon::Remove, tr("Remove"), tr("Take it from the list; the file stays where it is"), line);
    connect(add, &QPushButton::clicked, this, &DatabaseList::chooseFiles);
    connect(m_up, &QToolButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { move(1); });
    connect(m_remove, &QToolButton::clicked, this, [this] { m_model.remove(m_view->currentIndex().row()); });
    row->addWidget(add);
    row->addStretch();
    for (QToolButton *button : {m_up, m_down, m_remove})
        row->addWidget(button);
    return line;
}

void DatabaseList::updateButtons()
{
    m_empty->setVisible(m_model.rowCount() == 0);
    const int row = m_view->currentIndex().row();
    m_remove->setEnabled(m_model.isOwn(row));
    m_up->setEnabled(m_model.isOwn(row) && row > 0);
    m_down->setEnabled(m_model.isOwn(row) && m_model.isOwn(row + 1));
}

void DatabaseList::move(int by)
{
    const int row = m_view->currentIndex().row();
    m_model.move(row, by);
    updateButtons();
}

void DatabaseList::chooseFiles()
{
    add(QFileDialog::getOpenFileNames(
        this, tr("Add databases"), {}, tr("Databases in MaxMind's format (*.mmdb);;All files (*)")));
}

void DatabaseList::add(const QStringList &paths)
{
    if (paths.isEmpty())
        return;
    m_refused.clear();
    m_problem->setProblem({});
    m_model.add(paths);
}

void DatabaseList::addProblem(const QString &sentence)
{
    m_refused.append(sentence);
    m_problem->setProblem(m_refused.join(QLatin1Char('\n')));
}

QString DatabaseList::problem() const
{
    return m_problem->text();
}

void DatabaseList::dragEnterEvent(QDragEnterEvent *event)
{
    if (!filesIn(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void DatabaseList::dropEvent(QDropEvent *event)
{
    add(filesIn(*event->mimeData()));
    event->acceptProposedAction();
}

} // namespace app
