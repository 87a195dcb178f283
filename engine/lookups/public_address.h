// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/lookup_options.h"
#include "engine/lookups/lookup_thread.h"
#include "engine/lookups/question_log.h"
#include "engine/lookups/stun_client.h"
#include "engine/system_resolver.h"
#include "platform/ip_address.h"

#include <QObject>

#include <array>
#include <map>
#include <optional>
#include <vector>

namespace engine {

/// Which address the world sees: asks STUN servers (RFC 8489, Binding over UDP) in turn until one answers, over both
/// families at once, on the look-ups thread. Asks only when told to and allowed. GUI (main) thread.
class PublicAddress final : public QObject {
    Q_OBJECT

public:
    enum class State : std::uint8_t { NotAsked, Asking, Known, Failed };
    struct Answer {
        State state = State::NotAsked;
        platform::IpAddress address;
        QString server; ///< who said it: "stun.example:3478"
        QDateTime asOf; ///< UTC
        friend bool operator==(const Answer &, const Answer &) = default;
    };

    /// Both must outlive it.
    PublicAddress(LookupThread &thread, QuestionLog &log, QObject *parent = nullptr);
    ~PublicAddress() override;

    /// Does nothing unless options.mayAskPublicAddress(). An answer that is known stays until the new one is there; no
    /// answer is one too, because a machine that changed its network must not keep the old address. Ends an earlier
    /// ask.
    void ask(const LookupOptions &options);
    void forget(); ///< the user switched it off: nothing is asked any more, nothing known
    const Answer &answer(platform::Family family) const;
    bool isAsking() const;

Q_SIGNALS:
    void changed();

private:
    /// How far one family is.
    struct Course {
        platform::Family family = platform::Family::V4;
        Answer answer;
        std::size_t server = 0; ///< which of the list is being asked
        bool waitsForHost = false; ///< the server's addresses are being asked for
        quint64 request = 0; ///< 0: none is under way
        quint64 question = 0; ///< in the log
        bool running = false;
    };

    void cancel();
    void askServer(Course &course);
    void onHost(const QString &host, std::vector<platform::IpAddress> addresses);
    void askAddress(Course &course, const std::vector<platform::IpAddress> &addresses);
    void askNext(Course &course);
    void end(Course &course, Answer answer);
    void onAnswered(quint64 id, StunClient::Outcome outcome, const platform::IpAddress &address);
    QString serverText(const Course &course) const;

    LookupThread &m_thread;
    QuestionLog &m_log;
    StunClient *m_client = nullptr; ///< lives on the look-ups thread, which deletes it
    SystemResolver m_resolver; ///< of the servers' names
    std::map<QString, std::optional<std::vector<platform::IpAddress>>> m_hosts; ///< none: being asked for
    LookupOptions m_options; ///< of the ask that is under way
    std::array<Course, 2> m_courses;
    quint64 m_next = 0;
};

} // namespace engine
