// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/question_log.h"

#include <QByteArray>
#include <QString>

#include <vector>

/// Questions as cells, as text and as CSV. Everything that others could have chosen is made visible.
namespace app {

/// By QuestionModel::Column, one line of plain text.
QString questionCell(const engine::Question &question, int column);

/// One line each: "2026-11-20T14:02:11Z  9.113.0.203.in-addr.arpa PTR  to 192.0.2.53:53  answered", with the reason.
QString questionsText(const std::vector<engine::Question> &questions);
/// Header and one row each, RFC 4180; no cell is a formula.
QByteArray questionsCsv(const std::vector<engine::Question> &questions);

} // namespace app
