// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pathview/path_accessible.h"

#include "app/pathview/path_canvas.h"
#include "app/pathview/path_text.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

#include <map>

namespace app {

namespace {

/// One node. Lives as long as the canvas's interface; invalid once its node is gone.
class NodeAccessible final : public QAccessibleInterface {
public:
    NodeAccessible(PathCanvas *canvas, const PathNodeKey &key)
        : m_canvas(canvas)
        , m_key(key)
    {
    }

    bool isValid() const override { return m_canvas && node(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_canvas ? m_canvas->window()->windowHandle() : nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_canvas); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString &) override { }

    QString text(QAccessible::Text which) const override
    {
        return which == QAccessible::Name && isValid() ? PathText::spoken(m_canvas->graph(), *node()) : QString();
    }

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect inView = m_canvas->nodeRect(*node());
        return {m_canvas->viewport()->mapToGlobal(inView.topLeft()), inView.size()};
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        if (state.invalid)
            return state;
        state.focusable = true;
        state.selectable = m_key.ttl > 0;
        state.focused = m_canvas->hasFocus() && m_canvas->cursorNode() == node();
        state.selected = m_canvas->selectedTtls().contains(m_key.ttl);
        return state;
    }

private:
    std::optional<int> node() const { return m_canvas->graph().find(m_key); }

    QPointer<PathCanvas> m_canvas;
    PathNodeKey m_key;
};

class CanvasAccessible final : public QAccessibleWidget {
public:
    explicit CanvasAccessible(PathCanvas *canvas)
        : QAccessibleWidget(canvas, QAccessible::List)
    {
    }

    ~CanvasAccessible() override
    {
        for (const auto &[key, id] : m_children)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return static_cast<int>(canvas()->graph().nodes.size()); }

    QAccessibleInterface *child(int index) const override
    {
        const auto &nodes = canvas()->graph().nodes;
        if (index < 0 || index >= static_cast<int>(nodes.size()))
            return nullptr;
        const PathNodeKey &key = nodes[static_cast<std::size_t>(index)].key;
        const auto known = m_children.find(key);
        if (known != m_children.end())
            return QAccessible::accessibleInterface(known->second);
        auto *made = new NodeAccessible(canvas(), key);
        m_children[key] = QAccessible::registerAccessibleInterface(made);
        return made;
    }

    int indexOfChild(const QAccessibleInterface *wanted) const override
    {
        for (const auto &[key, id] : m_children) {
            if (QAccessible::accessibleInterface(id) == wanted)
                return canvas()->graph().find(key).value_or(-1);
        }
        return -1;
    }

    QAccessibleInterface *focusChild() const override
    {
        const auto cursor = canvas()->hasFocus() ? canvas()->cursorNode() : std::nullopt;
        return cursor ? child(*cursor) : nullptr;
    }

    QAccessibleInterface *childAt(int x, int y) const override
    {
        for (int i = 0; i < childCount(); ++i) {
            QAccessibleInterface *node = child(i);
            if (node->rect().contains(x, y))
                return node;
        }
        return nullptr;
    }

private:
    PathCanvas *canvas() const { return static_cast<PathCanvas *>(widget()); }

    mutable std::map<PathNodeKey, QAccessible::Id> m_children; ///< made when first asked for
};

QAccessibleInterface *makeAccessible(const QString &, QObject *object)
{
    auto *canvas = qobject_cast<PathCanvas *>(object);
    return canvas != nullptr ? new CanvasAccessible(canvas) : nullptr;
}

} // namespace

void installPathAccessibility()
{
    // Qt keeps a list without duplicates.
    QAccessible::installFactory(makeAccessible);
}

} // namespace app
