// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/hover_plate.h"

#include "app/theme/theme.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace app {

namespace {

QLabel *makeLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

HoverPlate::HoverPlate(QWidget *parent)
    : QWidget(parent)
    , m_title(makeLabel(this))
    , m_body(makeLabel(this))
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 7, 10, 7);
    column->setSpacing(2);
    column->addWidget(m_title);
    column->addWidget(m_body);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    hide();
}

void HoverPlate::showText(const QString &text, const QRect &anchor)
{
    const qsizetype end = text.indexOf(QLatin1Char('\n'));
    m_title->setText(end < 0 ? text : text.left(end));
    m_body->setText(end < 0 ? QString() : text.mid(end + 1));
    m_body->setVisible(end >= 0);
    adjustSize();
    constexpr int gap = 8;
    const QRect room = parentWidget()->rect();
    QPoint at(anchor.center().x() - width() / 2, anchor.bottom() + gap);
    if (at.y() + height() > room.bottom())
        at.setY(anchor.top() - gap - height());
    at.setX(qBound(room.left() + gap, at.x(), qMax(room.left() + gap, room.right() - gap - width())));
    at.setY(qMax(room.top(), at.y()));
    move(at);
    show();
    raise();
}

QString HoverPlate::text() const
{
    return m_body->text().isEmpty() ? m_title->text() : m_title->text() + QLatin1Char('\n') + m_body->text();
}

void HoverPlate::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.strong, 1));
    painter.setBrush(theme.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace app
