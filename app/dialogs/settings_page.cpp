// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialogs/settings_page.h"

#include "app/theme/theme.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

namespace app {

QLabel *makeHint(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    QFont font = label->font();
    font.setPixelSize(qMax(9, QFontInfo(font).pixelSize() - 1));
    label->setFont(font);
    return label;
}

SettingsPage::SettingsPage(const QString &title, Icon icon, QWidget *parent)
    : QScrollArea(parent)
    , m_title(title)
    , m_icon(icon)
{
    setAccessibleName(title);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto *page = new QWidget;
    m_form = new QFormLayout(page);
    m_form->setContentsMargins(20, 16, 20, 16);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(6);
    m_form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    setWidget(page);
}

void SettingsPage::load()
{
    for (const Binding &binding : m_bindings)
        binding.load();
}

void SettingsPage::store()
{
    for (const Binding &binding : m_bindings)
        binding.store();
}

void SettingsPage::reset()
{
    for (const Binding &binding : m_bindings)
        binding.reset();
}

void SettingsPage::addHeading(const QString &text)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    label->setContentsMargins(0, m_form->rowCount() > 0 ? 16 : 0, 0, 4);
    m_form->addRow(label);
}

QLabel *SettingsPage::addHint(const QString &text)
{
    QLabel *label = makeHint(text);
    label->setMinimumWidth(scaled(400, fontMetrics()));
    m_form->addRow(QString(), label);
    return label;
}

SegmentedControl *SettingsPage::makeChoice(const QString &label, int first, const QStringList &names)
{
    auto *control = new SegmentedControl;
    control->setAccessibleName(label);
    for (int i = 0; i < names.size(); ++i)
        control->addSegment(first + i, names[i], {}, QStringLiteral("%1: %2").arg(label, names[i]));
    connect(control, &SegmentedControl::chosen, this, &SettingsPage::touched);
    m_form->addRow(label, control);
    return control;
}

void SettingsPage::addNumber(const QString &label, Setting<int> &setting, const QString &suffix, const QString &tip)
{
    auto *box = new QSpinBox;
    box->setRange(setting.low(), setting.high());
    box->setSuffix(suffix);
    box->setAccessibleName(label);
    box->setToolTip(tip);
    box->setFixedWidth(scaled(112, fontMetrics()));
    connect(box, &QSpinBox::valueChanged, this, &SettingsPage::touched);
    bind({[box, &setting] { box->setValue(setting.get()); }, [box, &setting] { setting.set(box->value()); },
        [box, &setting] { box->setValue(setting.fallback()); }});
    m_form->addRow(label, box);
}

QCheckBox *SettingsPage::addCheck(
    const QString &label, Setting<bool> &setting, const QString &text, const QString &hint)
{
    auto *box = new QCheckBox(text);
    connect(box, &QCheckBox::toggled, this, &SettingsPage::touched);
    bind({[box, &setting] { box->setChecked(setting.get()); }, [box, &setting] { setting.set(box->isChecked()); },
        [box, &setting] { box->setChecked(setting.fallback()); }});
    m_form->addRow(label, box);
    if (!hint.isEmpty()) {
        box->setAccessibleDescription(hint);
        addHint(hint);
    }
    return box;
}

} // namespace app
