// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/target_box.h"

#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QActionGroup>
#include <QCompleter>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QToolButton>
#include <QUrl>

#include <algorithm>

namespace app {
namespace {

constexpr int iconSide = 16;
constexpr int iconRoom = 24;
constexpr qint64 largestList = 64 * 1024; // bytes of a dropped file
constexpr int mostTargets = 1000;

} // namespace

QString oneOfText(const platform::IpAddress &address, std::size_t count)
{
    return QCoreApplication::translate("app::TargetBox", "Tracing %1, one of %2 addresses")
        .arg(QString::fromStdString(address.toString()))
        .arg(count);
}

/// Draws the magnifier before and the address behind the text.
class TargetBox::Edit final : public QLineEdit {
public:
    explicit Edit(QWidget *parent)
        : QLineEdit(parent)
    {
        setTextMargins(iconRoom, 0, 0, 0);
    }

    QString address;
    QString owner; ///< the text that the address belongs to
    int roomAtEnd = 0; ///< pixels taken by the button

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QLineEdit::paintEvent(event);
        const Theme &theme = Theme::of(palette());
        QPainter painter(this);
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        const QRectF box(mirrored ? width() - iconSide - 6 : 6, (height() - iconSide) / 2.0, iconSide, iconSide);
        paintIcon(painter, Icon::Search, box, theme.text2);
        if (address.isEmpty() || address == text() || text() != owner || mirrored)
            return;
        const QFontMetrics metrics = fontMetrics();
        const int x = iconRoom + 10 + metrics.horizontalAdvance(text()) + 8;
        const QRect room(x, 0, width() - x - 4 - roomAtEnd, height());
        if (room.width() < metrics.horizontalAdvance(QStringLiteral("0.0.0.0")))
            return;
        painter.setPen(theme.text2);
        painter.drawText(
            room, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(address, Qt::ElideMiddle, room.width()));
    }
};

TargetBox::TargetBox(QWidget *parent)
    : QComboBox(parent)
    , m_edit(new Edit(this))
    , m_addressButton(new QToolButton(m_edit))
{
    m_addressButton->setProperty("compact", true);
    m_addressButton->setCursor(Qt::ArrowCursor);
    m_addressButton->setFocusPolicy(Qt::TabFocus);
    m_addressButton->hide();
    connect(m_addressButton, &QToolButton::clicked, this, &TargetBox::showAddressMenu);
    setEditable(true);
    setLineEdit(m_edit);
    setInsertPolicy(QComboBox::NoInsert);
    setMaxVisibleItems(12);
    setMinimumContentsLength(12);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setAcceptDrops(true);
    m_edit->setAcceptDrops(false); // the box takes them
    m_edit->installEventFilter(this);
    installEventFilter(this);
    m_edit->setPlaceholderText(tr("example.com, 192.0.2.1, 2001:db8::1 or https://…"));
    setAccessibleName(tr("Target"));
    m_edit->setAccessibleName(tr("Target: host, address or URL"));
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    connect(m_edit, &QLineEdit::returnPressed, this, [this] {
        if (!typed().isEmpty())
            Q_EMIT submitted({typed()});
    });
    // An editable box also "activates" when it loses the focus: only a choice from a list counts.
    connect(this, &QComboBox::textActivated, this, [this](const QString &text) {
        if (std::exchange(m_choosing, false))
            Q_EMIT submitted({text});
    });
    connect(completer(), qOverload<const QString &>(&QCompleter::activated), this,
        [this](const QString &text) { Q_EMIT submitted({text}); });
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        placeAddressButton();
        if (m_wasEdited == edited())
            return;
        m_wasEdited = edited();
        Q_EMIT editedChanged();
    });
}

void TargetBox::showPopup()
{
    m_choosing = true;
    QComboBox::showPopup();
}

void TargetBox::hidePopup()
{
    QComboBox::hidePopup();
    // A choice is told right after this; without one it is over.
    QMetaObject::invokeMethod(
        this, [this] { m_choosing = false; }, Qt::QueuedConnection);
}

void TargetBox::setHistory(const QStringList &targets)
{
    QStringList known;
    for (int i = 0; i < count(); ++i)
        known.append(itemText(i));
    if (known == targets)
        return; // the text cursor stays where it is
    const QString kept = currentText();
    const QString address = m_edit->address;
    clear();
    addItems(targets);
    setCurrentIndex(-1);
    setEditText(kept);
    m_edit->address = address;
}

QString TargetBox::typed() const
{
    return currentText().trimmed();
}

void TargetBox::showTarget(const QString &text, const QString &address)
{
    m_shown = text;
    m_edit->owner = text;
    m_edit->address = address;
    setEditText(text);
    m_edit->setCursorPosition(0);
    if (std::exchange(m_wasEdited, false))
        Q_EMIT editedChanged();
    m_edit->update();
}

void TargetBox::setAddress(const QString &address)
{
    if (m_edit->address == address)
        return;
    m_edit->address = address;
    m_edit->update();
}

void TargetBox::setAddresses(const std::vector<platform::IpAddress> &all, const platform::IpAddress &traced)
{
    setAddress(QString::fromStdString(traced.toString()));
    if (all == m_addresses && traced == m_traced)
        return;
    m_addresses = all;
    m_traced = traced;
    placeAddressButton();
}

void TargetBox::placeAddressButton()
{
    const auto at = std::ranges::find(m_addresses, m_traced);
    const bool several = m_addresses.size() > 1 && at != m_addresses.end() && !edited();
    if (several) {
        const auto count = static_cast<int>(m_addresses.size());
        m_addressButton->setText(tr("one of %1", "addresses of a name").arg(count));
        const QString whole = oneOfText(m_traced, m_addresses.size());
        m_addressButton->setToolTip(tr("%1. Click for the others.").arg(whole));
        m_addressButton->setAccessibleName(tr("%1; choose another").arg(whole));
        const QSize size = m_addressButton->sizeHint().boundedTo({m_edit->width() / 3, m_edit->height() - 4});
        const int x = layoutDirection() == Qt::RightToLeft ? 2 : m_edit->width() - size.width() - 2;
        m_addressButton->setGeometry(QRect(QPoint(x, (m_edit->height() - size.height()) / 2), size));
    }
    m_addressButton->setVisible(several);
    m_edit->roomAtEnd = several ? m_addressButton->width() + 4 : 0;
    m_edit->setTextMargins(iconRoom, 0, m_edit->roomAtEnd, 0);
    m_edit->update();
}

void TargetBox::showAddressMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *group = new QActionGroup(menu);
    for (const platform::IpAddress &address : m_addresses) {
        const bool v4 = address.family() == platform::Family::V4;
        const QString text = QString::fromStdString(address.toString());
        QAction *action = group->addAction((v4 ? tr("%1  (IPv4)") : tr("%1  (IPv6)")).arg(text));
        action->setCheckable(true);
        action->setChecked(address == m_traced);
        connect(action, &QAction::triggered, this, [this, address] { Q_EMIT addressChosen(address); });
    }
    menu->addActions(group->actions());
    menu->popup(m_addressButton->mapToGlobal(QPoint(0, m_addressButton->height())));
}

void TargetBox::resizeEvent(QResizeEvent *event)
{
    QComboBox::resizeEvent(event);
    placeAddressButton();
}

bool TargetBox::edited() const
{
    return !typed().isEmpty() && typed() != m_shown;
}

QStringList TargetBox::targetsIn(const QString &text)
{
    QStringList targets;
    const auto lines = QStringView(text).split(QLatin1Char('\n'));
    for (const QStringView line : lines) {
        const QStringView word = line.trimmed();
        if (!word.isEmpty() && !word.startsWith(QLatin1Char('#')) && targets.size() < mostTargets)
            targets.append(word.toString());
    }
    return targets;
}

bool TargetBox::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::FocusIn)
        m_edit->update();
    if (event->type() == QEvent::DragEnter) {
        auto *drag = static_cast<QDragEnterEvent *>(event);
        if (drag->mimeData()->hasText() || drag->mimeData()->hasUrls())
            drag->acceptProposedAction();
        return true;
    }
    if (event->type() == QEvent::Drop) {
        auto *drop = static_cast<QDropEvent *>(event);
        if (const QStringList targets = targetsIn(*drop->mimeData()); !targets.isEmpty())
            Q_EMIT submitted(targets);
        drop->acceptProposedAction();
        return true;
    }
    return QComboBox::eventFilter(watched, event);
}

QStringList TargetBox::targetsIn(const QMimeData &data)
{
    QStringList targets;
    const auto urls = data.urls();
    for (const QUrl &url : urls) {
        if (!url.isLocalFile()) {
            targets.append(url.toString());
            continue;
        }
        QFile file(url.toLocalFile());
        if (file.open(QIODevice::ReadOnly))
            targets.append(targetsIn(QString::fromUtf8(file.read(largestList))));
    }
    if (urls.isEmpty())
        targets = targetsIn(data.text());
    return targets;
}

} // namespace app
