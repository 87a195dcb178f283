// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/probe_controls.h"

#include "app/shell/settings.h"
#include "app/shell/shell_options.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>

namespace app {

QString intervalText(int milliseconds)
{
    constexpr int second = 1000;
    constexpr int minute = 60 * second;
    const QLocale locale;
    if (milliseconds >= minute && milliseconds % minute == 0)
        return QCoreApplication::translate("app::ProbeControls", "every %1 min").arg(milliseconds / minute);
    const QString seconds = milliseconds % second == 0
        ? locale.toString(milliseconds / second)
        : locale.toString(milliseconds / static_cast<double>(second), 'g', 3);
    return QCoreApplication::translate("app::ProbeControls", "every %1 s").arg(seconds);
}

ProbeControls::ProbeControls(Settings &settings, Look look, bool withFamily, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_protocol(new QComboBox(this))
    , m_port(new QSpinBox(this))
    , m_interval(new QComboBox(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(look == Look::Quiet ? 16 : 8);
    m_protocol->addItem(tr("ICMP"), static_cast<int>(platform::Protocol::Icmp));
    m_protocol->addItem(tr("UDP"), static_cast<int>(platform::Protocol::Udp));
    m_protocol->addItem(tr("TCP"), static_cast<int>(platform::Protocol::Tcp));
    m_protocol->setAccessibleName(tr("Method"));
    m_protocol->setToolTip(tr("What the probes are: ICMP echo, UDP packets or TCP connection attempts"));
    m_port->setRange(1, 65535);
    m_port->setPrefix(tr("port "));
    m_port->setAccessibleName(tr("Destination port"));
    m_port->setToolTip(tr("Destination port of the probes"));
    m_interval->setAccessibleName(tr("Interval"));
    m_interval->setToolTip(tr("Time between two rounds of probes"));
    row->addWidget(m_protocol);
    row->addWidget(m_port);
    row->addWidget(m_interval);
    if (withFamily) {
        m_family = new QComboBox(this);
        m_family->addItem(tr("IPv4 or IPv6"), static_cast<int>(engine::FamilyChoice::Automatic));
        m_family->addItem(tr("IPv4 only"), static_cast<int>(engine::FamilyChoice::V4));
        m_family->addItem(tr("IPv6 only"), static_cast<int>(engine::FamilyChoice::V6));
        m_family->setAccessibleName(tr("Address family"));
        m_family->setToolTip(
            tr("Which addresses of a name are traced; without a wish, the first that the system prefers"));
        row->addWidget(m_family);
    }
    row->addStretch();
    for (auto *combo : {m_protocol, m_interval, m_family})
        if (combo && look == Look::Quiet)
            combo->setProperty("quiet", true);
    readSettings();

    connect(m_protocol, &QComboBox::activated, this, [this] {
        m_settings.protocol.set(static_cast<platform::Protocol>(m_protocol->currentData().toInt()));
        Q_EMIT chosen();
    });
    connect(m_interval, &QComboBox::activated, this, [this] {
        m_settings.intervalMs.set(m_interval->currentData().toInt());
        Q_EMIT chosen();
    });
    connect(m_port, &QSpinBox::valueChanged, this, &ProbeControls::choosePort);
    if (m_family)
        connect(m_family, &QComboBox::activated, this, [this] {
            m_settings.family.set(static_cast<engine::FamilyChoice>(m_family->currentData().toInt()));
            Q_EMIT chosen();
        });
    connect(&m_settings, &Settings::changed, this, &ProbeControls::readSettings);
}

void ProbeControls::readSettings()
{
    const QSignalBlocker blockPort(m_port);
    const platform::Protocol protocol = m_settings.protocol.get();
    m_protocol->setCurrentIndex(m_protocol->findData(static_cast<int>(protocol)));
    m_port->setVisible(protocol != platform::Protocol::Icmp);
    if (protocol != platform::Protocol::Icmp)
        m_port->setValue(m_settings.port(protocol));
    fillIntervals();
    if (m_family)
        m_family->setCurrentIndex(m_family->findData(static_cast<int>(m_settings.family.get())));
}

void ProbeControls::fillIntervals()
{
    const int chosenMs = m_settings.intervalMs.get();
    if (m_interval->findData(chosenMs) < 0) {
        constexpr ShellOptions options;
        QList<int> intervals(options.intervalsMs.begin(), options.intervalsMs.end());
        if (!intervals.contains(chosenMs))
            intervals.append(chosenMs);
        std::sort(intervals.begin(), intervals.end());
        m_interval->clear();
        for (const int ms : std::as_const(intervals))
            m_interval->addItem(intervalText(ms), ms);
    }
    m_interval->setCurrentIndex(m_interval->findData(chosenMs));
}

void ProbeControls::choosePort(int port)
{
    if (m_settings.protocol.get() == platform::Protocol::Udp)
        m_settings.udpPort.set(port);
    else
        m_settings.tcpPort.set(port);
    Q_EMIT chosen();
}

} // namespace app
