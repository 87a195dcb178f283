// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/banner.h"

#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace app {
namespace {

struct KindLook {
    Icon icon;
    QColor ink, tint;
};

KindLook lookOf(Banner::Kind kind, const Theme &theme)
{
    switch (kind) {
    case Banner::Kind::Error:
        return {Icon::Error, theme.bad, theme.badTint};
    case Banner::Kind::Warning:
        return {Icon::Warning, theme.warn, theme.warnTint};
    case Banner::Kind::Ok:
        return {Icon::Check, theme.ok, theme.okTint};
    case Banner::Kind::Info:
        break;
    }
    return {Icon::Info, theme.accent, theme.infoTint};
}

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

Banner::Banner(Kind kind, const QString &id, const QString &title, const QString &text)
    : m_kind(kind)
    , m_id(id)
    , m_title(plainLabel(title, this))
    , m_text(plainLabel(text, this))
    , m_actions(new QHBoxLayout)
{
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(title);
    setAccessibleDescription(text);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_text->setVisible(!text.isEmpty());

    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_text);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(44, 8, 12, 8); // the icon stands in the left margin
    row->setSpacing(12);
    row->addLayout(words, 1);
    m_actions->setSpacing(8);
    row->addLayout(m_actions);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

QString Banner::title() const
{
    return m_title->text();
}

QString Banner::text() const
{
    return m_text->text();
}

QPushButton *Banner::addAction(const QString &text, const QString &accessibleName)
{
    auto *button = new QPushButton(text, this);
    button->setFlat(m_actions->count() > 0);
    button->setAutoDefault(false);
    button->setAccessibleName(accessibleName.isEmpty() ? text : accessibleName);
    m_actions->addWidget(button, 0, Qt::AlignVCenter);
    return button;
}

void Banner::paintEvent(QPaintEvent *)
{
    const KindLook look = lookOf(m_kind, Theme::of(palette()));
    QPainter painter(this);
    painter.fillRect(rect(), look.tint);
    QColor line = look.ink;
    line.setAlphaF(0.45F);
    painter.fillRect(QRect(0, height() - 1, width(), 1), line);
    constexpr int side = 18;
    const int x = layoutDirection() == Qt::RightToLeft ? width() - 14 - side : 14;
    paintIcon(painter, look.icon, QRectF(x, m_title->geometry().center().y() - side / 2.0 + 1, side, side), look.ink);
}

void Banner::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    if (std::exchange(m_announced, true))
        return;
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

BannerStack::BannerStack(QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void BannerStack::show(Banner *banner)
{
    if (Banner *old = find(banner->id())) {
        if (old->title() == banner->title() && old->text() == banner->text() && old->kind() == banner->kind()) {
            delete banner;
            return;
        }
        remove(banner->id());
    }
    layout()->addWidget(banner);
    banner->QWidget::show();
}

void BannerStack::remove(const QString &id)
{
    Banner *banner = find(id);
    if (!banner)
        return;
    layout()->removeWidget(banner);
    banner->hide();
    banner->setParent(nullptr);
    banner->deleteLater(); // its button may be what asked
}

void BannerStack::clear()
{
    const auto all = banners();
    for (const Banner *banner : all)
        remove(banner->id());
}

Banner *BannerStack::find(const QString &id) const
{
    const auto all = banners();
    for (Banner *banner : all)
        if (banner->id() == id)
            return banner;
    return nullptr;
}

QList<Banner *> BannerStack::banners() const
{
    return findChildren<Banner *>(Qt::FindDirectChildrenOnly);
}

} // namespace app
