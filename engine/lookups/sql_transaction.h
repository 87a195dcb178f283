// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>

namespace engine {

/// One transaction of SQLite that writes. It is taken back unless commit() worked; after the first failure nothing more
/// is run.
class SqlTransaction final {
public:
    explicit SqlTransaction(QSqlDatabase &database)
        : m_query(database)
    {
        m_open = run(QStringLiteral("BEGIN IMMEDIATE"));
    }
    ~SqlTransaction()
    {
        if (m_open)
            m_query.exec(QStringLiteral("ROLLBACK"));
    }
    SqlTransaction(const SqlTransaction &) = delete;
    SqlTransaction &operator=(const SqlTransaction &) = delete;

    bool run(const QString &statement) { return !m_error.isValid() && noted(m_query.exec(statement)); }
    bool prepare(const QString &statement) { return !m_error.isValid() && noted(m_query.prepare(statement)); }
    /// The prepared statement, with these values.
    template <typename... Values>
    bool runWith(const Values &...values)
    {
        if (m_error.isValid())
            return false;
        int at = 0;
        (m_query.bindValue(at++, values), ...);
        return noted(m_query.exec());
    }
    /// Invalid: everything is written. Otherwise what went wrong first.
    QSqlError commit()
    {
        if (run(QStringLiteral("COMMIT")))
            m_open = false;
        return m_error;
    }

private:
    bool noted(bool done)
    {
        if (!done)
            m_error = m_query.lastError();
        return done;
    }

    QSqlQuery m_query;
    QSqlError m_error;
    bool m_open = false;
};

} // namespace engine
