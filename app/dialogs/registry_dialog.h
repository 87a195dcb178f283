// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pathview/hop_summary.h"
#include "engine/web/registry_lookup.h"

#include <QDialog>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace app {

class FactList;
class LookupCenter;
class ProblemLabel;

/// What the responsible registry says about one address, as plain fields. Asks when it is made, and not otherwise than
/// by its button. Never modal.
class RegistryDialog final : public QDialog {
    Q_OBJECT

public:
    RegistryDialog(LookupCenter &lookups, const platform::IpAddress &address, QWidget *parent = nullptr);

    const platform::IpAddress &address() const { return m_address; }
    bool isAsking() const { return m_asking; }
    QString problem() const; ///< the sentence shown; "" without one
    QString text() const; ///< all fields, for the clipboard; "" without an answer

private:
    void makeButtons(QHBoxLayout &row);
    void ask();
    void cancel(const QString &state);
    void take(const engine::RegistryLookup::Answer &answer);
    void setAsking(bool asking);

    LookupCenter &m_lookups;
    platform::IpAddress m_address;
    std::vector<HopSummary::Fact> m_fields;
    bool m_asking = false;
    QLabel *m_state;
    ProblemLabel *m_problem;
    FactList *m_list;
    QPushButton *m_cancel;
    QPushButton *m_again;
    QPushButton *m_copy;
};

/// The record as labels and values, without what is empty; everything made visible.
std::vector<HopSummary::Fact> registryFields(const engine::RegistryRecord &record);

} // namespace app
