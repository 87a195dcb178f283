// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/public_address.h"

#include "engine/lookups/address_facts.h"
#include "engine/target.h"

#include <algorithm>

namespace engine {

namespace {

/// A server within a private or a carrier's network sees an address that the world does not.
bool isSeenByTheWorld(const platform::IpAddress &address, platform::Family family)
{
    if (address.isNull() || address.family() != family)
        return false;
    switch (rangeOf(address)) {
    case AddressRange::Global:
    case AddressRange::Documentation: // laboratories
    case AddressRange::Benchmark:
        return true;
    default:
        return false;
    }
}

} // namespace

PublicAddress::PublicAddress(LookupThread &thread, QuestionLog &log, QObject *parent)
    : QObject(parent)
    , m_thread(thread)
    , m_log(log)
    , m_resolver({}, thread, &log)
{
    m_courses[0].family = platform::Family::V4;
    m_courses[1].family = platform::Family::V6;
}

PublicAddress::~PublicAddress()
{
    cancel();
    if (m_client)
        m_client->deleteLater();
}

void PublicAddress::ask(const LookupOptions &options)
{
    if (!options.mayAskPublicAddress())
        return;
    cancel();
    m_options = options;
    m_resolver.setOptions(options.dns, false);
    if (!m_client) {
        m_client = new StunClient;
        connect(m_client, &StunClient::answered, this, &PublicAddress::onAnswered);
        m_thread.adopt(m_client);
    }
    for (Course &course : m_courses) {
        course.server = 0;
        course.running = true;
        if (course.answer.state != State::Known)
            course.answer.state = State::Asking;
    }
    Q_EMIT changed();
    for (Course &course : m_courses)
        if (course.running && !course.waitsForHost && course.request == 0) // else who heard of it asked anew, or forgot
            askServer(course);
}

void PublicAddress::forget()
{
    const bool known = std::ranges::any_of(m_courses, [](const Course &course) { return course.answer != Answer(); });
    cancel();
    m_resolver.setOptions(m_options.dns, true); // nor is a question repeated that had left
    for (Course &course : m_courses)
        course.answer = {};
    if (known)
        Q_EMIT changed();
}

const PublicAddress::Answer &PublicAddress::answer(platform::Family family) const
{
    return m_courses[family == platform::Family::V6 ? 1 : 0].answer;
}

bool PublicAddress::isAsking() const
{
    return std::ranges::any_of(m_courses, &Course::running);
}

void PublicAddress::cancel()
{
    m_resolver.cancel(this);
    m_hosts.clear();
    if (m_client)
        QMetaObject::invokeMethod(m_client, &StunClient::cancelAll);
    for (Course &course : m_courses) {
        if (course.request != 0)
            m_log.setOutcome(course.question, QuestionOutcome::Cancelled);
        course.request = 0;
        course.waitsForHost = false;
        course.running = false;
        if (course.answer.state == State::Asking)
            course.answer.state = State::NotAsked;
    }
}

QString PublicAddress::serverText(const Course &course) const
{
    const StunServer &server = m_options.stunServers[course.server];
    const bool bare6 = server.host.contains(u':') && !server.host.startsWith(u'[');
    const QString host = bare6 ? u'[' + server.host + u']' : server.host;
    return host + u':' + QString::number(server.port);
}

void PublicAddress::askServer(Course &course)
{
    if (course.server >= m_options.stunServers.size()) {
        end(course, {State::Failed, {}, {}, QDateTime::currentDateTimeUtc()});
        return;
    }
    const QString &host = m_options.stunServers[course.server].host;
    const auto [known, isNew] = m_hosts.try_emplace(host);
    course.waitsForHost = true;
    if (known->second) {
        askAddress(course, std::vector(*known->second)); // who hears of the end may ask anew, which clears the hosts
    } else if (isNew) {
        const auto target = parseTarget(host);
        if (!std::holds_alternative<Target>(target))
            onHost(host, {});
        else
            m_resolver.resolve(std::get<Target>(target).host, this,
                [this, host](const TargetResolver::Answer &found) { onHost(host, found.addresses); });
    }
}

/// Both families may have waited for it.
void PublicAddress::onHost(const QString &host, std::vector<platform::IpAddress> addresses)
{
    m_hosts[host] = addresses;
    for (Course &course : m_courses)
        if (course.waitsForHost && m_options.stunServers[course.server].host == host)
            askAddress(course, addresses);
}

void PublicAddress::askAddress(Course &course, const std::vector<platform::IpAddress> &addresses)
{
    course.waitsForHost = false;
    const auto address = std::ranges::find(addresses, course.family, &platform::IpAddress::family);
    if (address == addresses.end()) {
        askNext(course);
        return;
    }
    Question question;
    question.kind = QuestionKind::PublicAddress;
    question.what = QStringLiteral("STUN Binding");
    question.subject = course.family == platform::Family::V6 ? QStringLiteral("IPv6") : QStringLiteral("IPv4");
    question.server = serverText(course);
    course.question = m_log.add(question);
    course.request = ++m_next;
    const StunClient::Request request{course.request, *address, m_options.stunServers[course.server].port,
        m_options.stunTimeout, m_options.stunTries};
    QMetaObject::invokeMethod(m_client, [client = m_client, request] { client->ask(request); });
}

void PublicAddress::askNext(Course &course)
{
    ++course.server;
    askServer(course);
}

void PublicAddress::onAnswered(quint64 id, StunClient::Outcome outcome, const platform::IpAddress &address)
{
    const auto course = std::ranges::find(m_courses, id, &Course::request);
    if (course == m_courses.end())
        return; // of an ask that was cancelled meanwhile
    course->request = 0;
    const bool usable = outcome == StunClient::Outcome::Address && isSeenByTheWorld(address, course->family);
    m_log.setOutcome(course->question, usable ? QuestionOutcome::Answered : QuestionOutcome::Failed);
    if (usable)
        end(*course, {State::Known, address, serverText(*course), QDateTime::currentDateTimeUtc()});
    else if (outcome == StunClient::Outcome::NoNetwork)
        end(*course, {State::Failed, {}, {}, QDateTime::currentDateTimeUtc()}); // the next server is as far away
    else
        askNext(*course);
}

void PublicAddress::end(Course &course, Answer answer)
{
    course.running = false;
    course.answer = std::move(answer);
    Q_EMIT changed();
}

} // namespace engine
