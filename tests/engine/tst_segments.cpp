// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lookups/local_networks.h"
#include "engine/lookups/segments.h"

#include <QNetworkInterface>
#include <QTest>

#include <map>

using engine::AddressFacts;
using engine::FactState;
using engine::Segment;
using engine::SegmentHop;
using engine::Surroundings;
using platform::IpAddress;

namespace {

IpAddress addressOf(const QString &text)
{
    const auto address = IpAddress::parse(text.toStdString());
    if (!address)
        qFatal("no address: %s", qPrintable(text));
    return *address;
}

/// A path as text: hops set apart by blanks, "*" for a silent one, addresses of one hop set apart by ",". Behind an
/// address: "=64500" its AS, "=64500+64501" several, "=0" announced by nobody, "=?" being asked, "=!" no answer; "ix:"
/// in front: of an exchange point.
struct Path {
    std::vector<SegmentHop> hops;
    std::map<IpAddress, AddressFacts> facts;

    explicit Path(const QString &text)
    {
        for (const QString &hop : text.split(u' ', Qt::SkipEmptyParts)) {
            hops.emplace_back();
            if (hop == QLatin1String("*"))
                continue;
            for (const QString &each : hop.split(u','))
                hops.back().addresses.push_back(add(each));
        }
    }

    IpAddress add(QString text)
    {
        const bool isExchange = text.startsWith(QLatin1String("ix:"));
        if (isExchange)
            text.remove(0, 3);
        const QStringList parts = text.split(u'=');
        const IpAddress address = addressOf(parts.first());
        const auto [entry, isNew] = facts.try_emplace(address);
        AddressFacts &known = entry->second;
        known.range = engine::rangeOf(address);
        if (isExchange)
            known.exchange.state = FactState::Known;
        if (isNew)
            known.origin.state = FactState::Missing;
        if (parts.size() > 1)
            addOrigin(known, parts.at(1));
        return address;
    }

private:
    static void addOrigin(AddressFacts &known, const QString &text)
    {
        known.origin.state = text == QLatin1String("?") ? FactState::Pending
            : text == QLatin1String("!")                ? FactState::Failed
                                                        : FactState::Known;
        if (known.origin.state != FactState::Known || text == QLatin1String("0"))
            return;
        for (const QString &asn : text.split(u'+'))
            known.origin.value.asns.push_back(asn.toUInt());
    }
};

/// "local 192.168.1.0/24 public 20.0.0.9 provider 64500".
Surroundings surroundingsOf(const QString &text)
{
    Surroundings around;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i + 1 < words.size(); i += 2) {
        const QString &value = words[i + 1];
        if (words[i] == QLatin1String("local")) {
            around.localNetworks.push_back(*engine::IpPrefix::parse(value.toStdString()));
        } else if (words[i] == QLatin1String("provider")) {
            around.providerAsns.push_back(value.toUInt());
        } else {
            const IpAddress address = addressOf(value);
            (address.family() == platform::Family::V4 ? around.publicAddress4 : around.publicAddress6) = address;
        }
    }
    return around;
}

QString textOf(const std::vector<Segment> &segments)
{
    QString text;
    for (const Segment segment : segments)
        text += QLatin1String(engine::segmentName(segment)).left(1); // l i t d u
    return text;
}

} // namespace

class TestSegments final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void segments_data();
    void segments();
    void asksOncePerAddress();
    void names();
    void localNetwork_data();
    void localNetwork();
    void localNetworksOfThisMachine();

private:
    static void addLan();
    static void addProvider();
    static void addDestination();
    static void addUnknown();
    static void addVersion6();
};

void TestSegments::segments_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("around");
    QTest::addColumn<QString>("expected"); // first letters
    addLan();
    addProvider();
    addDestination();
    addUnknown();
    addVersion6();
}

void TestSegments::addLan()
{
    const auto row = [](const char *name, const char *path, const char *target, const char *around, const char *want) {
        QTest::newRow(name) << path << target << around << want;
    };
    row("nothing", "", "20.9.0.9=69", "", "");
    row("one hop, the target", "20.9.0.9=69", "20.9.0.9", "", "d");
    row("one silent hop", "*", "20.9.0.9=69", "", "u");
    row("all silent", "* * * *", "20.9.0.9=69", "", "uuuu");
    row("target in the LAN", "192.168.1.7", "192.168.1.7", "local 192.168.1.0/24", "l");
    row("target in the LAN, public addresses", "20.0.0.7=64500", "20.0.0.7", "local 20.0.0.0/24", "l");
    row("target behind a router of the LAN", "192.168.1.1 10.3.0.1 10.4.0.7", "10.4.0.7", "", "lll");
    row("loopback", "127.0.0.1", "127.0.0.1", "", "l");
    row("link-local router", "169.254.0.1 20.1.0.1=61 20.9.0.9=69", "20.9.0.9", "", "lid");
    row("silent router of the LAN", "* 10.0.0.1 20.1.0.1=61 20.9.0.9=69", "20.9.0.9", "", "ulid");
    row("silent within the LAN", "192.168.1.1 * 10.0.0.1 20.1.0.1=61 20.9.0.9=69", "20.9.0.9", "", "lllid");
    row("own public network", "20.0.0.1=60 10.0.0.1 20.1.0.1=60 20.9.0.9=69", "20.9.0.9", "local 20.0.0.0/24", "llid");
    row("own shared space", "100.64.0.1 20.1.0.1=61 20.9.0.9=69", "20.9.0.9", "local 100.64.0.0/24", "lid");
    row("comes back to the own public network", "20.0.0.1=60 20.1.0.1=61 20.0.0.1=60", "20.9.0.9=69",
        "local 20.0.0.0/24", "ltl");
    row("the same private network elsewhere", "172.17.0.1 20.1.0.1=61 172.17.0.2 20.2.0.1=62 20.9.0.9=69", "20.9.0.9",
        "local 172.17.0.0/16", "liutd");
    row("one address of the hop is elsewhere", "192.168.1.1,20.1.0.1=61 10.0.0.1 20.9.0.9=69", "20.9.0.9", "", "lud");
}

void TestSegments::addProvider()
{
    const auto row = [](const char *name, const char *path, const char *target, const char *around, const char *want) {
        QTest::newRow(name) << path << target << around << want;
    };
    const char *far = "20.9.0.9=69";
    row("first AS on the way", "192.168.1.1 20.1.0.1=61 20.1.0.2=61 20.2.0.1=62 20.9.0.9=69", far, "", "liitd");
    row("AS of the public address", "192.168.1.1 20.3.0.1=63 20.1.0.1=61 20.9.0.9=69", far,
        "public 20.1.9.9 provider 61", "ltid");
    row("public address, AS not known", "192.168.1.1 20.1.0.1=61 20.9.0.9=69", far, "public 20.1.9.9", "lid");
    row("provider is not on the way", "192.168.1.1 20.1.0.1=61 20.9.0.9=69", far, "public 20.5.9.9 provider 65", "ltd");
    row("provider of the other family, met", "192.168.1.1 20.3.0.1=63 20.1.0.1=61 20.9.0.9=69", far,
        "public 2a00::9 provider 61", "ltid");
    row("provider of the other family, not met", "192.168.1.1 20.1.0.1=61 20.9.0.9=69", far,
        "public 2a00::9 provider 65", "lid");
    row("several provider networks", "10.0.0.1 20.1.0.1=61 20.2.0.1=62 20.9.0.9=69", far,
        "public 20.1.9.9 provider 61 provider 62", "liid");
    row("carrier NAT", "192.168.1.1 100.64.0.1 100.127.9.9 20.1.0.1=61 20.9.0.9=69", far, "", "liiid");
    row("carrier NAT, nothing else known", "192.168.1.1 100.64.0.1 * 20.9.0.9=69", far, "", "liud");
    row("shared space of somebody else", "10.0.0.1 20.1.0.1=61 20.2.0.1=62 100.64.0.1 20.9.0.9=69", far, "", "litud");
    row("private within the provider", "192.168.1.1 20.1.0.1=61 10.9.0.1 20.1.0.3=61 20.9.0.9=69", far, "", "liiid");
    row("private behind carrier NAT", "192.168.1.1 100.64.0.1 10.9.0.1 20.1.0.3=61 20.9.0.9=69", far, "", "liiid");
    row("private between two networks", "192.168.1.1 20.1.0.1=61 10.9.0.1 20.2.0.3=62 20.9.0.9=69", far, "", "liutd");
    row("comes back to the provider", "10.0.0.1 20.1.0.1=61 20.2.0.1=62 20.1.0.2=61 20.9.0.9=69", far, "", "litid");
    row("announced by several", "10.0.0.1 20.1.0.1=61+71 20.1.0.2=71 20.2.0.1=62 20.9.0.9=69", far, "", "liitd");
    row("provider among several", "10.0.0.1 20.1.0.1=71+61 20.9.0.9=69", far, "public 20.1.9.9 provider 61", "lid");
    row("exchange point", "10.0.0.1 20.1.0.1=61 ix:20.7.0.1 20.9.0.1=69 20.9.0.9=69", far, "", "litdd");
    row("exchange point, announced by the provider", "10.0.0.1 20.1.0.1=61 ix:20.7.0.1=61 20.9.0.9=69", far, "",
        "litd");
    row("exchange point, announced by the target", "10.0.0.1 20.1.0.1=61 ix:20.7.0.1=69 20.9.0.9=69", far, "", "litd");
    row("exchange point first", "10.0.0.1 ix:20.7.0.1=67 20.2.0.1=62 20.9.0.9=69", far, "", "ltid");
    row("several addresses", "10.0.0.1 20.1.0.1=61,20.1.0.2=61 20.2.0.1=62,20.1.0.3=61 20.9.0.9=69", far, "", "litd");
    row("only the second is known", "10.0.0.1 20.1.0.1=!,20.1.0.2=61 20.2.0.1=!,20.2.0.2=62 20.9.0.9=69", far, "",
        "litd");
}

void TestSegments::addDestination()
{
    const auto row = [](const char *name, const char *path, const char *target, const char *around, const char *want) {
        QTest::newRow(name) << path << target << around << want;
    };
    const char *far = "20.9.0.9=69";
    row("not reached", "10.0.0.1 20.1.0.1=61 20.9.0.1=69 *", far, "", "lidu");
    row("its network is not known", "10.0.0.1 20.1.0.1=61 20.9.0.1=69 20.9.0.9=!", "20.9.0.9", "", "litd");
    row("at the provider", "10.0.0.1 20.1.0.1=61 20.1.0.2=61 20.1.0.9=61", "20.1.0.9", "", "liid");
    row("at the provider, its address known", "10.0.0.1 * 20.1.0.2=61 20.1.0.9=61", "20.1.0.9",
        "public 20.1.9.9 provider 61", "luid");
    row("its network right behind the LAN", "10.0.0.1 20.9.0.1=69 20.9.0.9=69", far, "", "lid");
    row("its network behind a silent provider", "10.0.0.1 * 20.9.0.1=69 20.9.0.9=69", far, "", "ludd");
    row("its network behind carrier NAT", "10.0.0.1 100.64.0.1 20.9.0.1=69 20.9.0.9=69", far, "", "lidd");
    row("its network first, then another", "* 20.9.0.1=69 20.1.0.1=61 20.9.0.9=69", far, "", "udid");
    row("announced by several, one the provider", "10.0.0.1 20.1.0.1=61 20.2.0.1=62 20.9.0.1=69 20.9.0.9=69+61",
        "20.9.0.9", "public 20.1.9.9 provider 61", "litdd");
    row("together with a router", "10.0.0.1 20.1.0.1=61 20.2.0.1=62,20.9.0.9=69", far, "", "lid");
    row("at an exchange point", "10.0.0.1 20.1.0.1=61 ix:20.7.0.1=67", "ix:20.7.0.1=67", "", "lid");
    row("private, behind a tunnel", "10.0.0.1 20.1.0.1=61 10.9.0.1 10.9.0.9", "10.9.0.9", "", "liud");
    row("no target yet", "10.0.0.1 20.1.0.1=61 20.2.0.1=62", "", "", "lit");
}

void TestSegments::addUnknown()
{
    const auto row = [](const char *name, const char *path, const char *target, const char *around, const char *want) {
        QTest::newRow(name) << path << target << around << want;
    };
    const char *far = "20.9.0.9=69";
    row("between two of the same", "10.0.0.1 20.1.0.1=61 * 20.5.0.1=0 20.1.0.2=61 20.9.0.9=69", far, "", "liiiid");
    row("between two transit networks", "10.0.0.1 20.1.0.1=61 20.2.0.1=62 * 20.3.0.1=63 20.9.0.9=69", far, "",
        "litttd");
    row("between two others", "10.0.0.1 20.1.0.1=61 * 20.2.0.1=62 20.9.0.9=69", far, "", "liutd");
    row("several in a row", "10.0.0.1 20.1.0.1=61 * * * 20.1.0.2=61 * 20.9.0.9=69", far, "", "liiiiiud");
    row("at the end", "10.0.0.1 20.1.0.1=61 20.1.0.2=61 * *", far, "", "liiuu");
    row("nothing is known", "20.1.0.1=! 20.2.0.1=! 20.9.0.9=!", "20.9.0.9", "", "uud");
    row("target's network is being asked", "10.0.0.1 * 20.1.0.1=61 20.2.0.1=62 20.9.0.9=?", "20.9.0.9", "", "luuud");
    row("target's does not matter yet", "10.0.0.1 20.1.0.1=61 20.2.0.1=62 20.9.0.9=?", "20.9.0.9", "", "liud");
    row("first network is being asked", "10.0.0.1 20.1.0.1=? 20.2.0.1=62 20.9.0.1=69 20.9.0.9=69", far, "", "luuud");
    row("provider known, target being asked", "10.0.0.1 20.1.0.1=61 20.2.0.1=62 20.9.0.9=?", "20.9.0.9",
        "public 20.1.9.9 provider 61", "liud");
    row("another is being asked", "10.0.0.1 20.1.0.1=61 20.2.0.1=? 20.3.0.1=63 20.9.0.9=69", far, "", "liutd");
    row("documentation", "10.0.0.1 192.0.2.1 198.51.100.1=61 203.0.113.9=69", "203.0.113.9", "", "luid");
}

void TestSegments::addVersion6()
{
    const auto row = [](const char *name, const char *path, const char *target, const char *around, const char *want) {
        QTest::newRow(name) << path << target << around << want;
    };
    const char *far = "2a09::9=69";
    const char *home = "local 2a01:0:0:1::/64";
    row("v6: own /64", "2a01:0:0:1::1=61 2a01::1=61 2a02::1=62 2a09::9=69", far, home, "litd");
    row("v6: own /64, provider silent", "2a01:0:0:1::1=61 * 2a02::1=62 2a09::9=69", far, home, "lutd");
    row("v6: the neighbour's /64", "2a01:0:0:2::1=61 2a02::1=62 2a09::9=69", far, home, "itd");
    row("v6: unique local", "fd00::1 2a01::1=61 fd00::2 2a01::2=61 2a09::9=69", far, "", "liiid");
    row("v6: link-local", "fe80::1 2a01::1=61 2a09::9=69", far, "", "lid");
    row("v6: loopback", "::1", "::1", "", "l");
    row("v6: public address", "2a01:0:0:1::1=61 2a03::1=63 2a01::1=61 2a09::9=69", far,
        "local 2a01:0:0:1::/64 public 2a01:0:0:1::9 provider 61", "ltid");
    row("v6: at the provider", "2a01:0:0:1::1=61 2a01::1=61 2a01::9=61", "2a01::9", home, "lid");
    row("v6: nested in the LAN's network of v4", "2a01::1=61 2a09::9=69", far, "local 0.0.0.0/8", "id");
}

void TestSegments::segments()
{
    QFETCH(QString, path);
    QFETCH(QString, target);
    QFETCH(QString, around);
    QFETCH(QString, expected);
    Path made(path);
    const IpAddress to = target.isEmpty() ? IpAddress() : made.add(target);
    const auto segments = engine::segmentsOf(
        made.hops, to, [&made](const IpAddress &address) { return made.facts[address]; }, surroundingsOf(around));
    QCOMPARE(textOf(segments), expected);
}

void TestSegments::asksOncePerAddress()
{
    Path made(QStringLiteral("10.0.0.1 20.1.0.1=61,20.1.0.2=61 * 20.9.0.9=69"));
    std::map<IpAddress, int> asked;
    engine::segmentsOf(made.hops, addressOf(QStringLiteral("20.9.0.9")),
        [&](const IpAddress &address) {
            ++asked[address];
            return made.facts[address];
        },
        {});
    QCOMPARE(asked.size(), 4U);
    for (const auto &[address, times] : asked)
        QVERIFY2(times <= (address == addressOf(QStringLiteral("20.9.0.9")) ? 2 : 1), address.toString().c_str());
}

void TestSegments::names()
{
    QCOMPARE(engine::segmentName(Segment::Unknown), QLatin1String("unknown"));
    QCOMPARE(engine::segmentName(Segment::Lan), QLatin1String("lan"));
    QCOMPARE(engine::segmentName(Segment::Isp), QLatin1String("isp"));
    QCOMPARE(engine::segmentName(Segment::Transit), QLatin1String("transit"));
    QCOMPARE(engine::segmentName(Segment::Destination), QLatin1String("destination"));
}

void TestSegments::localNetwork_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("network");
    QTest::newRow("v4") << "192.168.1.17" << 24 << "192.168.1.0/24";
    QTest::newRow("v4 point to point") << "10.8.0.2" << 32 << "10.8.0.2/32";
    QTest::newRow("v4 unknown length") << "10.8.0.2" << -1 << "10.8.0.2/32";
    QTest::newRow("v4 length that cannot be") << "10.8.0.2" << 33 << "10.8.0.2/32";
    QTest::newRow("v4 everything") << "10.8.0.2" << 0 << "";
    QTest::newRow("v4 half of everything") << "10.8.0.2" << 1 << "";
    QTest::newRow("v4 loopback") << "127.0.0.1" << 8 << "";
    QTest::newRow("v4 link-local") << "169.254.3.4" << 16 << "";
    QTest::newRow("v6") << "2a01:0:0:1::17" << 64 << "2a01:0:0:1::/64";
    QTest::newRow("v6 by DHCP") << "2a01:0:0:1::17" << 128 << "2a01:0:0:1::/64";
    QTest::newRow("v6 unknown length") << "2a01:0:0:1::17" << -1 << "2a01:0:0:1::/64";
    QTest::newRow("v6 larger") << "2a01:0:0:1::17" << 56 << "2a01::/56";
    QTest::newRow("v6 everything") << "2a01:0:0:1::17" << 3 << "";
    QTest::newRow("v6 link-local") << "fe80::1" << 64 << "";
    QTest::newRow("v6 loopback") << "::1" << 128 << "";
}

void TestSegments::localNetwork()
{
    QFETCH(QString, address);
    QFETCH(int, length);
    QFETCH(QString, network);
    QCOMPARE(QString::fromStdString(engine::localNetworkOf(addressOf(address), length).toString()), network);
}

/// Whatever this machine has: every address of its interfaces that are up lies in one of them.
void TestSegments::localNetworksOfThisMachine()
{
    const auto networks = engine::localNetworks();
    QVERIFY(std::ranges::is_sorted(networks));
    QVERIFY(std::ranges::adjacent_find(networks) == networks.end());
    for (const engine::IpPrefix &network : networks)
        QVERIFY2(!network.isNull() && !network.address().isLoopback() && !network.address().isLinkLocal(),
            network.toString().c_str());
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        const auto flags = interface.flags();
        if (!(flags & QNetworkInterface::IsUp) || (flags & QNetworkInterface::IsLoopBack))
            continue;
        for (const QNetworkAddressEntry &entry : interface.addressEntries()) {
            const IpAddress address = addressOf(entry.ip().toString());
            const bool isIn = std::ranges::any_of(
                networks, [&address](const engine::IpPrefix &network) { return network.contains(address); });
            QCOMPARE(isIn, !address.isLinkLocal());
        }
    }
}

QTEST_GUILESS_MAIN(TestSegments)
#include "tst_segments.moc"
