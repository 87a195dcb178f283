// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <functional>
#include <vector>

class QFormLayout;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace app {

class Settings;
template <typename T>
class Setting;

/// The settings, one page each subject. Nothing changes before OK or Apply.
class SettingsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit SettingsDialog(Settings &settings, QWidget *parent = nullptr);

    void showPage(int index);
    int pageCount() const;

public Q_SLOTS:
    void accept() override;

private:
    /// One value with its control: how it is read into the control, taken from it, and set to its default.
    struct Binding {
        std::function<void()> load, store, reset;
    };

    QWidget *makeFooter();
    QFormLayout *addPage(const QString &title, int icon);
    void addHeading(QFormLayout *form, const QString &text);
    void addHint(QFormLayout *form, const QString &text);
    void addGeneral();
    void addProbing();
    void addGraphs();
    void apply();
    void touched();

    template <typename T>
    void addChoice(QFormLayout *form, const QString &label, Setting<T> &setting, const QStringList &names);
    void addNumber(
        QFormLayout *form, const QString &label, Setting<int> &setting, const QString &suffix, const QString &tip);
    QWidget *addCheck(QFormLayout *form, const QString &label, Setting<bool> &setting, const QString &text);
    QWidget *makeSteps();

    Settings &m_settings;
    QListWidget *m_list;
    QStackedWidget *m_stack;
    QPushButton *m_apply = nullptr;
    std::vector<Binding> m_bindings;
};

} // namespace app
