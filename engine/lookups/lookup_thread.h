// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>

#include <memory>

namespace engine {

/// The look-ups thread: an event loop for everything that asks others. Begins with the first use, so that a program
/// that asks nobody has no such thread. One per process is meant; made and destroyed on the main thread.
class LookupThread final {
public:
    LookupThread() = default;
    LookupThread(const LookupThread &) = delete;
    LookupThread &operator=(const LookupThread &) = delete;
    ~LookupThread(); ///< ends the loop, waits, and with it all that was adopted is deleted

    /// Moves `worker`, which has no parent, to the thread; it is deleted there when the thread ends.
    void adopt(QObject *worker);
    bool isRunning() const { return static_cast<bool>(m_thread); }

private:
    std::unique_ptr<QThread> m_thread;
};

} // namespace engine
