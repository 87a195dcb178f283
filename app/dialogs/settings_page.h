// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/settings.h"
#include "app/theme/icons.h"
#include "app/theme/segmented_control.h"

#include <QScrollArea>

#include <functional>
#include <vector>

class QCheckBox;
class QFormLayout;
class QLabel;

namespace app {

/// One page of the settings dialog: controls with the settings they stand for. Nothing is stored before store().
class SettingsPage : public QScrollArea {
    Q_OBJECT

public:
    SettingsPage(const QString &title, Icon icon, QWidget *parent = nullptr);

    const QString &title() const { return m_title; }
    Icon pageIcon() const { return m_icon; }

    void load(); ///< from the settings
    void store(); ///< into the settings
    void reset(); ///< to the defaults; not stored yet
    /// The control whose content cannot be stored and says so; null when all can.
    virtual QWidget *refused() const { return nullptr; }

Q_SIGNALS:
    void touched(); ///< something was changed by the user

protected:
    /// One value with its control: how it is read into the control, taken from it, and set to its default.
    struct Binding {
        std::function<void()> load, store, reset;
    };

    void bind(Binding binding) { m_bindings.push_back(std::move(binding)); }
    QFormLayout *form() const { return m_form; }
    void addHeading(const QString &text);
    QLabel *addHint(const QString &text); ///< under the field before it
    /// One segment per value, from the lowest to the highest.
    template <typename T>
    void addChoice(const QString &label, Setting<T> &setting, const QStringList &names)
    {
        SegmentedControl *control = makeChoice(label, static_cast<int>(setting.low()), names);
        bind({[control, &setting] { control->setCurrent(static_cast<int>(setting.get())); },
            [control, &setting] { setting.set(static_cast<T>(control->current())); },
            [this, control, &setting] {
                control->setCurrent(static_cast<int>(setting.fallback()));
                Q_EMIT touched();
            }});
    }
    void addNumber(const QString &label, Setting<int> &setting, const QString &suffix, const QString &tip);
    QCheckBox *addCheck(const QString &label, Setting<bool> &setting, const QString &text, const QString &hint = {});

private:
    SegmentedControl *makeChoice(const QString &label, int first, const QStringList &names);

    QString m_title;
    Icon m_icon;
    QFormLayout *m_form;
    std::vector<Binding> m_bindings;
};

/// A label of small, quiet text that wraps.
QLabel *makeHint(const QString &text, QWidget *parent = nullptr);

} // namespace app
