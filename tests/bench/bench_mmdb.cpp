// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_mmdb [RUNS]: what addresses cost that are looked up in databases of the size of real ones, and what opening and
// checking such files costs.
#include "engine/lookups/mmdb_set.h"
#include "tests/bench/figures.h"
#include "tests/bench/large_mmdb.h"

#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <random>

namespace {

using Clock = std::chrono::steady_clock;

template <typename Work>
void measure(bench::Figure &figure, Work work)
{
    const auto before = Clock::now();
    work();
    figure.add(std::chrono::duration_cast<platform::Duration>(Clock::now() - before));
}

std::vector<platform::IpAddress> someAddresses(std::size_t count)
{
    std::mt19937 random(1);
    std::vector<platform::IpAddress> addresses;
    for (std::size_t i = 0; i < count; ++i) {
        std::array<std::uint8_t, 4> bytes{};
        for (std::uint8_t &byte : bytes)
            byte = static_cast<std::uint8_t>(random());
        addresses.push_back(platform::IpAddress::v4(bytes));
    }
    return addresses;
}

} // namespace

int main(int argc, char **argv)
{
    const int runs = argc > 1 ? std::atoi(argv[1]) : 20;
    const QTemporaryDir folder;
    const QString city = folder.filePath(QStringLiteral("City.mmdb"));
    const QString asn = folder.filePath(QStringLiteral("ASN.mmdb"));
    if (!bench::writeLargeMmdb(city, bench::LargeMmdb::City, 22, 200'000)
        || !bench::writeLargeMmdb(asn, bench::LargeMmdb::Asn, 19, 80'000)) {
        std::fputs("bench_mmdb: no room for the files\n", stderr);
        return 1;
    }
    std::printf(
        "City %.1f MB, ASN %.1f MB\n", double(QFileInfo(city).size()) / 1e6, double(QFileInfo(asn).size()) / 1e6);

    bench::Figure opening("City opened (copied, outline checked)");
    bench::Figure checking("City checked whole");
    bench::Figure many("10,000 addresses in City and ASN");
    bench::Figure one("one address in City and ASN");
    const auto addresses = someAddresses(10'000);
    std::size_t known = 0;
    for (int run = 0; run < runs; ++run) {
        engine::MmdbSet set;
        measure(opening, [&] { set.setFiles({city}); });
        set.setFiles({city, asn});
        measure(many, [&] {
            for (const auto &address : addresses) {
                const engine::MmdbAnswer answer = set.find(address);
                known += answer.place && !answer.place->city.isEmpty() && answer.origin;
            }
        });
        for (std::size_t i = 0; i < addresses.size(); i += 10)
            measure(one, [&] { static_cast<void>(set.find(addresses[i])); });
    }
    for (int run = 0; run < std::min(runs, 3); ++run)
        measure(checking, [&] { known += engine::MmdbSet::check(city).problem != engine::MmdbProblem::None; });
    if (known != addresses.size() * static_cast<std::size_t>(runs)) {
        std::fprintf(stderr, "bench_mmdb: %zu answers are missing, or a file is refused\n",
            addresses.size() * static_cast<std::size_t>(runs) - known);
        return 1;
    }
    for (const bench::Figure *figure : {&opening, &checking, &many, &one})
        figure->print();
    return 0;
}
