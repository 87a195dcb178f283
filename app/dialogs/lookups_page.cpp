// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialogs/lookups_page.h"

#include "app/dialogs/server_box.h"
#include "app/shell/lookup_center.h"
#include "app/text/error_text.h"
#include "app/theme/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>

namespace app {

LookupsPage::LookupsPage(Settings &settings, LookupCenter &lookups)
    : SettingsPage(tr("Look-ups and privacy"), Icon::Lock)
{
    addHeading(tr("All of it"));
    m_nothing = addCheck(tr("Privacy"), settings.nothingLeaves, tr("Nothing leaves this machine"),
        tr("Nobody is asked anything, whatever is allowed below. Only the probes of traces are sent, and a target must "
           "be an address."));
    addSources(settings);
    addHeading(tr("Servers"));
    addDnsServers(settings);
    addStunServers(settings);
    addCache(lookups);
    connect(m_nothing, &QCheckBox::toggled, this, &LookupsPage::updateEnabled);
    // Menu and privacy tab have the same switch.
    settings.watch(
        settings.nothingLeaves, this, [this, &settings] { m_nothing->setChecked(settings.nothingLeaves.get()); });
}

void LookupsPage::addSources(Settings &settings)
{
    addHeading(tr("What may be asked"));
    const auto source = [this](const QString &label, Setting<bool> &setting, const QString &text, const QString &hint) {
        m_sources.push_back(addCheck(label, setting, text, hint));
        return m_sources.back();
    };
    source(tr("Names"), settings.names, tr("Names of hops, by DNS"),
        tr("Your name servers are asked for the name of each hop's address."));
    source(tr("Networks"), settings.cymru, tr("Networks of hops, by Team Cymru"),
        tr("The address of one hop of each network goes to Team Cymru in a DNS question, by way of your name "
           "servers."));
    m_publicAddress = source(tr("Public address"), settings.publicAddress, tr("This machine's public address, by STUN"),
        tr("A server below sees where the question comes from and says it. It shows which hops are your provider's."));
    source(tr("Registry"), settings.registry, tr("Registries, when you ask one about a hop"),
        tr("The registry and IANA's list of registries are asked over HTTPS (RDAP)."));
    source(tr("Downloads"), settings.downloads, tr("Databases, when you get or update one"),
        tr("Their providers are asked over HTTPS, on the page Databases."));
}

void LookupsPage::addDnsServers(Settings &settings)
{
    m_systemDns = new QRadioButton(tr("The system's"));
    m_ownDns = new QRadioButton(tr("Only these, for everything:"));
    auto *choice = new QButtonGroup(this);
    choice->addButton(m_systemDns);
    choice->addButton(m_ownDns);
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(m_systemDns);
    row->addWidget(m_ownDns);
    m_dns = new ServerBox(tr("Name servers, one on each line"), QStringLiteral("192.0.2.53\n[2001:db8::53]:5353"),
        [](const QString &text) {
            return parseDnsServer(text)
                ? QString()
                : tr("%1 is no address; write it like 192.0.2.53 or [2001:db8::53]:5353.").arg(quoted(text));
        });
    m_dns->setRequired(tr("Write down at least one address, or use the system's name servers."));
    form()->addRow(tr("Name servers"), line);
    form()->addRow(QString(), m_dns);
    const auto choose = [this](bool own) {
        (own ? m_ownDns : m_systemDns)->setChecked(true);
        m_dns->setEnabled(own);
    };
    bind({[choose, &settings] { choose(settings.ownDnsServers.get()); },
        [this, &settings] { settings.ownDnsServers.set(m_ownDns->isChecked()); }, [choose] { choose(false); }});
    bind({[this, &settings] { m_dns->setServers(settings.dnsServers.get()); },
        [this, &settings] { settings.dnsServers.set(m_dns->servers()); }, [] {}}); // own lists are never thrown away
    connect(m_ownDns, &QRadioButton::toggled, m_dns, &QWidget::setEnabled);
    connect(m_ownDns, &QRadioButton::toggled, this, &SettingsPage::touched);
    connect(m_dns, &ServerBox::changed, this, &SettingsPage::touched);
}

void LookupsPage::addStunServers(Settings &settings)
{
    m_stun = new ServerBox(tr("STUN servers, one on each line"), QStringLiteral("stun.example.org\n192.0.2.3:3478"),
        [](const QString &text) {
            return parseStunServer(text)
                ? QString()
                : tr("%1 is no server; write it like stun.example.org or 192.0.2.3:3478.").arg(quoted(text));
        });
    m_stun->setRequired(tr("Write down at least one server, or switch the public address off."));
    form()->addRow(tr("STUN servers"), m_stun);
    bind({[this, &settings] { m_stun->setServers(settings.stunServers.get()); },
        [this, &settings] { settings.stunServers.set(m_stun->servers()); },
        [this, &settings] { m_stun->setServers(settings.stunServers.fallback()); }});
    connect(m_stun, &ServerBox::changed, this, &SettingsPage::touched);
    connect(m_publicAddress, &QCheckBox::toggled, m_stun, &QWidget::setEnabled);
    m_stun->setEnabled(m_publicAddress->isChecked());
}

void LookupsPage::addCache(LookupCenter &lookups)
{
    addHeading(tr("What is kept"));
    auto *clear = new QPushButton(tr("Forget all answers"));
    clear->setAutoDefault(false);
    form()->addRow(tr("Answers"), clear);
    QLabel *hint =
        addHint(tr("Answers are kept on this machine as long as their sources say, so that they are not asked "
                   "for again at the next start."));
    connect(clear, &QPushButton::clicked, this, [&lookups, clear, hint] {
        lookups.forgetAnswers();
        clear->setEnabled(false);
        clear->setToolTip(tr("They have just been forgotten"));
        hint->setText(tr("All answers have been forgotten. They are asked for anew when they are needed."));
    });
}

QWidget *LookupsPage::refused() const
{
    for (ServerBox *box : {m_dns, m_stun})
        if (!box->problem().isEmpty())
            return box->edit();
    return nullptr;
}

void LookupsPage::updateEnabled()
{
    const bool nothing = m_nothing->isChecked();
    for (QCheckBox *source : m_sources) {
        source->setEnabled(!nothing);
        source->setToolTip(nothing ? tr("Nothing leaves this machine, so nobody is asked") : QString());
    }
}

} // namespace app
