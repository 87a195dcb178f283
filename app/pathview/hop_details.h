// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/path_state.h"

#include <QPointer>
#include <QWidget>

namespace engine {
class Session;
}

namespace app {

class HopSelection;

/// Everything that is known about the current hop of one session. Follows the session only while visible. GUI thread.
class HopDetails final : public QWidget {
    Q_OBJECT

public:
    explicit HopDetails(QWidget *parent = nullptr);
    ~HopDetails() override;

    void setSession(engine::Session *session); ///< may be null; not owned
    void setSelection(HopSelection *selection); ///< not owned

Q_SIGNALS:
    void showInTimelineRequested(int ttl);

private:
    QPointer<engine::Session> m_session;
    QPointer<HopSelection> m_selection;
};

} // namespace app
