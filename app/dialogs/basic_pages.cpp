// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dialogs/basic_pages.h"

#include "app/theme/theme.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QSpinBox>

namespace app {
namespace {

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

GeneralPage::GeneralPage(Settings &settings)
    : SettingsPage(tr("General"), Icon::General)
{
    addHeading(tr("Appearance"));
    addChoice(tr("Colours"), settings.colours, {tr("As the system"), tr("Light"), tr("Dark")});
    addHeading(tr("At the start"));
    addCheck(tr("Targets"), settings.restoreTargets, tr("Trace the targets of the last time again"));
}

ProbingPage::ProbingPage(Settings &settings)
    : SettingsPage(tr("Probing"), Icon::Demo)
{
    addHeading(tr("Probes"));
    addChoice(tr("Method"), settings.protocol, {tr("ICMP"), tr("UDP"), tr("TCP")});
    addChoice(tr("Family"), settings.family, {tr("Any"), tr("IPv4"), tr("IPv6")});
    addNumber(tr("UDP port"), settings.udpPort, {}, tr("Destination port of UDP probes"));
    addNumber(tr("TCP port"), settings.tcpPort, {}, tr("Destination port of TCP probes"));
    addNumber(
        tr("Packet size"), settings.packetSize, tr(" bytes"), tr("Whole IP packet; raised to what the headers need"));
    addNumber(tr("DSCP"), settings.dscp, {}, tr("Class of service, 0 to 63"));
    addHeading(tr("Time"));
    addNumber(tr("Interval"), settings.intervalMs, tr(" ms"), tr("Between the starts of two rounds"));
    addNumber(tr("Wait for a reply"), settings.timeoutMs, tr(" ms"), tr("Later replies count as late, not as lost"));
    addHeading(tr("Path"));
    addNumber(tr("First hop"), settings.firstHop, {}, tr("TTL of the first probe"));
    addNumber(tr("Last hop"), settings.maxHops, {}, tr("Highest TTL; the trace ends at the target anyway"));
    addHint(tr("Changes hold for what is started afterwards; Restart takes them over for a running target."));
}

GraphsPage::GraphsPage(Settings &settings)
    : SettingsPage(tr("Table and graphs"), Icon::Columns)
{
    addHeading(tr("Table"));
    addChoice(tr("Row height"), settings.density, {tr("Compact"), tr("Normal"), tr("Roomy")});
    addHeading(tr("Latency"));
    form()->addRow(tr("Colour steps"), makeSteps(settings));
    form()->addRow(QString(), new Scale(latencyThresholds()));
    addHint(tr("Slow is darker here and lighter on dark backgrounds. Red is never used for slow, only for lost."));
}

QWidget *GraphsPage::makeSteps(Settings &settings)
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    int number = 1;
    for (Setting<int> *setting : {&settings.step1, &settings.step2, &settings.step3, &settings.step4}) {
        auto *box = new QSpinBox;
        box->setRange(setting->low(), setting->high());
        box->setSuffix(tr(" ms"));
        box->setAccessibleName(tr("Colour step %1").arg(number++));
        connect(box, &QSpinBox::valueChanged, this, &SettingsPage::touched);
        bind({[box, setting] { box->setValue(setting->get()); }, [box, setting] { setting->set(box->value()); },
            [box, setting] { box->setValue(setting->fallback()); }});
        row->addWidget(box);
    }
    row->addStretch();
    return line;
}

} // namespace app
