// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace app {

/// Version, what Periplus is, and the licences of it and of what it is built with.
class AboutDialog final : public QDialog {
    Q_OBJECT

public:
    enum class Page : std::uint8_t { About, Licences };

    explicit AboutDialog(Page page, QWidget *parent = nullptr);

private:
    QWidget *makeAbout();
    QWidget *makeLicences();
};

} // namespace app
