// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme/colour_scheme.h"

#include "app/theme/theme.h"
#include "app/theme/theme_style.h"

#include <QApplication>
#include <QEvent>
#include <QStyleHints>
#include <QToolTip>

namespace app {

ColourScheme::ColourScheme(QObject *parent)
    : QObject(parent)
    , m_startedDark(QGuiApplication::palette().color(QPalette::Window).lightnessF() < 0.5F)
{
    QApplication::setStyle(new ThemeStyle); // owned by the application
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &ColourScheme::apply);
#else
    qApp->installEventFilter(this);
#endif
    apply();
}

void ColourScheme::setChoice(SchemeChoice choice)
{
    m_choice = choice;
    apply();
}

bool ColourScheme::systemIsDark() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto scheme = QGuiApplication::styleHints()->colorScheme();
    if (scheme != Qt::ColorScheme::Unknown)
        return scheme == Qt::ColorScheme::Dark;
#endif
    return m_startedDark;
}

bool ColourScheme::eventFilter(QObject *watched, QEvent *event)
{
    // Before Qt 6.5 a desktop that turns dark tells it as a new palette for the application, which then is not ours.
    if (watched == qApp && event->type() == QEvent::ApplicationPaletteChange) {
        const QColor window = QGuiApplication::palette().color(QPalette::Window);
        if (window != Theme::light().window && window != Theme::darkTheme().window) {
            m_startedDark = window.lightnessF() < 0.5F;
            QMetaObject::invokeMethod(this, &ColourScheme::apply, Qt::QueuedConnection);
        }
    }
    return QObject::eventFilter(watched, event);
}

void ColourScheme::apply()
{
    const bool dark = m_choice == SchemeChoice::System ? systemIsDark() : m_choice == SchemeChoice::Dark;
    const Theme &theme = dark ? Theme::darkTheme() : Theme::light();
    if (m_applied && dark == m_dark && QGuiApplication::palette().color(QPalette::Window) == theme.window)
        return;
    m_applied = true;
    m_dark = dark;
    QApplication::setPalette(theme.palette());
    QToolTip::setPalette(theme.palette());
    Q_EMIT changed(dark);
}

} // namespace app
