// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialogs/settings_dialog.h"

#include "app/shell/settings.h"
#include "app/theme/icons.h"
#include "app/theme/segmented_control.h"
#include "app/theme/theme.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QFrame>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace app {
namespace {

constexpr QSize dialogSize(720, 560);
constexpr int listWidth = 182;

/// The footer and the list's ground, with their hairlines.
class Strip final : public QWidget {
public:
    Strip(QPalette::ColorRole ground, Qt::Edge edge)
        : m_edge(edge)
    {
        setBackgroundRole(ground);
        setAutoFillBackground(true);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QColor &line = Theme::of(palette()).border;
        painter.fillRect(m_edge == Qt::TopEdge ? QRect(0, 0, width(), 1) : QRect(width() - 1, 0, 1, height()), line);
    }

private:
    Qt::Edge m_edge;
};

/// The five colours of the latency scale, as wide as the form.
class Scale final : public QWidget {
public:
    explicit Scale(const std::array<int, 4> &steps)
        : m_steps(steps)
    {
        QFont small = font();
        small.setPixelSize(qMax(9, QFontInfo(small).pixelSize() - 2));
        setFont(small);
    }
    QSize sizeHint() const override { return {scaled(408, fontMetrics()), barHeight + fontMetrics().height() + 4}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::of(palette());
        QPainter painter(this);
        const auto count = static_cast<int>(theme.levels.size());
        for (int i = 0; i < count; ++i)
            painter.fillRect(QRect(width() * i / count, 0, width() / count - 1, barHeight),
                theme.levels[static_cast<std::size_t>(i)]);
        painter.setPen(theme.text2);
        const int baseline = barHeight + 2 + fontMetrics().ascent();
        painter.drawText(0, baseline, QStringLiteral("0"));
        for (int i = 1; i < count; ++i)
            painter.drawText(
                width() * i / count, baseline, QLocale().toString(m_steps[static_cast<std::size_t>(i - 1)]));
    }

private:
    static constexpr int barHeight = 12;
    std::array<int, 4> m_steps;
};

} // namespace

SettingsDialog::SettingsDialog(Settings &settings, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_list(new QListWidget)
    , m_stack(new QStackedWidget)
{
    setWindowTitle(tr("Settings"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Pages"));
    m_list->setSpacing(1);
    m_list->setIconSize(QSize(16, 16));
    auto *side = new Strip(QPalette::Base, Qt::RightEdge);
    side->setFixedWidth(scaled(listWidth, fontMetrics()));
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(6, 8, 7, 8);
    sideColumn->addWidget(m_list);

    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(side);
    middle->addWidget(m_stack, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(middle, 1);
    column->addWidget(makeFooter());

    addGeneral();
    addProbing();
    addGraphs();
    for (const Binding &binding : m_bindings)
        binding.load();
    m_apply->setEnabled(false);
    connect(m_list, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    m_list->setCurrentRow(0);
    resize(scaled(dialogSize.width(), fontMetrics()), scaled(dialogSize.height(), fontMetrics()));
}

QWidget *SettingsDialog::makeFooter()
{
    auto *footer = new Strip(QPalette::Window, Qt::TopEdge);
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(16, 12, 16, 12);
    auto *defaults = new QPushButton(tr("Restore defaults"));
    defaults->setFlat(true);
    defaults->setAutoDefault(false);
    auto *cancel = new QPushButton(tr("Cancel"));
    m_apply = new QPushButton(tr("Apply"));
    auto *ok = new QPushButton(tr("OK"));
    m_apply->setToolTip(tr("Use the changes and stay here"));
    for (auto *button : {cancel, m_apply, ok}) {
        button->setAutoDefault(button == ok);
        button->setMinimumWidth(scaled(62, fontMetrics()));
    }
    ok->setDefault(true);
    row->addWidget(defaults);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_apply);
    row->addWidget(ok);
    connect(defaults, &QPushButton::clicked, this, [this] {
        for (const Binding &binding : m_bindings)
            binding.reset();
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_apply, &QPushButton::clicked, this, &SettingsDialog::apply);
    connect(ok, &QPushButton::clicked, this, &SettingsDialog::accept);
    return footer;
}

QFormLayout *SettingsDialog::addPage(const QString &title, int which)
{
    auto *item = new QListWidgetItem(icon(static_cast<Icon>(which)), title, m_list);
    item->setSizeHint(QSize(0, scaled(32, fontMetrics())));
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->setContentsMargins(20, 16, 20, 16);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(6);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_stack->addWidget(scroll);
    return form;
}

void SettingsDialog::addHeading(QFormLayout *form, const QString &text)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    label->setContentsMargins(0, form->rowCount() > 0 ? 16 : 0, 0, 4);
    form->addRow(label);
}

void SettingsDialog::addHint(QFormLayout *form, const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setMinimumWidth(scaled(320, fontMetrics()));
    QFont font = label->font();
    font.setPixelSize(qMax(9, QFontInfo(font).pixelSize() - 1));
    label->setFont(font);
    form->addRow(QString(), label);
}

template <typename T>
void SettingsDialog::addChoice(QFormLayout *form, const QString &label, Setting<T> &setting, const QStringList &names)
{
    auto *control = new SegmentedControl;
    control->setAccessibleName(label);
    for (int i = 0; i < names.size(); ++i)
        control->addSegment(
            static_cast<int>(setting.low()) + i, names[i], {}, QStringLiteral("%1: %2").arg(label, names[i]));
    connect(control, &SegmentedControl::chosen, this, &SettingsDialog::touched);
    m_bindings.push_back({[control, &setting] { control->setCurrent(static_cast<int>(setting.get())); },
        [control, &setting] { setting.set(static_cast<T>(control->current())); },
        [this, control, &setting] {
            control->setCurrent(static_cast<int>(setting.fallback()));
            touched();
        }});
    form->addRow(label, control);
}

void SettingsDialog::addNumber(
    QFormLayout *form, const QString &label, Setting<int> &setting, const QString &suffix, const QString &tip)
{
    auto *box = new QSpinBox;
    box->setRange(setting.low(), setting.high());
    box->setSuffix(suffix);
    box->setAccessibleName(label);
    box->setToolTip(tip);
    box->setFixedWidth(scaled(112, fontMetrics()));
    connect(box, &QSpinBox::valueChanged, this, &SettingsDialog::touched);
    m_bindings.push_back({[box, &setting] { box->setValue(setting.get()); },
        [box, &setting] { setting.set(box->value()); }, [box, &setting] { box->setValue(setting.fallback()); }});
    form->addRow(label, box);
}

QWidget *SettingsDialog::addCheck(QFormLayout *form, const QString &label, Setting<bool> &setting, const QString &text)
{
    auto *box = new QCheckBox(text);
    connect(box, &QCheckBox::toggled, this, &SettingsDialog::touched);
    m_bindings.push_back({[box, &setting] { box->setChecked(setting.get()); },
        [box, &setting] { setting.set(box->isChecked()); }, [box, &setting] { box->setChecked(setting.fallback()); }});
    form->addRow(label, box);
    return box;
}

void SettingsDialog::addGeneral()
{
    QFormLayout *form = addPage(tr("General"), static_cast<int>(Icon::General));
    addHeading(form, tr("Appearance"));
    addChoice(form, tr("Colours"), m_settings.colours, {tr("As the system"), tr("Light"), tr("Dark")});
    addHeading(form, tr("At the start"));
    addCheck(form, tr("Targets"), m_settings.restoreTargets, tr("Trace the targets of the last time again"));
}

void SettingsDialog::addProbing()
{
    QFormLayout *form = addPage(tr("Probing"), static_cast<int>(Icon::Demo));
    addHeading(form, tr("Probes"));
    addChoice(form, tr("Method"), m_settings.protocol, {tr("ICMP"), tr("UDP"), tr("TCP")});
    addChoice(form, tr("Family"), m_settings.family, {tr("Any"), tr("IPv4"), tr("IPv6")});
    addNumber(form, tr("UDP port"), m_settings.udpPort, {}, tr("Destination port of UDP probes"));
    addNumber(form, tr("TCP port"), m_settings.tcpPort, {}, tr("Destination port of TCP probes"));
    addNumber(form, tr("Packet size"), m_settings.packetSize, tr(" bytes"),
        tr("Whole IP packet; raised to what the headers need"));
    addNumber(form, tr("DSCP"), m_settings.dscp, {}, tr("Class of service, 0 to 63"));
    addHeading(form, tr("Time"));
    addNumber(form, tr("Interval"), m_settings.intervalMs, tr(" ms"), tr("Between the starts of two rounds"));
    addNumber(
        form, tr("Wait for a reply"), m_settings.timeoutMs, tr(" ms"), tr("Later replies count as late, not as lost"));
    addHeading(form, tr("Path"));
    addNumber(form, tr("First hop"), m_settings.firstHop, {}, tr("TTL of the first probe"));
    addNumber(form, tr("Last hop"), m_settings.maxHops, {}, tr("Highest TTL; the trace ends at the target anyway"));
    addHint(form, tr("Changes hold for what is started afterwards; Restart takes them over for a running target."));
}

void SettingsDialog::addGraphs()
{
    QFormLayout *form = addPage(tr("Table and graphs"), static_cast<int>(Icon::Columns));
    addHeading(form, tr("Table"));
    addChoice(form, tr("Row height"), m_settings.density, {tr("Compact"), tr("Normal"), tr("Roomy")});
    addHeading(form, tr("Latency"));
    form->addRow(tr("Colour steps"), makeSteps());
    form->addRow(QString(), new Scale(latencyThresholds()));
    addHint(
        form, tr("Slow is darker here and lighter on dark backgrounds. Red is never used for slow, only for lost."));
}

QWidget *SettingsDialog::makeSteps()
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    int number = 1;
    for (Setting<int> *setting : {&m_settings.step1, &m_settings.step2, &m_settings.step3, &m_settings.step4}) {
        auto *box = new QSpinBox;
        box->setRange(setting->low(), setting->high());
        box->setSuffix(tr(" ms"));
        box->setAccessibleName(tr("Colour step %1").arg(number++));
        connect(box, &QSpinBox::valueChanged, this, &SettingsDialog::touched);
        m_bindings.push_back({[box, setting] { box->setValue(setting->get()); },
            [box, setting] { setting->set(box->value()); }, [box, setting] { box->setValue(setting->fallback()); }});
        row->addWidget(box);
    }
    row->addStretch();
    return line;
}

void SettingsDialog::showPage(int index)
{
    m_list->setCurrentRow(index);
}

int SettingsDialog::pageCount() const
{
    return m_stack->count();
}

void SettingsDialog::touched()
{
    if (m_apply)
        m_apply->setEnabled(true);
}

void SettingsDialog::apply()
{
    for (const Binding &binding : m_bindings)
        binding.store();
    m_settings.sync();
    m_apply->setEnabled(false);
}

void SettingsDialog::accept()
{
    apply();
    QDialog::accept();
}

} // namespace app
