// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/mmdb_set.h"
#include "engine/lookups/question_log.h"
#include "engine/web/downloads.h"
#include "engine/web/http_fetch.h"
#include "engine/web/registry_lookup.h"

#include <QString>

/// Look-ups in words: what was asked and why, and why something did not work, with what to do. One sentence each, plain
/// text, translated; text of others is made visible. Qt Core only.
namespace app {

QString questionKindText(engine::QuestionKind kind); ///< "Reverse name"
QString questionReasonText(engine::QuestionKind kind); ///< "To show the name of a hop"
QString questionOutcomeText(engine::QuestionOutcome outcome); ///< "answered", "known already, not asked"
bool leftMachine(engine::QuestionOutcome outcome); ///< the question went out

/// Why a file is not used; "" for None.
QString mmdbProblemText(engine::MmdbProblem problem);
/// "places and networks": what a database can tell.
QString mmdbContentText(const engine::MmdbInfo &info);

/// Why a web server's answer could not be had; "" when it could.
QString httpProblemText(const engine::HttpResult &result);
/// Why there is no answer of a registry; "" when there is one.
QString registryProblemText(const engine::RegistryLookup::Answer &answer);
/// What is asked without being asked for, and of whom: one sentence.
QString lookupSummary(const engine::LookupOptions &options);
/// Why a download failed; "" when it did not.
QString downloadProblemText(const engine::DownloadState &state);

} // namespace app
