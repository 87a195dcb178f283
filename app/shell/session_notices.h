// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace engine {
class Session;
}

namespace app {

/// What a banner of a session says, before there is a widget. Pure; the words are translated.
struct Notice {
    enum class Kind : std::uint8_t { Error, Warning, Info };
    enum class Action : std::uint8_t { Retry, Edit, Stop, ShowMethods, Hide, LeaveDemo, BackToLive };

    Kind kind = Kind::Error;
    QString id; ///< one banner per occasion
    QString title;
    QString text;
    QList<Action> actions;
    QString suggestion; ///< a target that may have been meant instead; may be empty

    friend bool operator==(const Notice &, const Notice &) = default;
};

QString actionText(Notice::Action action);

/// The occasions of a session that a person should know of: could not begin, lost its network, took another protocol.
/// `known`: targets of which one may have been meant when there is no such host.
QList<Notice> noticesOf(const engine::Session &session, const QStringList &known = {});
/// "Did you mean example.com?", for a button.
QString suggestionText(const Notice &notice);
Notice demoNotice();
/// The table shows the time `span` (a text) and not what comes in now.
Notice focusNotice(const QString &span);

} // namespace app
