// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/windows/network_watch.h"

namespace platform {

namespace {

void tell(void *port)
{
    static_cast<CompletionPort *>(port)->post(CompletionPort::Key::Network);
}

void WINAPI onInterface(PVOID port, PMIB_IPINTERFACE_ROW, MIB_NOTIFICATION_TYPE)
{
    tell(port);
}

/// Lifetimes of addresses and ages of routes change all the time: only what comes and goes matters.
void WINAPI onAddress(PVOID port, PMIB_UNICASTIPADDRESS_ROW, MIB_NOTIFICATION_TYPE type)
{
    if (type != MibParameterNotification)
        tell(port);
}

void WINAPI onRoute(PVOID port, PMIB_IPFORWARD_ROW2, MIB_NOTIFICATION_TYPE type)
{
    if (type != MibParameterNotification)
        tell(port);
}

} // namespace

NetworkWatch::NetworkWatch(CompletionPort &port)
{
    NotifyIpInterfaceChange(AF_UNSPEC, onInterface, &port, FALSE, &m_registrations[0]);
    NotifyUnicastIpAddressChange(AF_UNSPEC, onAddress, &port, FALSE, &m_registrations[1]);
    NotifyRouteChange2(AF_UNSPEC, onRoute, &port, FALSE, &m_registrations[2]);
}

NetworkWatch::~NetworkWatch()
{
    for (const HANDLE registration : m_registrations) {
        if (registration != nullptr)
            CancelMibChangeNotify2(registration);
    }
}

} // namespace platform
