// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/mmdb_set.h"

#include <QAbstractListModel>

#include <functional>
#include <vector>

namespace app {

/// The MMDB files: the user's own in their order, which can be changed here, then the others that are in use. Files
/// are checked on another thread; a new one is taken only when it is good. GUI thread.
class DatabaseModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        TypeRole = Qt::UserRole, ///< as the database says it itself
        DetailRole, ///< what it knows, when it was made, whose it is; or why it is not used
        RefusedRole, ///< bool
    };
    /// Looks at a whole file; called on another thread.
    using Check = std::function<engine::MmdbInfo(const QString &path)>;

    explicit DatabaseModel(Check check = &engine::MmdbSet::check, QObject *parent = nullptr);

    void setFiles(const QStringList &files); ///< the user's
    QStringList files() const;
    void setOthers(const std::vector<engine::MmdbInfo> &infos); ///< those of `infos` that are not the user's
    bool isOwn(int row) const { return row >= 0 && row < static_cast<int>(m_own); }
    bool isChecking() const { return m_checking > 0; }

    void add(const QStringList &paths); ///< refused() for each that is not taken
    void remove(int row);
    void move(int row, int by);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void refused(const QString &sentence);
    void filesChanged(); ///< by add(), remove() or move()

private:
    struct Entry {
        engine::MmdbInfo info;
        bool checked = false;
    };

    void check(const QString &path, std::function<void(const engine::MmdbInfo &)> then);
    void take(const engine::MmdbInfo &info);
    int rowOf(const QString &path) const; ///< among the user's; -1
    QString detail(std::size_t row) const;

    Check m_check;
    std::vector<Entry> m_entries;
    std::size_t m_own = 0; ///< so many of them, at the front, are the user's
    int m_checking = 0;
};

} // namespace app
