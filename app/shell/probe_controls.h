// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/probe.h"

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace app {

class Settings;

/// Method with its port, interval and, where asked for, the family: bound to the settings both ways.
class ProbeControls final : public QWidget {
    Q_OBJECT

public:
    enum class Look : std::uint8_t { Buttons, Quiet };

    ProbeControls(Settings &settings, Look look, bool withFamily, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(); ///< the user changed one

private:
    void readSettings();
    void fillIntervals();
    void choosePort(int port);

    Settings &m_settings;
    QComboBox *m_protocol;
    QSpinBox *m_port;
    QComboBox *m_interval;
    QComboBox *m_family = nullptr;
};

/// "every 1 s", "every 0.2 s", "every 5 min".
QString intervalText(int milliseconds);

} // namespace app
