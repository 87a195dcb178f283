// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QPointer>

#include <functional>
#include <vector>

class QDockWidget;

namespace app {

/// A view with tabs under it that can be torn off: a main window inside the window. Each tab's view is made when it is
/// first seen. A view's controls stand at the right end of the row of tabs where there is room for them.
class DockArea final : public QMainWindow {
    Q_OBJECT

public:
    explicit DockArea(QWidget *parent = nullptr);

    /// `make` gives the view; called once, when the tab is first seen. `controlsOf` may be empty.
    QDockWidget *addTab(const QString &name, const QString &title, std::function<QWidget *()> make,
        std::function<QWidget *(QWidget *view)> controlsOf = {});
    void arrange(); ///< all tabs in one row below, the first in front
    void ensureViews(); ///< makes what is visible
    void ensureView(const QDockWidget *dock); ///< makes this one in any case
    void setEnlarged(bool enlarged); ///< hides the view above
    bool isEnlarged() const { return m_enlarged; }

Q_SIGNALS:
    void viewMade(QWidget *view);

protected:
    bool event(QEvent *event) override;

private:
    class Title;
    struct Tab {
        QDockWidget *dock = nullptr;
        Title *title = nullptr;
        std::function<QWidget *()> make;
        std::function<QWidget *(QWidget *)> controlsOf;
        QPointer<QWidget> controls;
        bool inFront = false;
    };

    void makeView(Tab &tab);
    void placeControls();

    std::vector<Tab> m_tabs;
    bool m_enlarged = false;
};

} // namespace app
