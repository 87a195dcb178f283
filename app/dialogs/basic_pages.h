// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/dialogs/settings_page.h"

/// The pages that are nothing but controls.
namespace app {

class GeneralPage final : public SettingsPage {
    Q_OBJECT

public:
    explicit GeneralPage(Settings &settings);
};

class ProbingPage final : public SettingsPage {
    Q_OBJECT

public:
    explicit ProbingPage(Settings &settings);
};

class GraphsPage final : public SettingsPage {
    Q_OBJECT

public:
    explicit GraphsPage(Settings &settings);

private:
    QWidget *makeSteps(Settings &settings);
};

} // namespace app
