// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme/icon_shapes.h"

#include <array>
#include <charconv>
#include <optional>

namespace app {
namespace {

struct ShapeData {
    std::string_view strokes;
    std::string_view fills;
};

// By Icon. 16 × 16 units, strokes keep 1.5 units away from the edge.
constexpr std::array<ShapeData, static_cast<std::size_t>(Icon::Count)> shapes = {{
    /* Add */ {"M8 3 V13 M3 8 H13", ""},
    /* Appearance */ {"O 8 8 6", "M8 2 C11.3 2 14 4.7 14 8 C14 11.3 11.3 14 8 14 Z"},
    /* ArrowDown */ {"M4.5 6.5 L8 10 L11.5 6.5", ""},
    /* ArrowRight */ {"M6.5 4.5 L10 8 L6.5 11.5", ""},
    /* ArrowUp */ {"M4.5 9.5 L8 6 L11.5 9.5", ""},
    /* Check */ {"M3 8.5 L6.5 12 L13 4.5", ""},
    /* Clock */ {"O 8 8 6 M8 4.5 V8 L10.5 9.5", ""},
    /* Close */ {"M4 4 L12 12 M12 4 L4 12", ""},
    /* Columns */ {"M2 3 H14 V13 H2 Z M6 3 V13 M10 3 V13", ""},
    /* Copy */ {"M5.5 5.5 H13.5 V13.5 H5.5 Z M3.5 10.5 H2.5 V2.5 H10.5 V3.5", ""},
    /* Database */
    {"M2.8 4.2 C2.8 1.6 13.2 1.6 13.2 4.2 C13.2 6.8 2.8 6.8 2.8 4.2 Z M2.8 4.2 V11.8 C2.8 14.4 13.2 14.4 13.2 11.8 "
     "V4.2 "
     "M2.8 8 C2.8 10.6 13.2 10.6 13.2 8",
        ""},
    /* Demo */ {"M2 8 H5 C8 8 7 4 10 4 H11 M5 8 C8 8 7 12 10 12 H11 O 12.5 4 1.5 O 12.5 12 1.5", ""},
    /* Error */ {"M3.5 3.5 L12.5 12.5 M12.5 3.5 L3.5 12.5", ""},
    /* Export */ {"M8 10 V2 M5 4.8 L8 2 L11 4.8 M2.5 9 V13.5 H13.5 V9", ""},
    /* Fit */ {"M2.5 6 V2.5 H6 M10 2.5 H13.5 V6 M13.5 10 V13.5 H10 M6 13.5 H2.5 V10", ""},
    /* General */
    {"O 8 8 2.2 M8 1.8 V3.6 M8 12.4 V14.2 M1.8 8 H3.6 M12.4 8 H14.2 M3.6 3.6 L4.9 4.9 M11.1 11.1 L12.4 12.4 M12.4 3.6 "
     "L11.1 4.9 "
     "M4.9 11.1 L3.6 12.4",
        ""},
    /* Info */ {"O 8 8 6 M8 7.5 V11", "O 8 5 0.95"},
    /* Live */ {"M3.5 4 L7.5 8 L3.5 12 M8.5 4 L12.5 8 L8.5 12", ""},
    /* Lock */ {"M3.5 7 H12.5 V13.5 H3.5 Z M5.5 7 V5 C5.5 1.7 10.5 1.7 10.5 5 V7", ""},
    /* Minus */ {"M3 8 H13", ""},
    /* Pause */ {"M5.2 3.2 V12.8 M10.8 3.2 V12.8", ""},
    /* Play */
    {"", "M4.5 2.6 C4.5 2.1 5 1.9 5.4 2.1 L13 7.3 C13.4 7.6 13.4 8.4 13 8.7 L5.4 13.9 C5 14.1 4.5 13.9 4.5 13.4 Z"},
    /* Remove */ {"M2.5 4 H13.5 M6 4 V2.5 H10 V4 M4 4 L4.6 13.5 H11.4 L12 4 M6.7 6.8 V10.8 M9.3 6.8 V10.8", ""},
    /* Restart */
    {"M13.2 8 C13.2 11 10.9 13.2 8 13.2 C5.1 13.2 2.8 10.9 2.8 8 C2.8 5.1 5.1 2.8 8 2.8 C10 2.8 11.6 3.8 12.5 5.3 "
     "M12.8 2.2 V5.4 H9.6",
        ""},
    /* Search */ {"O 7 7 4.5 M10.4 10.4 L14 14", ""},
    /* Stop */ {"M3.5 3.5 H12.5 V12.5 H3.5 Z", ""},
    /* Warning */ {"M8 2.2 L14.4 13.4 H1.6 Z M8 6.4 V9.4", "O 8 11.3 0.95"},
    /* StateDisc */ {"", "O 8 8 5"},
    /* StateDiamond */ {"", "M8 1.5 L14.5 8 L8 14.5 L1.5 8 Z"},
    /* StateTriangle */ {"", "M8 2 L15 14 H1 Z"},
    /* StateCross */ {"M3 3 L13 13 M13 3 L3 13", ""},
    /* StateBars */ {"", "M3.5 3 H6.5 V13 H3.5 Z M9.5 3 H12.5 V13 H9.5 Z"},
    /* StateRing */ {"O 8 8 4.6", ""},
}};

class Reader {
public:
    explicit Reader(std::string_view text)
        : m_text(text)
    {
    }
    bool atEnd()
    {
        skipSpace();
        return m_text.empty();
    }
    char peek() const { return m_text.front(); }
    char command()
    {
        const char c = m_text.front();
        m_text.remove_prefix(1);
        return c;
    }
    std::optional<double> number()
    {
        skipSpace();
        double value = 0;
        const auto [end, error] = std::from_chars(m_text.data(), m_text.data() + m_text.size(), value);
        if (error != std::errc())
            return std::nullopt;
        m_text.remove_prefix(static_cast<std::size_t>(end - m_text.data()));
        return value;
    }

private:
    void skipSpace()
    {
        while (!m_text.empty() && (m_text.front() == ' ' || m_text.front() == ','))
            m_text.remove_prefix(1);
    }
    std::string_view m_text;
};

int argumentsOf(char command)
{
    switch (command) {
    case 'M':
    case 'L':
        return 2;
    case 'H':
    case 'V':
        return 1;
    case 'C':
        return 6;
    case 'O':
        return 3;
    case 'Z':
        return 0;
    default:
        return -1;
    }
}

void append(QPainterPath &path, char command, const std::array<double, 6> &a)
{
    const QPointF at = path.currentPosition();
    switch (command) {
    case 'M':
        path.moveTo(a[0], a[1]);
        break;
    case 'L':
        path.lineTo(a[0], a[1]);
        break;
    case 'H':
        path.lineTo(a[0], at.y());
        break;
    case 'V':
        path.lineTo(at.x(), a[0]);
        break;
    case 'C':
        path.cubicTo(a[0], a[1], a[2], a[3], a[4], a[5]);
        break;
    case 'O':
        path.addEllipse(QPointF(a[0], a[1]), a[2], a[2]);
        break;
    default:
        path.closeSubpath();
        break;
    }
}

} // namespace

QPainterPath parseIconPath(std::string_view data)
{
    QPainterPath path;
    Reader reader(data);
    while (!reader.atEnd()) {
        const char command = reader.command();
        const int count = argumentsOf(command);
        if (count < 0)
            return {};
        std::array<double, 6> arguments{};
        for (int i = 0; i < count; ++i) {
            const auto value = reader.number();
            if (!value)
                return {};
            arguments[static_cast<std::size_t>(i)] = *value;
        }
        append(path, command, arguments);
    }
    return path;
}

const IconShape &iconShape(Icon which)
{
    static std::array<std::optional<IconShape>, shapes.size()> parsed;
    const auto index = static_cast<std::size_t>(which);
    auto &slot = parsed[index];
    if (!slot)
        slot = IconShape{parseIconPath(shapes[index].strokes), parseIconPath(shapes[index].fills)};
    return *slot;
}

} // namespace app
