// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <cstdint>

namespace app {

enum class SchemeChoice : std::uint8_t { System, Light, Dark };

/// Gives the application our style and the palette of the theme in use, and follows the system when it changes between
/// light and dark, at once. One object, made after QApplication and before the first window; GUI thread.
class ColourScheme final : public QObject {
    Q_OBJECT

public:
    explicit ColourScheme(QObject *parent = nullptr);

    SchemeChoice choice() const { return m_choice; }
    bool dark() const { return m_dark; }
    void setChoice(SchemeChoice choice);

Q_SIGNALS:
    void changed(bool dark);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool systemIsDark() const;
    void apply();

    SchemeChoice m_choice = SchemeChoice::System;
    bool m_dark = false;
    bool m_startedDark = false; ///< what the system's palette said before ours replaced it
    bool m_applied = false;
};

} // namespace app
