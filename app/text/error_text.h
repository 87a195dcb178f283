// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"
#include "engine/target.h"
#include "platform/error.h"

#include <QString>

/// Typed errors as sentences: one clear sentence each, translated, plain text, with what to do where there is
/// something. Everything that came from outside is made visible before it is put into them. Qt Core only: window and
/// console use it.
namespace app {

QString errorText(const platform::Error &error);

/// `typed` is what the person wrote.
QString targetProblemText(engine::TargetProblem problem, const QString &typed);

QString optionProblemText(engine::OptionProblem problem, const engine::TraceOptions &options, platform::Family family);

/// Why the session is in State::Failed; "" when it has no problem.
QString problemText(const engine::Session &session);

/// Text of others, shortened and with control and bidi characters made visible, in quotation marks.
QString quoted(const QString &text);

} // namespace app
