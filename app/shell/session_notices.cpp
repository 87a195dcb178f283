// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/session_notices.h"

#include "app/shell/suggestion.h"
#include "app/table/formatting.h"
#include "app/text/error_text.h"
#include "app/text/method_text.h"
#include "engine/session.h"

#include <QCoreApplication>

namespace app {
namespace {

using Action = Notice::Action;
using Kind = Notice::Kind;
using ProblemKind = engine::SessionProblem::Kind;

QString words(const char *text)
{
    return QCoreApplication::translate("app::SessionNotices", text);
}

Notice failureNotice(const engine::Session &session, const QStringList &known)
{
    Notice notice{Kind::Error, QStringLiteral("failure"), {}, problemText(session), {Action::Retry, Action::Edit}, {}};
    const QString host = visibleText(session.target().displayHost);
    const auto &problem = session.problem();
    switch (problem ? problem->kind : ProblemKind::Engine) {
    case ProblemKind::HostNotFound:
        notice.title = words("No such host: %1").arg(host);
        notice.text = words("The name does not exist in DNS; check the spelling. Nothing was sent.");
        notice.suggestion = likelyMeant(session.target().text, known);
        break;
    case ProblemKind::NoAddressOfFamily:
        notice.title = words("%1 has no address of the family asked for").arg(host);
        break;
    case ProblemKind::ResolverFailed:
    case ProblemKind::ResolvingNotAllowed:
        notice.title = words("The name %1 could not be looked up").arg(host);
        break;
    case ProblemKind::Options:
        notice.title = words("%1 cannot be traced with these settings").arg(host);
        break;
    case ProblemKind::Engine:
        notice.title = words("%1 could not be traced").arg(host);
        if (problem && problem->error.kind == platform::ErrorKind::Denied)
            notice.actions.append(Action::ShowMethods);
        break;
    }
    return notice;
}

Notice lostNetworkNotice(const engine::Session &session, const platform::Error &reason)
{
    const quint64 kept = session.path().counts().received;
    return {Kind::Error, QStringLiteral("network"), words("The network went away, probing waits for it"),
        words("%1 The %2 answers so far are kept; it goes on by itself when the network is back.")
            .arg(errorText(reason), formatCount(kept)),
        {Action::Stop}, {}};
}

Notice fallbackNotice(const engine::Session &session)
{
    const auto used = session.path().channel().protocol;
    return {Kind::Warning, QStringLiteral("fallback"),
        words("%1 is not allowed for this user, using %2 instead")
            .arg(protocolText(session.options().protocol), protocolText(used)),
        words("Some routers answer %1 less often. The numbers stay true.").arg(protocolText(used)),
        {Action::ShowMethods, Action::Hide}, {}};
}

} // namespace

QString actionText(Notice::Action action)
{
    switch (action) {
    case Action::Retry:
        return words("Try again");
    case Action::Edit:
        return words("Edit");
    case Action::Stop:
        return words("Stop");
    case Action::ShowMethods:
        return words("What works here");
    case Action::Hide:
        return words("Hide");
    case Action::LeaveDemo:
        return words("Leave the demo");
    case Action::BackToLive:
        return words("Back to live");
    }
    return {};
}

QString suggestionText(const Notice &notice)
{
    constexpr qsizetype most = 60;
    return words("Did you mean %1?").arg(visibleText(notice.suggestion, most));
}

QList<Notice> noticesOf(const engine::Session &session, const QStringList &known)
{
    using State = engine::Session::State;
    QList<Notice> notices;
    if (session.state() == State::Failed)
        notices.append(failureNotice(session, known));
    if (session.state() == State::Paused && session.path().pauseReason())
        notices.append(lostNetworkNotice(session, *session.path().pauseReason()));
    if (session.path().fallbackReason() && session.state() != State::Failed)
        notices.append(fallbackNotice(session));
    return notices;
}

Notice focusNotice(const QString &span)
{
    return {Kind::Info, QStringLiteral("focus"), words("Showing %1").arg(span),
        words("The figures of the table are of this time. Measuring goes on meanwhile."), {Action::BackToLive}, {}};
}

Notice demoNotice()
{
    return {Kind::Info, QStringLiteral("demo"), words("Demo network: no packet leaves this machine"),
        words("Every reply on this page is simulated."), {Action::LeaveDemo}, {}};
}

} // namespace app
