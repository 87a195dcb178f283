// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looks addresses up at one name server, all at once, as a path with as many routers would have it: the name and the
// origin of each, and the AS behind each origin when it is known.
// usage: dns-server --port 0 --delay MS scenarios/lookups.zone -- bench_dns ADDRESSES RUNS
#include "engine/dns_channel.h"
#include "figures.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <cstdio>
#include <cstdlib>

namespace {

using engine::DnsAnswer;

struct Run {
    int left = 0; ///< questions without an answer
    int unanswered = 0;
};

engine::DnsOptions optionsFor(const QByteArray &server)
{
    engine::DnsOptions options;
    const qsizetype colon = server.lastIndexOf(':');
    if (const auto address = platform::IpAddress::parse(server.left(colon).toStdString()))
        options.servers = {{*address, server.mid(colon + 1).toUShort()}};
    return options;
}

/// From the first question to the last answer.
platform::Duration lookUp(engine::DnsChannel &channel, int addresses, Run &run)
{
    QEventLoop loop;
    run.left = 3 * addresses;
    const auto count = [&run, &loop](const DnsAnswer &answer) {
        run.unanswered += answer.status == DnsAnswer::Status::Found ? 0 : 1;
        if (--run.left == 0)
            loop.quit();
    };
    const auto begin = platform::Clock::now();
    for (int i = 0; i < addresses; ++i) {
        const auto address =
            platform::IpAddress::v4({198, 18, static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)});
        channel.findNames(address, count);
        const auto origin = QString::fromLatin1(engine::reversedDigits(address) + ".origin.asn.cymru.com");
        channel.findTexts(origin, [&channel, count, i](const DnsAnswer &answer) {
            channel.findTexts(QStringLiteral("AS%1.asn.cymru.com").arg(64512 + i), count);
            count(answer);
        });
    }
    loop.exec();
    return platform::Clock::now() - begin;
}

} // namespace

int main(int count, char **values)
{
    const QCoreApplication program(count, values);
    const int addresses = count == 3 ? std::atoi(values[1]) : 0;
    const int runs = count == 3 ? std::atoi(values[2]) : 0;
    const auto options = optionsFor(qgetenv("DNS_SERVER"));
    if (addresses <= 0 || runs <= 0 || options.servers.empty()) {
        std::fputs("usage: dns-server --port 0 --delay MS ZONE -- bench_dns ADDRESSES RUNS\n", stderr);
        return EXIT_FAILURE;
    }
    const std::string name = std::to_string(addresses) + " addresses: PTR, origin and AS";
    bench::Figure figure(name);
    Run run;
    for (int i = 0; i < runs; ++i) {
        engine::DnsChannel channel(options);
        figure.add(lookUp(channel, addresses, run));
    }
    figure.print();
    std::printf("  of %d questions %d were not answered\n", 3 * addresses * runs, run.unanswered);
    return run.unanswered == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
