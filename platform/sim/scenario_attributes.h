// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/sim/scenario_line.h"
#include "platform/sim/sim_node.h"

#include <functional>
#include <optional>

namespace platform {

using SimSetter = std::function<void(SimBehaviour &)>;

/// Takes one attribute of a node, its keyword and its arguments, from the line. Nothing (and nothing taken) when the
/// next word is no such keyword; throws ScenarioProblem when its arguments are wrong.
std::optional<SimSetter> takeAttribute(ScenarioLine &line);

} // namespace platform
