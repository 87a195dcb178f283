// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/start_page.h"

#include "app/shell/actions.h"
#include "app/shell/banner.h"
#include "app/shell/lookup_note.h"
#include "app/shell/path_drawing.h"
#include "app/shell/probe_controls.h"
#include "app/shell/settings.h"
#include "app/shell/target_box.h"
#include "app/text/lookup_text.h"
#include "app/text/method_text.h"

#include <QCoreApplication>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace app {
namespace {

constexpr int columnWidth = 560;
constexpr int boxHeight = 36;

QLabel *label(QWidget *parent, const QString &text, int pixels, QFont::Weight weight, QPalette::ColorRole role)
{
    auto *result = new QLabel(parent);
    result->setTextFormat(Qt::PlainText);
    result->setText(text);
    QFont font = result->font();
    font.setPixelSize(qMax(9, QFontInfo(font).pixelSize() + pixels));
    font.setWeight(weight);
    result->setFont(font);
    result->setForegroundRole(role);
    return result;
}

/// The light ground under the line on what works.
class Plate final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::of(palette()).window);
        painter.drawRoundedRect(rect(), 4, 4);
    }
};

} // namespace

QString capabilityLine(const platform::Capabilities &capabilities)
{
    QStringList protocols;
    QStringList families;
    for (const auto &one : capabilities) {
        if (!one.available || one.method == platform::Method::IcmpRaw) // raw sockets are what needs the rights
            continue;
        const QString protocol = protocolText(one.protocol);
        const QString family = familyText(one.family);
        if (!protocols.contains(protocol))
            protocols.append(protocol);
        if (!families.contains(family))
            families.append(family);
    }
    if (protocols.isEmpty())
        return {};
    const QLocale locale;
    return QCoreApplication::translate("app::StartPage", "%1; %2.")
        .arg(locale.createSeparatedList(protocols), locale.createSeparatedList(families));
}

StartPage::StartPage(Settings &settings, Actions &actions, QWidget *parent)
    : QScrollArea(parent)
    , m_settings(settings)
    , m_actions(actions)
    , m_banners(new BannerStack)
    , m_box(new TargetBox)
    , m_start(new QPushButton(icon(Icon::Play, IconTint::OnAccent), tr("Start")))
    , m_recent(new RecentTargets)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus); // what stands on it takes the focus
    setAccessibleName(tr("Start page"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::Base);

    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banners);
    column->addStretch(1);
    auto *middle = new QHBoxLayout; // aligned, the column would not get the height that its wrapped texts need
    middle->addStretch();
    middle->addWidget(makeColumn());
    middle->addStretch();
    column->addLayout(middle);
    column->addStretch(2);
    setWidget(page);

    connect(m_box, &TargetBox::submitted, this, &StartPage::submitted);
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (!m_box->typed().isEmpty())
            Q_EMIT submitted({m_box->typed()});
        else
            m_box->setFocus();
    });
    connect(m_recent, &RecentTargets::chosen, this, [this](const QString &text) { Q_EMIT submitted({text}); });
    connect(&settings, &Settings::changed, this, [this](const QString &key) {
        if (key.startsWith(QLatin1String("lookups/")) || key == m_settings.lookupsExplained.key())
            updateLookups();
    });
    updateLookups();
    refresh();
}

void StartPage::updateLookups()
{
    const bool explained = m_settings.lookupsExplained.get();
    m_note->setVisible(!explained);
    m_worksText->setVisible(explained); // the note says the same, and more
    m_worksText->setText(lookupSummary(m_settings.lookupOptions()));
}

QWidget *StartPage::makeColumn()
{
    auto *column = new QWidget;
    column->setFixedWidth(scaled(columnWidth, fontMetrics()));
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins(0, 24, 0, 24);
    rows->setSpacing(0);
    rows->addWidget(new PathDrawing(column));
    rows->addSpacing(28);
    rows->addWidget(label(column, tr("Where do your packets go?"), 7, QFont::DemiBold, QPalette::WindowText));
    rows->addSpacing(4);
    rows->addWidget(label(column, tr("Type a host, an address or a URL. Hops appear as they answer."), 0, QFont::Normal,
        QPalette::PlaceholderText));
    rows->addSpacing(14);
    rows->addWidget(makeBoxRow());
    rows->addSpacing(6);
    rows->addWidget(new ProbeControls(m_settings, ProbeControls::Look::Quiet, true, column));
    rows->addSpacing(22);
    m_recentTitle = label(column, tr("Recent"), -2, QFont::DemiBold, QPalette::PlaceholderText);
    rows->addWidget(m_recentTitle);
    rows->addSpacing(8);
    rows->addWidget(m_recent);
    rows->addSpacing(20);
    auto *demo = new QPushButton(icon(Icon::Demo), tr("Try the demo network"), column);
    demo->setToolTip(tr("Trace simulated hosts; no packet leaves this machine"));
    demo->setAutoDefault(false);
    connect(demo, &QPushButton::clicked, m_actions[ActionId::Demo], &QAction::trigger);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(demo);
    buttons->addStretch();
    rows->addLayout(buttons);
    rows->addSpacing(24);
    rows->addWidget(makeCapabilityLine());
    rows->addSpacing(8);
    m_note = new LookupNote(m_settings, column);
    rows->addWidget(m_note);
    connect(m_note, &LookupNote::detailsRequested, this, &StartPage::lookupDetailsRequested);
    return column;
}

QWidget *StartPage::makeBoxRow()
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    m_box->setFixedHeight(scaled(boxHeight, fontMetrics()));
    m_start->setFixedHeight(scaled(boxHeight, fontMetrics()));
    m_start->setMinimumWidth(scaled(90, fontMetrics()));
    m_start->setDefault(true);
    m_start->setToolTip(tr("Trace what the box says"));
    row->addWidget(m_box, 1);
    row->addWidget(m_start);
    return line;
}

QWidget *StartPage::makeCapabilityLine()
{
    m_works = new Plate;
    auto *row = new QHBoxLayout(m_works);
    row->setContentsMargins(14, 10, 14, 10);
    row->setSpacing(10);
    m_worksIcon = new QLabel(m_works);
    m_worksTitle = label(m_works, {}, 0, QFont::Medium, QPalette::WindowText);
    m_worksTitle->setWordWrap(true);
    m_worksText = label(m_works, {}, -1, QFont::Normal, QPalette::PlaceholderText);
    m_worksText->setWordWrap(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_worksTitle);
    words->addWidget(m_worksText);
    row->addWidget(m_worksIcon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    QSizePolicy policy = m_works->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // the page does not jump when the answer comes
    m_works->setSizePolicy(policy);
    m_works->hide();
    return m_works;
}

void StartPage::refresh()
{
    const auto recent = readRecent(m_settings);
    m_recent->setTargets(recent);
    m_recent->setVisible(!recent.isEmpty());
    m_recentTitle->setVisible(!recent.isEmpty());
    m_box->setHistory(recentTexts(m_settings));
}

void StartPage::setCapabilities(const platform::Capabilities &capabilities)
{
    const QString line = capabilityLine(capabilities);
    const bool works = !line.isEmpty();
    m_worksIcon->setPixmap(icon(works ? Icon::Check : Icon::Warning, works ? IconTint::Ok : IconTint::Warn)
                               .pixmap(QSize(16, 16), devicePixelRatioF()));
    m_worksTitle->setText(works ? tr("Works here without administrator rights: %1").arg(line)
                                : tr("No way of sending is allowed for this user; see Tools, What works here."));
    m_works->show();
}

void StartPage::setTrouble(const QString &text)
{
    m_worksIcon->setPixmap(icon(Icon::Warning, IconTint::Warn).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_worksTitle->setText(text);
    m_works->show();
}

} // namespace app
