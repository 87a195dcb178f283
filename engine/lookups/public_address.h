// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/lookup_options.h"
#include "engine/lookups/lookup_thread.h"
#include "engine/lookups/question_log.h"
#include "platform/ip_address.h"

#include <QObject>

#include <optional>
#include <vector>

namespace engine {

/// Which address the world sees: asks STUN servers (RFC 8489, Binding over UDP, with XOR-MAPPED-ADDRESS) on the
/// look-ups thread, over both families. Asks only when told to and allowed. GUI (main) thread.
class PublicAddress final : public QObject {
    Q_OBJECT

public:
    enum class State : std::uint8_t { NotAsked, Asking, Known, Failed };
    struct Answer {
        State state = State::NotAsked;
        platform::IpAddress address;
        QString server;
        QDateTime asOf;
        friend bool operator==(const Answer &, const Answer &) = default;
    };

    PublicAddress(LookupThread &thread, QuestionLog &log, QObject *parent = nullptr);
    ~PublicAddress() override;

    /// Does nothing unless options.mayAskPublicAddress(). Answers that are known stay until the new ones are there.
    void ask(const LookupOptions &options);
    void forget(); ///< the user switched it off
    const Answer &answer(platform::Family family) const;

Q_SIGNALS:
    void changed();

private:
    class Worker;
    Worker *m_worker = nullptr; ///< lives on the look-ups thread, which deletes it
    LookupThread &m_thread;
    QuestionLog &m_log;
    Answer m_answer4;
    Answer m_answer6;
    quint64 m_run = 0;
};

} // namespace engine
