// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/timeline/timeline_view.h"

#include "app/table/hop_selection.h"
#include "engine/session.h"

namespace app {

TimelineView::TimelineView(QWidget *parent)
    : QWidget(parent)
    , m_controls(new QWidget(this))
{
    setAccessibleName(tr("Timeline"));
}

TimelineView::~TimelineView() = default;

void TimelineView::setSession(engine::Session *session)
{
    m_session = session;
    update();
}

void TimelineView::setSelection(HopSelection *selection)
{
    m_selection = selection;
    update();
}

QImage TimelineView::renderImage(qreal scale)
{
    QImage image(size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    render(&image);
    return image;
}

} // namespace app
