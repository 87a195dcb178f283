// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/path_end.h"

namespace engine {

AnswerRole roleOf(const platform::ProbeReply &reply, const platform::IpAddress &target)
{
    switch (reply.kind) {
    case platform::ReplyKind::TimeExceeded:
        return AnswerRole::Router;
    case platform::ReplyKind::PacketTooBig:
        return AnswerRole::DeadEnd;
    case platform::ReplyKind::EchoReply:
    case platform::ReplyKind::PortUnreachable:
    case platform::ReplyKind::TcpOpen:
    case platform::ReplyKind::TcpClosed:
        return AnswerRole::Target;
    case platform::ReplyKind::HostUnreachable:
    case platform::ReplyKind::NetUnreachable:
    case platform::ReplyKind::AdminProhibited:
    case platform::ReplyKind::Other:
        return reply.from == target ? AnswerRole::Target : AnswerRole::DeadEnd;
    }
    return AnswerRole::Router;
}

namespace {

constexpr std::uint8_t believed = 2; ///< answers in a row that outvote the target's
constexpr std::uint8_t doubtful = 2; ///< losses in a row after which the target may have moved
constexpr std::uint8_t moved = 3; ///< losses in a row after which an answer from further away says that it has

} // namespace

void PathEnd::answered(std::uint8_t ttl, AnswerRole role, bool late)
{
    if (ttl >= m_marks.size())
        m_marks.resize(std::size_t{ttl} + 1);
    Mark &mark = m_marks[ttl];
    if (late && mark.role)
        return;
    mark.silence = 0;
    if (role == AnswerRole::Target) {
        m_everReached = true;
        mark.against = 0;
        if (m_target && ttl > *m_target && m_marks[*m_target].silence >= moved) {
            m_marks[*m_target].role.reset();
            mark.role.reset(); // so that it is taken anew
        }
    } else if (mark.role == AnswerRole::Target && ++mark.against < believed) {
        return;
    }
    if (mark.role == role)
        return;
    mark.role = role;
    update();
}

void PathEnd::silent(std::uint8_t ttl)
{
    if (ttl < m_marks.size() && m_marks[ttl].silence < moved)
        ++m_marks[ttl].silence;
}

bool PathEnd::targetInDoubt() const
{
    return m_target && (m_marks[*m_target].against > 0 || m_marks[*m_target].silence >= doubtful);
}

void PathEnd::update()
{
    m_target.reset();
    m_deadEnd.reset();
    m_lastAnswered = 0;
    for (std::size_t ttl = 1; ttl < m_marks.size(); ++ttl) {
        if (!m_marks[ttl].role)
            continue;
        m_lastAnswered = static_cast<std::uint8_t>(ttl);
        const AnswerRole role = *m_marks[ttl].role;
        if (role == AnswerRole::Target && !m_target)
            m_target = m_lastAnswered;
        if (role == AnswerRole::Router)
            m_deadEnd.reset(); // the path does go on
        if (role == AnswerRole::DeadEnd && !m_deadEnd)
            m_deadEnd = m_lastAnswered;
    }
    if (m_target)
        m_deadEnd.reset();
}

} // namespace engine
