// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/lookup_center.h"
#include "app/shell/main_window.h"
#include "app/shell/networks.h"
#include "app/shell/settings.h"
#include "app/shell/workspace.h"
#include "app/theme/colour_scheme.h"

#include <QTemporaryDir>

#include <memory>

/// The real window over the simulated network, with its settings in `directory`.
struct SimulatedWindow {
    explicit SimulatedWindow(const QString &directory)
        : settings(directory)
        , lookups(settings, app::lookupPaths(directory))
        , workspace(settings,
              {[] {
                   auto network = app::makeDemoNetwork(QString());
                   network->simulated = false; // takes the place of this machine's network
                   return network;
               },
                  [] { return app::makeDemoNetwork(QString()); }})
        , window(settings, workspace, scheme, lookups)
    {
    }

    app::Settings settings;
    app::ColourScheme scheme;
    app::LookupCenter lookups;
    app::Workspace workspace;
    app::MainWindow window;
};
