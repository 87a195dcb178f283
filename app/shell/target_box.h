// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ip_address.h"

#include <QComboBox>
#include <QLineEdit>

#include <vector>

class QToolButton;

namespace app {

/// "Tracing 203.0.113.9, one of 4 addresses".
QString oneOfText(const platform::IpAddress &address, std::size_t count);

/// Where a host, address or URL is typed: remembers what was traced, completes it, takes drops. Shows the address that
/// is traced behind the name while the text is the one it was resolved from.
class TargetBox final : public QComboBox {
    Q_OBJECT

public:
    explicit TargetBox(QWidget *parent = nullptr);

    void setHistory(const QStringList &targets); ///< newest first
    QString typed() const; ///< trimmed
    /// Shows a target without touching the history; `address` may be empty.
    void showTarget(const QString &text, const QString &address);
    void setAddress(const QString &address);
    /// All addresses that the shown target has: with several, a button in the box says which one of them is traced and
    /// offers the others.
    void setAddresses(const std::vector<platform::IpAddress> &all, const platform::IpAddress &traced);
    /// The text is not that of the shown target: Start means this one.
    bool edited() const;

    /// Targets in dropped or pasted text or files: one a line; comments (#) and empty lines are skipped.
    static QStringList targetsIn(const QString &text);
    static QStringList targetsIn(const QMimeData &data);

    void showPopup() override;
    void hidePopup() override;

Q_SIGNALS:
    void submitted(const QStringList &targets); ///< return key, a chosen entry or a drop
    void editedChanged();
    void addressChosen(const platform::IpAddress &address); ///< one of setAddresses()

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    class Edit;
    void showAddressMenu();
    void placeAddressButton();

    Edit *m_edit;
    QToolButton *m_addressButton;
    std::vector<platform::IpAddress> m_addresses;
    platform::IpAddress m_traced;
    QString m_shown;
    bool m_wasEdited = false;
    bool m_choosing = false; ///< the list is open, or has just been closed by a choice
};

} // namespace app
