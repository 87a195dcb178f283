// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace app {

class Settings;

/// The line of the first start: what leaves this machine when hops are looked up, with what can be done about it.
/// Never comes back once it was answered or put away (Settings::lookupsExplained).
class LookupNote final : public QWidget {
    Q_OBJECT

public:
    explicit LookupNote(Settings &settings, QWidget *parent = nullptr);

    QPushButton *allowButton() const { return m_allow; }
    QPushButton *nothingButton() const { return m_nothing; }
    QPushButton *detailsButton() const { return m_details; }

Q_SIGNALS:
    void detailsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QPushButton *addButton(const QString &text, const QString &tip, bool flat);
    void update();

    Settings &m_settings;
    QLabel *m_text;
    QPushButton *m_allow = nullptr;
    QPushButton *m_nothing = nullptr;
    QPushButton *m_details = nullptr;
};

} // namespace app
