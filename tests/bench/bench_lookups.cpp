// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long names and networks of many addresses take, against a name server of our own that answers after a while, and
// for how long the event loop of the main thread is kept busy at once meanwhile.
// usage: bench_lookups ADDRESSES RUNS DELAY_MS
#include "engine/dns_message.h"
#include "engine/lookups/cymru.h"
#include "engine/lookups/lookup_service.h"
#include "figures.h"
#include "tests/support/dns_server.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace {

using Clock = std::chrono::steady_clock;
using platform::IpAddress;

/// Of one /24 each; three of them belong to one AS.
std::vector<IpAddress> addresses(int count)
{
    std::vector<IpAddress> made;
    for (int i = 0; i < count; ++i)
        made.push_back(IpAddress::v4({193, std::uint8_t(i >> 8), std::uint8_t(i), 7}));
    return made;
}

/// A name server in a thread of its own, so that the main thread does nothing but look-ups.
class Server final {
public:
    Server(const std::vector<IpAddress> &known, std::chrono::milliseconds delay)
    {
        m_thread.start();
        auto *context = new QObject;
        context->moveToThread(&m_thread);
        QMetaObject::invokeMethod(
            context,
            [this, &known, delay] {
                m_server = std::make_unique<DnsTestServer>();
                m_server->setDelay(delay);
                for (std::size_t i = 0; i < known.size(); ++i)
                    add(known[i], 64'500 + i / 3);
                m_port = m_server->port();
            },
            Qt::BlockingQueuedConnection);
        m_context = context;
    }
    ~Server()
    {
        QMetaObject::invokeMethod(
            m_context, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
        m_context->deleteLater();
        m_thread.quit();
        m_thread.wait();
    }
    quint16 port() const { return m_port; }
    int asked()
    {
        int count = 0;
        QMetaObject::invokeMethod(
            m_context, [this, &count] { count = m_server->asked(); }, Qt::BlockingQueuedConnection);
        return count;
    }

private:
    void add(const IpAddress &address, std::size_t asn)
    {
        const engine::LookupOptions defaults;
        const QByteArray number = QByteArray::number(qulonglong(asn));
        const QByteArray network = QByteArray::fromStdString(engine::IpPrefix(address, 24).toString());
        m_server->add(engine::reverseName(address), DnsRecord::ptr("host" + number + ".example"));
        m_server->add(engine::originQuestion(address, defaults.originZone4).toLatin1(),
            DnsRecord::txt(number + " | " + network + " | NL | ripencc | 2011-05-01"));
        m_server->add(engine::asQuestion(std::uint32_t(asn), defaults.asZone).toLatin1(),
            DnsRecord::txt(number + " | NL | ripencc | 2010-01-02 | EXAMPLE - Example " + number + ", NL"));
    }

    QThread m_thread;
    QObject *m_context = nullptr;
    std::unique_ptr<DnsTestServer> m_server;
    quint16 m_port = 0;
};

/// The longest time between two waits of the main thread's event loop.
class StepMeter final {
public:
    StepMeter()
    {
        auto *dispatcher = QAbstractEventDispatcher::instance();
        m_awake = QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, [this] { m_begin = Clock::now(); });
        m_block = QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, [this] { end(); });
    }
    ~StepMeter()
    {
        QObject::disconnect(m_awake);
        QObject::disconnect(m_block);
    }
    void end()
    {
        m_longest = std::max(m_longest, Clock::now() - m_begin);
        m_begin = Clock::now();
    }
    Clock::duration longest() const { return m_longest; }

private:
    QMetaObject::Connection m_awake;
    QMetaObject::Connection m_block;
    Clock::time_point m_begin = Clock::now();
    Clock::duration m_longest{};
};

struct Figures {
    bench::Figure time;
    bench::Figure wish;
    bench::Figure step;

    explicit Figures(const std::string &what)
        : time(what)
        , wish(what + ", the call alone")
        , step(what + ", longest step of the main thread")
    {
    }
    void print() const
    {
        time.print();
        wish.print();
        step.print();
    }
};

/// Everything of all addresses, from the wish to the last fact. False: something is missing.
bool run(const std::vector<IpAddress> &wanted, const engine::LookupOptions &options, const engine::LookupPaths &paths,
    Figures &figures)
{
    engine::QuestionLog log;
    engine::LookupThread thread;
    engine::LookupService service(options, paths, thread, log);
    QObject owner;
    StepMeter meter;
    const auto begin = Clock::now();
    service.want(&owner, wanted);
    figures.wish.add(Clock::now() - begin);
    while (!service.isSettled(&owner))
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    figures.time.add(Clock::now() - begin);
    meter.end();
    figures.step.add(meter.longest());
    return std::ranges::all_of(wanted, [&service](const IpAddress &address) {
        const engine::AddressFacts facts = service.facts(address);
        return facts.name.isKnown() && facts.origin.isKnown() && !facts.origin.value.asName.isEmpty();
    });
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    if (argc != 4) {
        std::fputs("usage: bench_lookups ADDRESSES RUNS DELAY_MS\n", stderr);
        return EXIT_FAILURE;
    }
    const std::vector<IpAddress> wanted = addresses(std::atoi(argv[1]));
    const int runs = std::atoi(argv[2]);
    Server server(wanted, std::chrono::milliseconds(std::atoi(argv[3])));
    engine::LookupOptions options;
    options.dns.servers = {{*IpAddress::parse("127.0.0.1"), server.port()}};
    options.systemDatabases = false;

    const std::string what = std::string(argv[1]) + " addresses, server at " + argv[3] + " ms, ";
    Figures cold(what + "cold");
    Figures warm(what + "warm");
    int complete = 0;
    for (int each = 0; each < runs; ++each) {
        const QTemporaryDir folder;
        engine::LookupPaths paths;
        paths.cacheFile = folder.filePath(QStringLiteral("lookups.sqlite"));
        complete += run(wanted, options, paths, cold) ? 1 : 0;
        complete += run(wanted, options, paths, warm) ? 1 : 0;
    }
    cold.print();
    warm.print();
    std::printf("%-52s %d of %d; questions asked per address: %.2f\n", "runs in which everything was found", complete,
        2 * runs, double(server.asked()) / double(wanted.size()) / runs);
    return EXIT_SUCCESS;
}
