// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/timeline_accessible.h"

#include "app/timeline/timeline_canvas.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace app {

namespace {

class TimelineAccessible final : public QAccessibleWidget {
public:
    explicit TimelineAccessible(TimelineCanvas *canvas)
        : QAccessibleWidget(canvas, QAccessible::Chart)
        , m_canvas(canvas)
    {
    }

    QString text(QAccessible::Text which) const override
    {
        return which == QAccessible::Value ? m_canvas->cursorText() : QAccessibleWidget::text(which);
    }

private:
    TimelineCanvas *m_canvas; // outlives its interface
};

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *canvas = qobject_cast<TimelineCanvas *>(object);
    return canvas ? new TimelineAccessible(canvas) : nullptr;
}

} // namespace

void installTimelineAccessible()
{
    static const bool installed = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    Q_UNUSED(installed)
}

void announceValue(QWidget *canvas, const QString &text)
{
    QAccessibleValueChangeEvent event(canvas, text);
    QAccessible::updateAccessibility(&event);
}

} // namespace app
