// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace platform {

/// Pages of their own for what the system may write to, with a page behind them that nobody may touch: a write beyond
/// the end, or after the release, ends in a fault and not in somebody else's data. Zeroed; never moves.
class KernelMemory final {
public:
    KernelMemory() = default;
    ~KernelMemory();
    KernelMemory(const KernelMemory &) = delete;
    KernelMemory &operator=(const KernelMemory &) = delete;

    /// Memory of this size; what was there before is released. False when there is none.
    bool allocate(std::size_t size);
    /// Ends within 15 bytes of the forbidden page: its start is aligned to 16 bytes.
    std::span<std::byte> bytes() const { return m_bytes; }

private:
    void release();

    void *m_base = nullptr;
    std::span<std::byte> m_bytes;
};

} // namespace platform
