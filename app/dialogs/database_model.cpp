// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialogs/database_model.h"

#include "app/table/formatting.h"
#include "app/table/hop_columns.h"
#include "app/text/error_text.h"
#include "app/text/lookup_text.h"

#include <QFileInfo>
#include <QFuture>
#include <QLocale>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <memory>

namespace app {

DatabaseModel::DatabaseModel(Check check, QObject *parent)
    : QAbstractListModel(parent)
    , m_check(std::move(check))
{
}

void DatabaseModel::check(const QString &path, std::function<void(const engine::MmdbInfo &)> then)
{
    const auto promise = std::make_shared<QPromise<engine::MmdbInfo>>();
    ++m_checking;
    promise->future().then(this, [this, then = std::move(then)](const engine::MmdbInfo &info) {
        --m_checking;
        then(info);
    });
    QThreadPool::globalInstance()->start([promise, path, look = m_check] {
        promise->start();
        promise->addResult(look(path));
        promise->finish();
    });
}

void DatabaseModel::setFiles(const QStringList &files)
{
    beginResetModel();
    m_entries.erase(m_entries.begin(), m_entries.begin() + static_cast<std::ptrdiff_t>(m_own));
    m_own = 0;
    for (const QString &file : files) {
        Entry entry;
        entry.info.path = file;
        m_entries.insert(m_entries.begin() + static_cast<std::ptrdiff_t>(m_own++), entry);
    }
    endResetModel();
    for (const QString &file : files) {
        check(file, [this, file](const engine::MmdbInfo &info) {
            const int row = rowOf(file);
            if (row < 0)
                return;
            m_entries[static_cast<std::size_t>(row)] = {info, true};
            m_entries[static_cast<std::size_t>(row)].info.path = file;
            Q_EMIT dataChanged(index(row), index(row));
        });
    }
}

QStringList DatabaseModel::files() const
{
    QStringList result;
    for (std::size_t i = 0; i < m_own; ++i)
        result.append(m_entries[i].info.path);
    return result;
}

void DatabaseModel::setOthers(const std::vector<engine::MmdbInfo> &infos)
{
    const int first = static_cast<int>(m_own);
    if (m_entries.size() > m_own) {
        beginRemoveRows({}, first, rowCount() - 1);
        m_entries.resize(m_own);
        endRemoveRows();
    }
    std::vector<Entry> others;
    for (const engine::MmdbInfo &info : infos)
        if (rowOf(info.path) < 0)
            others.push_back({info, true});
    if (others.empty())
        return;
    beginInsertRows({}, first, first + static_cast<int>(others.size()) - 1);
    m_entries.insert(m_entries.end(), others.begin(), others.end());
    endInsertRows();
}

int DatabaseModel::rowOf(const QString &path) const
{
    for (std::size_t i = 0; i < m_own; ++i)
        if (m_entries[i].info.path == path)
            return static_cast<int>(i);
    return -1;
}

void DatabaseModel::add(const QStringList &paths)
{
    for (const QString &given : paths) {
        const QString path = QFileInfo(given).absoluteFilePath();
        check(path, [this, path](const engine::MmdbInfo &info) {
            engine::MmdbInfo found = info;
            found.path = path;
            take(found);
        });
    }
}

void DatabaseModel::take(const engine::MmdbInfo &info)
{
    const QString name = quoted(QFileInfo(info.path).fileName());
    if (info.problem != engine::MmdbProblem::None) {
        Q_EMIT refused(tr("%1 was not added: %2", "file, sentence").arg(name, mmdbProblemText(info.problem)));
        return;
    }
    if (rowOf(info.path) >= 0) {
        Q_EMIT refused(tr("%1 is in the list already.").arg(name));
        return;
    }
    const auto same = [&info](const Entry &entry) { return entry.info.path == info.path; };
    if (const auto other = std::ranges::find_if(m_entries, same); other != m_entries.end()) {
        const int row = static_cast<int>(other - m_entries.begin());
        beginRemoveRows({}, row, row);
        m_entries.erase(other);
        endRemoveRows();
    }
    const int row = static_cast<int>(m_own);
    beginInsertRows({}, row, row);
    m_entries.insert(m_entries.begin() + row, {info, true});
    ++m_own;
    endInsertRows();
    Q_EMIT filesChanged();
}

void DatabaseModel::remove(int row)
{
    if (!isOwn(row))
        return;
    beginRemoveRows({}, row, row);
    m_entries.erase(m_entries.begin() + row);
    --m_own;
    endRemoveRows();
    Q_EMIT filesChanged();
}

void DatabaseModel::move(int row, int by)
{
    const int to = row + by;
    if (by == 0 || !isOwn(row) || !isOwn(to))
        return;
    beginMoveRows({}, row, row, {}, by > 0 ? to + 1 : to);
    const Entry entry = m_entries[static_cast<std::size_t>(row)];
    m_entries.erase(m_entries.begin() + row);
    m_entries.insert(m_entries.begin() + to, entry);
    endMoveRows();
    Q_EMIT filesChanged();
}

int DatabaseModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QString DatabaseModel::detail(std::size_t row) const
{
    const Entry &entry = m_entries[row];
    if (!entry.checked)
        return tr("being checked…");
    if (entry.info.problem != engine::MmdbProblem::None)
        return tr("Not used. %1", "sentence").arg(mmdbProblemText(entry.info.problem));
    QStringList parts{mmdbContentText(entry.info)};
    if (entry.info.built.isValid())
        parts.append(tr("made %1", "a date")
                         .arg(QLocale().toString(entry.info.built.toLocalTime().date(), QLocale::ShortFormat)));
    if (!entry.info.attribution.isEmpty())
        parts.append(visibleText(entry.info.attribution));
    return parts.join(QStringLiteral(" · "));
}

QVariant DatabaseModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const Entry &entry = m_entries[row];
    const QString name = visibleText(QFileInfo(entry.info.path).fileName());
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::ToolTipRole:
        return plainToolTip(QStringLiteral("%1\n%2").arg(visibleText(entry.info.path), detail(row)));
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3").arg(name, visibleText(entry.info.type), detail(row));
    case TypeRole:
        return visibleText(entry.info.type);
    case DetailRole:
        return detail(row);
    case RefusedRole:
        return entry.checked && entry.info.problem != engine::MmdbProblem::None;
    default:
        return {};
    }
}

} // namespace app
