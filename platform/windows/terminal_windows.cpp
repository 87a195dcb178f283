// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/terminal.h"

#include "platform/windows/windows_headers.h"

namespace platform {

std::optional<TerminalSize> standardOutputTerminal()
{
    const HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    DWORD mode = 0;
    if (!GetConsoleMode(output, &mode))
        return std::nullopt; // a file or a pipe
    // Consoles before Windows 10 1511 do not know the control sequences that move a cursor.
    if (!SetConsoleMode(output, mode | ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING))
        return std::nullopt;
    TerminalSize size;
    CONSOLE_SCREEN_BUFFER_INFO buffer{};
    if (GetConsoleScreenBufferInfo(output, &buffer)) {
        size.columns = buffer.srWindow.Right - buffer.srWindow.Left + 1;
        size.rows = buffer.srWindow.Bottom - buffer.srWindow.Top + 1;
    }
    return size;
}

} // namespace platform
