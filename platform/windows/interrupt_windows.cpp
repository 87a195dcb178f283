// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/interrupt.h"

#include "platform/windows/unique_handle.h"

#include <atomic>
#include <mutex>

namespace platform {

namespace {

/// What the console's handler can reach: it runs on a thread of the system's own.
struct Watched {
    std::mutex mutex;
    std::function<void()> asked; ///< empty: nobody watches
    bool told = false;
};

Watched &watched()
{
    static auto *const only = new Watched; // the handler may still run while the process ends
    return *only;
}

BOOL WINAPI onControl(DWORD event)
{
    Watched &state = watched();
    const std::lock_guard lock(state.mutex);
    const bool second = !state.asked || std::exchange(state.told, true);
    if (second)
        return FALSE; // the system's own way
    state.asked();
    // A closed window, a log-off: the process ends when this returns. Ctrl-C and Ctrl-Break only ask.
    return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT;
}

class WindowsInterruptWatch final : public InterruptWatch {
public:
    explicit WindowsInterruptWatch(std::function<void()> asked)
    {
        Watched &state = watched();
        const std::lock_guard lock(state.mutex);
        state.asked = std::move(asked);
        state.told = false;
    }

    ~WindowsInterruptWatch() override
    {
        SetConsoleCtrlHandler(onControl, FALSE);
        Watched &state = watched();
        const std::lock_guard lock(state.mutex); // waits for a handler that runs
        state.asked = nullptr;
    }
};

} // namespace

Result<std::unique_ptr<InterruptWatch>> watchInterrupts(std::function<void()> asked)
{
    auto watch = std::make_unique<WindowsInterruptWatch>(std::move(asked));
    if (!SetConsoleCtrlHandler(onControl, TRUE)) {
        return Error{.operation = Operation::Wait,
            .kind = ErrorKind::LimitReached,
            .osCode = static_cast<int>(GetLastError()),
            .context = {}};
    }
    return std::unique_ptr<InterruptWatch>(std::move(watch));
}

} // namespace platform
