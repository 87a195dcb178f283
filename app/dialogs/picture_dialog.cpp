// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialogs/picture_dialog.h"

#include "app/theme/segmented_control.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace app {

PictureDialog::PictureDialog(const std::function<QImage(qreal)> &render, QWidget *parent)
    : QDialog(parent)
    , m_scale(new SegmentedControl(this))
    , m_pixels(new QLabel(this))
{
    setWindowTitle(tr("Export a picture"));
    const QImage image = render(1);
    m_size = image.size();
    auto *column = new QVBoxLayout(this);
    auto *preview = new QLabel(this);
    constexpr QSize largest(480, 300);
    const QImage small = image.width() > largest.width() || image.height() > largest.height()
        ? image.scaled(largest, Qt::KeepAspectRatio, Qt::SmoothTransformation)
        : image;
    preview->setPixmap(QPixmap::fromImage(small));
    preview->setFrameShape(QFrame::StyledPanel);
    preview->setAlignment(Qt::AlignCenter);
    preview->setAccessibleName(tr("Preview"));
    column->addWidget(preview);
    for (int factor = 1; factor <= 4; ++factor)
        m_scale->addSegment(factor, tr("%1×").arg(factor), {}, tr("Scale %1").arg(factor));
    m_scale->setCurrent(2);
    auto *form = new QFormLayout;
    form->addRow(tr("Scale"), m_scale);
    form->addRow(tr("Size"), m_pixels);
    column->addLayout(form);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Save)->setText(tr("Save…"));
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_scale, &SegmentedControl::chosen, this, &PictureDialog::describe);
    describe();
}

qreal PictureDialog::scale() const
{
    return m_scale->current();
}

void PictureDialog::describe()
{
    m_pixels->setText(
        tr("%1 × %2 pixels").arg(m_size.width() * m_scale->current()).arg(m_size.height() * m_scale->current()));
}

} // namespace app
