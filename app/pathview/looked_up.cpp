// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/looked_up.h"

#include "app/table/fact_text.h"
#include "app/table/formatting.h"
#include "app/table/segment_text.h"

#include <QCoreApplication>

namespace app {

namespace {

using engine::AddressFacts;
using engine::Fact;
using engine::FactState;

class Texts {
    Q_DECLARE_TR_FUNCTIONS(app::LookedUp)
};

class Collector final {
public:
    Collector(const AddressFacts &facts, const QDateTime &now)
        : m_facts(facts)
        , m_now(now)
    {
    }

    void add(const QString &label, const QString &value, const QString &note = {})
    {
        if (!value.isEmpty())
            m_rows.push_back({label, value, note});
    }

    /// `value` when it is known, otherwise how it stands.
    template <typename T>
    void add(const QString &label, const Fact<T> &fact, const QString &value, const QString &missing)
    {
        const QString source = sourceText(originOf(fact), m_now);
        switch (fact.state) {
        case FactState::Known:
            add(label, value, source);
            break;
        case FactState::Pending:
            add(label, Texts::tr("looking it up…"));
            break;
        case FactState::Missing:
            add(label, missing, source);
            break;
        case FactState::Failed:
            add(label, Texts::tr("no answer"), source);
            break;
        case FactState::Unknown:
            break;
        }
    }

    void addNames(const QString &asked)
    {
        if (!asked.isEmpty())
            add(Texts::tr("Target"), visibleText(asked));
        add(Texts::tr("Name"), m_facts.name, hostName(m_facts), Texts::tr("none in DNS"));
    }

    void addNetwork()
    {
        const QString network = networkText(m_facts);
        const QString others = otherOriginsText(m_facts);
        if (m_facts.origin.state == FactState::Unknown)
            add(Texts::tr("Network"), network, Texts::tr("from the address itself"));
        else
            add(Texts::tr("Network"), m_facts.origin,
                others.isEmpty() ? network : Texts::tr("%1\nalso announced by %2").arg(network, others),
                network.isEmpty() ? Texts::tr("not announced") : network);
        add(Texts::tr("Prefix"), prefixText(m_facts));
        add(Texts::tr("Registry"), registrationText(m_facts));
    }

    void addPlace()
    {
        const QString where = placeLine(m_facts);
        const QString exact = coordinatesText(m_facts);
        add(Texts::tr("Place"), m_facts.place, where.isEmpty() ? exact : where, Texts::tr("in no database"));
        if (!where.isEmpty())
            add(Texts::tr("Position"), exact);
    }

    void addExchange()
    {
        const QString member = memberText(m_facts);
        const QString name = exchangeText(m_facts);
        add(Texts::tr("Exchange"), m_facts.exchange,
            member.isEmpty() ? name : Texts::tr("%1\nport of %2").arg(name, member), Texts::tr("none"));
    }

    std::vector<HopSummary::Fact> take() { return std::move(m_rows); }

private:
    const AddressFacts &m_facts;
    QDateTime m_now;
    std::vector<HopSummary::Fact> m_rows;
};

} // namespace

std::vector<HopSummary::Fact> lookedUpFacts(
    const HopRow &row, const QString &asked, const engine::Surroundings &surroundings, const QDateTime &now)
{
    Collector rows(row.facts, now);
    rows.addNames(asked);
    rows.addNetwork();
    rows.addPlace();
    rows.addExchange();
    rows.add(Texts::tr("Segment"), segmentText(row.segment),
        segmentReason(row.segment, row.address, row.facts, row.target, surroundings));
    return rows.take();
}

} // namespace app
