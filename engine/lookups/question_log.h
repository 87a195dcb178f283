// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QObject>
#include <QString>

#include <cstdint>
#include <deque>

namespace engine {

/// Who outside was asked.
enum class QuestionKind : std::uint8_t {
    TargetName, ///< DNS: addresses of a typed name
    ReverseName, ///< DNS: PTR
    OriginNetwork, ///< DNS: Team Cymru, by address
    AsName, ///< DNS: Team Cymru, by AS number
    PublicAddress, ///< STUN
    Registry, ///< RDAP over HTTPS
    DatabaseDownload,
    ExchangeDownload,
};

enum class QuestionOutcome : std::uint8_t { Pending, Answered, Missing, Failed, Cancelled, Cached, NotAllowed };

/// One question as the privacy list shows it. `Cached` and `NotAllowed` never left the machine.
struct Question {
    quint64 id = 0; ///< rising
    QDateTime at; ///< UTC
    QuestionKind kind = QuestionKind::ReverseName;
    QString what; ///< exactly what was asked: "9.113.0.203.in-addr.arpa PTR", a URL
    QString subject; ///< what it was about: an address, a name, "AS64500"
    QString server; ///< to whom: "192.0.2.53:53", "the system's name servers", a host
    QuestionOutcome outcome = QuestionOutcome::Pending;

    friend bool operator==(const Question &, const Question &) = default;
};

/// The newest questions of this start of the program, oldest first, bounded. GUI (main) thread.
class QuestionLog final : public QObject {
    Q_OBJECT

public:
    explicit QuestionLog(std::size_t limit = 10'000, QObject *parent = nullptr);

    const std::deque<Question> &questions() const { return m_questions; }
    quint64 left() const { return m_left; } ///< how many left the machine since the start

    quint64 add(Question question); ///< gives it its id and time
    void setOutcome(quint64 id, QuestionOutcome outcome);
    void clear();

Q_SIGNALS:
    void aboutToAdd();
    void added();
    void aboutToRemoveFirst(int count);
    void removedFirst();
    void updated(int row);
    void cleared();

private:
    std::size_t m_limit;
    std::deque<Question> m_questions;
    quint64 m_next = 0;
    quint64 m_left = 0;
};

} // namespace engine
