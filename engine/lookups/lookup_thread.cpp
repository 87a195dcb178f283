// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/lookup_thread.h"

namespace engine {

LookupThread::~LookupThread()
{
    if (!m_thread)
        return;
    m_thread->quit();
    m_thread->wait(); // deletes what was adopted
}

void LookupThread::adopt(QObject *worker)
{
    if (!m_thread) {
        m_thread = std::make_unique<QThread>();
        m_thread->setObjectName(QStringLiteral("look-ups"));
        m_thread->start();
    }
    worker->moveToThread(m_thread.get());
    QObject::connect(m_thread.get(), &QThread::finished, worker, &QObject::deleteLater);
}

} // namespace engine
