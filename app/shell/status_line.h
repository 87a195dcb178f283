// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/theme/icons.h"

#include <QWidget>

#include <optional>

namespace engine {
class Session;
struct LookupOptions;
} // namespace engine

namespace app {

/// The line at the foot of the window: how the probes are sent, what the trace took, what leaves this machine.
/// Parts that do not fit are left out from the right; all of them stand in the tooltip.
class StatusLine final : public QWidget {
    Q_OBJECT

public:
    struct Part {
        std::optional<Icon> icon;
        IconTint tint = IconTint::Secondary;
        QString text;
        friend bool operator==(const Part &, const Part &) = default;
    };

    explicit StatusLine(QWidget *parent = nullptr);
    void setParts(const QList<Part> &parts);
    QList<Part> parts() const { return m_parts; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Part> m_parts;
};

/// What is true about a run, in the order of importance; `lookups`: what may be asked, and of whom. `session` may be
/// null.
QList<StatusLine::Part> statusParts(
    const engine::Session *session, bool simulated, const QString &ready, const engine::LookupOptions &lookups);

} // namespace app
