// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/timeline/time_span.h"

#include <QDateTime>
#include <QString>

namespace app {

/// "14:08:40 – 14:10:00": a part of a run that began at `origin`, in local time as the locale writes it.
QString spanText(const TimeSpan &span, const QDateTime &origin);

} // namespace app
