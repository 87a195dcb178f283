// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one order in which these headers work together; everything in this folder includes this one.
// PIO_APC_ROUTINE comes from winternl.h, not from icmpapi.h, whose own declaration is another type.
#include <winsock2.h>
#include <ws2tcpip.h>
// clang-format off
#include <windows.h>
#include <winternl.h>
#define PIO_APC_ROUTINE_DEFINED
#include <iphlpapi.h>
#include <icmpapi.h>
// clang-format on
