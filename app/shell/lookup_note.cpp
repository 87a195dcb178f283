// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/lookup_note.h"

#include "app/shell/settings.h"
#include "app/text/lookup_text.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {

LookupNote::LookupNote(Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_text(new QLabel(this))
{
    setAccessibleName(tr("What leaves this machine"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_allow = addButton(tr("Allow public address (STUN)"),
        tr("Ask a STUN server which address the world sees, to know which hops are your provider's"), false);
    m_nothing = addButton(tr("Nothing leaves"), tr("Ask nobody about anything; only probes are sent"), false);
    m_details = addButton(tr("Details…"), tr("Choose what may be asked, and of whom"), true);
    auto *close = new QToolButton(this);
    close->setIcon(icon(Icon::Close));
    close->setAccessibleName(tr("Put this line away"));
    close->setToolTip(tr("Leave it as it is, and put this line away"));

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *button : {m_allow, m_nothing, m_details})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *words = new QVBoxLayout;
    words->setSpacing(8);
    words->addWidget(m_text);
    words->addLayout(buttons);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(40, 10, 8, 10); // the icon stands in the left margin
    row->addLayout(words, 1);
    row->addWidget(close, 0, Qt::AlignTop);

    const auto done = [this] { m_settings.lookupsExplained.set(true); };
    connect(m_allow, &QPushButton::clicked, this, [this, done] {
        m_settings.publicAddress.set(true);
        done();
    });
    connect(m_nothing, &QPushButton::clicked, this, [this, done] {
        m_settings.nothingLeaves.set(true);
        done();
    });
    connect(m_details, &QPushButton::clicked, this, &LookupNote::detailsRequested);
    connect(close, &QToolButton::clicked, this, done);
    connect(&settings, &Settings::changed, this, &LookupNote::update);
    update();
}

QPushButton *LookupNote::addButton(const QString &text, const QString &tip, bool flat)
{
    auto *button = new QPushButton(text, this);
    button->setAutoDefault(false);
    button->setFlat(flat);
    button->setProperty("compact", true);
    button->setToolTip(tip);
    return button;
}

void LookupNote::update()
{
    m_text->setText(lookupSummary(m_settings.lookupOptions()));
}

void LookupNote::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.infoTint);
    painter.drawRoundedRect(rect(), 4, 4);
    constexpr int side = 16;
    const int x = layoutDirection() == Qt::RightToLeft ? width() - 14 - side : 14;
    paintIcon(painter, Icon::Lock, QRectF(x, m_text->y() + 1, side, side), theme.accent);
}

} // namespace app
