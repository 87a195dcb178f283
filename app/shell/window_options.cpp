// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/window_options.h"

#include "app/text/error_text.h"
#include "version.h"

#include <QCoreApplication>

namespace app {
namespace {

constexpr int usageError = 2;

QString words(const char *text)
{
    return QCoreApplication::translate("app::WindowOptions", text);
}

QString helpText()
{
    return words("Usage: periplus [options] [TARGET…]\n"
                 "Shows the way to each target in a window; they start at once.\n"
                 "\n"
                 "  --demo [SCENARIO]     use the simulated network (a built-in one, or a scenario file)\n"
                 "  --config DIR          keep the settings in this folder\n"
                 "  -4, -6                address family\n"
                 "  --protocol icmp|udp|tcp\n"
                 "  --port N              UDP or TCP destination port\n"
                 "  --interval MS         between two rounds\n"
                 "  --timeout MS          longest wait for one reply\n"
                 "  --first-hop N, --max-hops N\n"
                 "  --size BYTES, --dscp N, --source ADDR, --interface NAME, --flow N\n"
                 "  --method NAME         force one way of sending, as periplus-cli methods names it\n"
                 "  --tour DIR            draw the documentation's pictures there and end\n"
                 "  -h, --help            this text\n"
                 "  -v, --version         the version\n");
}

struct Problem {
    QString text;
};

/// Takes the arguments one by one; throws Problem.
class Reader final {
public:
    explicit Reader(const QStringList &arguments)
        : m_rest(arguments)
    {
    }

    bool atEnd() const { return m_rest.isEmpty(); }
    QString take()
    {
        QString argument = m_rest.takeFirst();
        m_inline.reset();
        const qsizetype equals = argument.indexOf(QLatin1Char('='));
        if (argument.startsWith(QLatin1String("--")) && equals > 0) {
            m_inline = argument.mid(equals + 1);
            argument.truncate(equals);
        }
        return argument;
    }
    QStringList takeAll() { return std::exchange(m_rest, {}); }
    QString value(const QString &option)
    {
        if (m_inline)
            return *std::exchange(m_inline, {});
        if (m_rest.isEmpty())
            throw Problem{words("The option %1 needs a value.").arg(option)};
        return m_rest.takeFirst();
    }
    std::optional<QString> scenario()
    {
        if (m_inline)
            return std::exchange(m_inline, {});
        // "--demo host" is a target of the demo network; a scenario is a file or follows "=".
        if (!m_rest.isEmpty()
            && (m_rest.first().contains(QLatin1Char('/')) || m_rest.first().endsWith(QLatin1String(".scenario"))))
            return m_rest.takeFirst();
        return QString();
    }
    int number(const QString &option, int low, int high)
    {
        const QString text = value(option);
        bool ok = false;
        const int result = text.toInt(&ok);
        if (!ok || result < low || result > high)
            throw Problem{words("The option %1 takes a number from %2 to %3, not %4.")
                              .arg(option)
                              .arg(low)
                              .arg(high)
                              .arg(quoted(text))};
        return result;
    }

private:
    QStringList m_rest;
    std::optional<QString> m_inline;
};

platform::Protocol protocolOf(const QString &name)
{
    for (const auto protocol : {platform::Protocol::Icmp, platform::Protocol::Udp, platform::Protocol::Tcp})
        if (name == QString::fromLatin1(platform::protocolName(protocol)))
            return protocol;
    throw Problem{words("The option --protocol takes icmp, udp or tcp, not %1.").arg(quoted(name))};
}

platform::IpAddress addressOf(const QString &text)
{
    const auto address = platform::IpAddress::parse(text.toStdString());
    if (!address)
        throw Problem{words("The option --source takes an address of this machine, not %1.").arg(quoted(text))};
    return *address;
}

platform::Method methodOf(const QString &text)
{
    const auto method = platform::methodFromName(text.toStdString());
    if (!method)
        throw Problem{words("There is no method %1; periplus-cli methods lists them.").arg(quoted(text))};
    return *method;
}

bool readTraceOption(const QString &option, Reader &reader, WindowRequest &request)
{
    if (option == QLatin1String("-4"))
        request.family = engine::FamilyChoice::V4;
    else if (option == QLatin1String("-6"))
        request.family = engine::FamilyChoice::V6;
    else if (option == QLatin1String("--protocol"))
        request.protocol = protocolOf(reader.value(option));
    else if (option == QLatin1String("--port"))
        request.port = reader.number(option, 1, 65535);
    else if (option == QLatin1String("--interval"))
        request.intervalMs = reader.number(option, 100, 3'600'000);
    else if (option == QLatin1String("--timeout"))
        request.timeoutMs = reader.number(option, 50, 60'000);
    else if (option == QLatin1String("--first-hop"))
        request.firstHop = reader.number(option, 1, 255);
    else if (option == QLatin1String("--max-hops"))
        request.maxHops = reader.number(option, 1, 255);
    else if (option == QLatin1String("--size"))
        request.size = reader.number(option, 1, 65535);
    else if (option == QLatin1String("--dscp"))
        request.dscp = reader.number(option, 0, 63);
    else if (option == QLatin1String("--flow"))
        request.extras.flow = static_cast<std::uint32_t>(reader.number(option, 0, std::numeric_limits<int>::max()));
    else if (option == QLatin1String("--source"))
        request.extras.source = addressOf(reader.value(option));
    else if (option == QLatin1String("--interface"))
        request.extras.interfaceName = reader.value(option).toStdString();
    else if (option == QLatin1String("--method"))
        request.extras.method = methodOf(reader.value(option));
    else
        return false;
    return true;
}

bool readWindowOption(const QString &option, Reader &reader, WindowRequest &request)
{
    if (option == QLatin1String("--demo"))
        request.demo = reader.scenario();
    else if (option == QLatin1String("--config"))
        request.configDirectory = reader.value(option);
    else if (option == QLatin1String("--tour"))
        request.tourDirectory = reader.value(option);
    else if (option == QLatin1String("--picture"))
        request.pictureReport = reader.value(option);
    else if (option == QLatin1String("--output"))
        request.pictureFile = reader.value(option);
    else if (option == QLatin1String("--scale"))
        request.pictureScale = reader.number(option, 1, 8);
    else if (option == QLatin1String("--dark"))
        request.pictureDark = true;
    else
        return false;
    return true;
}

} // namespace

void WindowRequest::applyTo(Settings &settings) const
{
    Settings::Extras all = extras;
    all.protocolFallback = !protocol && !extras.method;
    settings.setExtras(all);
    if (protocol)
        settings.protocol.setForNow(*protocol);
    if (port) {
        settings.udpPort.setForNow(*port);
        settings.tcpPort.setForNow(*port);
    }
    if (family)
        settings.family.setForNow(*family);
    const auto take = [](Setting<int> &setting, const std::optional<int> &value) {
        if (value)
            setting.setForNow(*value);
    };
    take(settings.intervalMs, intervalMs);
    take(settings.timeoutMs, timeoutMs);
    take(settings.firstHop, firstHop);
    take(settings.maxHops, maxHops);
    take(settings.packetSize, size);
    take(settings.dscp, dscp);
}

std::variant<WindowRequest, WindowAnswer> parseWindowArguments(const QStringList &arguments)
{
    WindowRequest request;
    Reader reader(arguments);
    try {
        while (!reader.atEnd()) {
            const QString option = reader.take();
            if (option == QLatin1String("-h") || option == QLatin1String("--help"))
                return WindowAnswer{0, helpText()};
            if (option == QLatin1String("-v") || option == QLatin1String("--version"))
                return WindowAnswer{0, QStringLiteral("periplus " PERIPLUS_VERSION "\n")};
            if (option == QLatin1String("--")) {
                request.targets += reader.takeAll();
                continue;
            }
            if (!option.startsWith(QLatin1Char('-'))) {
                request.targets.append(option);
                continue;
            }
            if (!readWindowOption(option, reader, request) && !readTraceOption(option, reader, request))
                throw Problem{words("There is no option %1; periplus --help lists them.").arg(quoted(option))};
        }
        if (request.firstHop && request.maxHops && *request.firstHop > *request.maxHops)
            throw Problem{words("The first hop is behind the last one.")};
        if (!request.pictureReport.isEmpty() && request.pictureFile.isEmpty())
            throw Problem{words("The option --picture needs --output.")};
    } catch (const Problem &problem) {
        return WindowAnswer{usageError, problem.text + QLatin1Char('\n')};
    }
    return request;
}

} // namespace app
