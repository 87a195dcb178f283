// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/kernel_memory.h"

#include "platform/windows/windows_headers.h"

namespace platform {

namespace {

constexpr std::size_t alignment = 16;

std::size_t roundUp(std::size_t value, std::size_t unit)
{
    return (value + unit - 1) / unit * unit;
}

} // namespace

KernelMemory::~KernelMemory()
{
    release();
}

void KernelMemory::release()
{
    if (m_base != nullptr)
        VirtualFree(m_base, 0, MEM_RELEASE);
    m_base = nullptr;
    m_bytes = {};
}

bool KernelMemory::allocate(std::size_t size)
{
    release();
    SYSTEM_INFO system{};
    GetSystemInfo(&system);
    const std::size_t page = system.dwPageSize;
    const std::size_t usable = roundUp(size, page);
    m_base = VirtualAlloc(nullptr, usable + page, MEM_RESERVE, PAGE_NOACCESS);
    if (m_base == nullptr)
        return false;
    auto *const begin = static_cast<std::byte *>(VirtualAlloc(m_base, usable, MEM_COMMIT, PAGE_READWRITE));
    if (begin == nullptr) {
        release();
        return false;
    }
    m_bytes = {begin + usable - roundUp(size, alignment), size};
    return true;
}

} // namespace platform
