// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace app {

/// What happened, what it means, what to do: in the page, never as a box in front of it. Plain text only.
class Banner final : public QFrame {
    Q_OBJECT

public:
    enum class Kind : std::uint8_t { Error, Warning, Info, Ok };

    /// `id` names the occasion, so that it is shown once and can be taken away.
    Banner(Kind kind, const QString &id, const QString &title, const QString &text);

    const QString &id() const { return m_id; }
    Kind kind() const { return m_kind; }
    QString title() const;
    QString text() const;
    /// The first is a button, the others look like links.
    QPushButton *addAction(const QString &text, const QString &accessibleName = {});

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    Kind m_kind;
    QString m_id;
    QLabel *m_title;
    QLabel *m_text;
    QHBoxLayout *m_actions;
    bool m_announced = false;
};

/// The banners of a page, newest last; takes no room without any.
class BannerStack final : public QWidget {
    Q_OBJECT

public:
    explicit BannerStack(QWidget *parent = nullptr);

    /// Shows it in place of one with the same id. Takes it over.
    void show(Banner *banner);
    void remove(const QString &id);
    void clear();
    Banner *find(const QString &id) const;
    QList<Banner *> banners() const;
};

} // namespace app
