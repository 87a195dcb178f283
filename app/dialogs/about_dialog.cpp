// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialogs/about_dialog.h"

#include "app/shell/path_drawing.h"
#include "app/theme/theme.h"
#include "version.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace app {
namespace {

QLabel *plain(const QString &text, int pixels, QFont::Weight weight, QPalette::ColorRole role, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    label->setForegroundRole(role);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont font = label->font();
    font.setPixelSize(qMax(9, QFontInfo(font).pixelSize() + pixels));
    font.setWeight(weight);
    label->setFont(font);
    return label;
}

} // namespace

AboutDialog::AboutDialog(Page page, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("About Periplus"));
    auto *column = new QVBoxLayout(this);
    auto *tabs = new QTabWidget(this);
    tabs->setDocumentMode(true);
    tabs->setAccessibleName(tr("Pages"));
    tabs->tabBar()->setAccessibleName(tr("Pages"));
    tabs->addTab(makeAbout(), tr("About"));
    tabs->addTab(makeLicences(), tr("Licences"));
    tabs->setCurrentIndex(page == Page::Licences ? 1 : 0);
    column->addWidget(tabs);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    resize(scaled(560, fontMetrics()), scaled(420, fontMetrics()));
}

QWidget *AboutDialog::makeAbout()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setSpacing(8);
    auto *drawing = new PathDrawing(page);
    drawing->setMaximumWidth(scaled(360, fontMetrics()));
    column->addWidget(drawing);
    column->addSpacing(8);
    column->addWidget(
        plain(tr("Periplus %1").arg(QStringLiteral(PERIPLUS_VERSION)), 7, QFont::DemiBold, QPalette::WindowText, page));
    column->addWidget(plain(
        tr("Shows the way that packets take, and keeps watching it."), 0, QFont::Normal, QPalette::WindowText, page));
    column->addWidget(plain(
        tr("A periplus was a captain's book: the landmarks along a route, in order, with the distances between them."),
        0, QFont::Normal, QPalette::PlaceholderText, page));
    column->addSpacing(8);
    column->addWidget(plain(
        tr("© 2026 The Periplus developers. Free software under the GNU General Public License, version 3 or later; "
           "it comes without any warranty."),
        0, QFont::Normal, QPalette::WindowText, page));
    column->addStretch();
    return page;
}

QWidget *AboutDialog::makeLicences()
{
    auto *text = new QPlainTextEdit;
    text->setReadOnly(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setAccessibleName(tr("Licences"));
    const QString parts = tr("Periplus is built with:\n"
                             "• Qt %1 (GNU LGPL 3; Qt Charts: GNU GPL 3)\n"
                             "• c-ares (MIT licence)\n"
                             "• libmaxminddb (Apache licence 2.0)\n"
                             "• zlib (zlib licence), SQLite (public domain)\n\n"
                             "What can be got from others, and whose it is:\n"
                             "• IP Geolocation by DB-IP, https://db-ip.com (CC BY 4.0)\n"
                             "• exchange points by PeeringDB, https://www.peeringdb.com\n"
                             "• IP to ASN mapping by Team Cymru, https://www.team-cymru.com\n\n")
                              .arg(QLatin1String(qVersion()));
    QFile licence(QStringLiteral(":/LICENSE"));
    text->setPlainText(licence.open(QIODevice::ReadOnly) ? parts + QString::fromUtf8(licence.readAll()) : parts);
    return text;
}

} // namespace app
