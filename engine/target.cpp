// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/target.h"

#include <QUrl>

#include <algorithm>

namespace engine {

namespace {

constexpr qsizetype longestInput = 8192; // a URL with its path; beyond that nobody typed it
constexpr qsizetype longestName = 253; // RFC 1035 section 2.3.4, without the root's dot
constexpr qsizetype longestLabel = 63;

using Parsed = std::variant<Target, TargetProblem>;

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isAsciiDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isAsciiHex(QChar c)
{
    return isAsciiDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

/// Control and format characters (bidi marks, zero-width ones), lone surrogates and blanks have no place in a target.
bool isForbidden(QChar c)
{
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format || c.isSpace();
}

bool hasLoneSurrogate(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else if (text[i].isSurrogate())
            return true;
    }
    return false;
}

/// "scheme://user@host:port/path?query#fragment" → "host:port".
QStringView authorityOf(QStringView text)
{
    const qsizetype schemeEnd = text.indexOf(QLatin1String("://"));
    if (schemeEnd > 0) {
        const QStringView scheme = text.first(schemeEnd);
        const bool wellFormed = isAsciiLetter(scheme[0]) && std::all_of(scheme.begin(), scheme.end(), [](QChar c) {
            return isAsciiLetter(c) || isAsciiDigit(c) || c == u'+' || c == u'-' || c == u'.';
        });
        if (wellFormed)
            text = text.sliced(schemeEnd + 3);
    } else if (text.startsWith(QLatin1String("//"))) {
        text = text.sliced(2);
    }
    const auto end =
        std::find_if(text.begin(), text.end(), [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; });
    text = text.first(end - text.begin());
    return text.sliced(text.lastIndexOf(u'@') + 1);
}

struct HostAndPort {
    QStringView host;
    std::optional<std::uint16_t> port;
    bool bracketed = false;
};

/// An empty port ("host:") is none, as in a URL (RFC 3986 section 3.2.3).
bool takePort(QStringView digits, HostAndPort &out)
{
    if (digits.isEmpty())
        return true;
    constexpr qsizetype longestPort = 5;
    if (digits.size() > longestPort || !std::all_of(digits.begin(), digits.end(), isAsciiDigit))
        return false;
    const uint number = digits.toUInt();
    if (number < 1 || number > 65535)
        return false;
    out.port = static_cast<std::uint16_t>(number);
    return true;
}

std::variant<HostAndPort, TargetProblem> splitPort(QStringView authority)
{
    HostAndPort out;
    if (authority.startsWith(u'[')) {
        const qsizetype close = authority.indexOf(u']');
        if (close < 0)
            return TargetProblem::InvalidAddress;
        out.host = authority.sliced(1, close - 1);
        out.bracketed = true;
        const QStringView rest = authority.sliced(close + 1);
        if (rest.isEmpty())
            return out;
        if (!rest.startsWith(u':') || !takePort(rest.sliced(1), out))
            return TargetProblem::InvalidPort;
        return out;
    }
    if (authority.count(u':') != 1) { // none, or a bare IPv6 address
        out.host = authority;
        return out;
    }
    const qsizetype colon = authority.indexOf(u':');
    out.host = authority.first(colon);
    if (!takePort(authority.sliced(colon + 1), out))
        return TargetProblem::InvalidPort;
    return out;
}

/// ::ffff:192.0.2.1 is probed as what it stands for (RFC 4291 section 2.5.5.2).
platform::IpAddress unmapped(const platform::IpAddress &address)
{
    const auto bytes = address.bytes();
    if (address.family() != platform::Family::V6)
        return address;
    const bool mapped = std::all_of(bytes.begin(), bytes.begin() + 10, [](std::uint8_t b) { return b == 0; })
        && bytes[10] == 0xff && bytes[11] == 0xff;
    return mapped ? platform::IpAddress::fromBytes(bytes.subspan(12)) : address;
}

Parsed addressTarget(Target target, const platform::IpAddress &parsed)
{
    const platform::IpAddress address = unmapped(parsed);
    if (address.isUnspecified())
        return TargetProblem::Unspecified;
    if (address.isMulticast())
        return TargetProblem::Multicast;
    if (address.isLimitedBroadcast())
        return TargetProblem::Broadcast;
    target.address = address;
    target.host = QString::fromStdString(address.toString());
    target.displayHost = target.host;
    return target;
}

/// A name whose last label is a number can only be meant as an IPv4 address (WHATWG URL, "ends in a number").
bool endsInNumber(QStringView name)
{
    if (name.endsWith(u'.'))
        name.chop(1);
    const QStringView last = name.sliced(name.lastIndexOf(u'.') + 1);
    if (last.isEmpty())
        return false;
    if (std::all_of(last.begin(), last.end(), isAsciiDigit))
        return true;
    return last.startsWith(QLatin1String("0x"), Qt::CaseInsensitive)
        && std::all_of(last.begin() + 2, last.end(), isAsciiHex);
}

std::optional<TargetProblem> nameProblem(QStringView name)
{
    if (name.endsWith(u'.'))
        name.chop(1);
    if (name.size() > longestName)
        return TargetProblem::TooLong;
    for (const QStringView label : name.split(u'.')) {
        if (label.isEmpty())
            return TargetProblem::InvalidCharacters;
        if (label.size() > longestLabel)
            return TargetProblem::TooLong;
        // Underscores are no part of a host name (RFC 952), but names with one exist and resolve.
        const bool plain = std::all_of(label.begin(), label.end(),
            [](QChar c) { return isAsciiLetter(c) || isAsciiDigit(c) || c == u'-' || c == u'_'; });
        if (!plain)
            return TargetProblem::InvalidCharacters;
    }
    return std::nullopt;
}

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c < QChar(0x80); });
}

/// Too long in Unicode is too long in ASCII as well: said before QUrl, which only says "no".
bool hasLongLabel(QStringView name)
{
    const auto labels = name.split(u'.');
    return name.size() > longestName
        || std::any_of(labels.begin(), labels.end(), [](QStringView label) { return label.size() > longestLabel; });
}

Parsed nameTarget(Target target, QStringView host)
{
    QString ascii = host.toString().toLower();
    if (!isAscii(host)) {
        ascii = QString::fromLatin1(QUrl::toAce(host.toString()));
        if (ascii.isEmpty())
            return hasLongLabel(host) ? TargetProblem::TooLong : TargetProblem::InvalidCharacters;
    }
    if (const auto address = platform::IpAddress::parse(ascii.toStdString())) // full-width digits
        return addressTarget(std::move(target), *address);
    if (endsInNumber(ascii))
        return TargetProblem::InvalidAddress;
    if (const auto problem = nameProblem(ascii))
        return *problem;
    target.host = ascii;
    target.displayHost = QUrl::fromAce(ascii.toLatin1(), QUrl::IgnoreIDNWhitelist);
    if (target.displayHost.isEmpty() || std::any_of(target.displayHost.begin(), target.displayHost.end(), isForbidden))
        target.displayHost = ascii; // an "xn--" label that is none
    return target;
}

} // namespace

std::variant<Target, TargetProblem> parseTarget(const QString &text)
{
    Target target;
    target.text = text.trimmed();
    if (target.text.isEmpty())
        return TargetProblem::Empty;
    if (target.text.size() > longestInput)
        return TargetProblem::TooLong;
    if (std::any_of(target.text.begin(), target.text.end(), isForbidden) || hasLoneSurrogate(target.text))
        return TargetProblem::InvalidCharacters;

    const auto split = splitPort(authorityOf(target.text));
    if (const auto *problem = std::get_if<TargetProblem>(&split))
        return *problem;
    const auto &[host, port, bracketed] = std::get<HostAndPort>(split);
    if (host.isEmpty())
        return bracketed ? TargetProblem::InvalidAddress : TargetProblem::Empty;
    target.port = port;

    QString address = host.toString();
    if (bracketed)
        address.replace(QLatin1String("%25"), QLatin1String("%")); // RFC 6874: the zone of a URL
    if (const auto parsed = platform::IpAddress::parse(address.toStdString()))
        return addressTarget(std::move(target), *parsed);
    if (bracketed || host.contains(u':'))
        return TargetProblem::InvalidAddress;
    return nameTarget(std::move(target), host);
}

} // namespace engine
