// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/formatting.h"

#include "engine/formats/visible_text.h"

#include <QCoreApplication>

#include <cmath>

namespace app {

namespace {

class Texts {
    Q_DECLARE_TR_FUNCTIONS(app::Formatting)
};

const QChar noBreakSpace(0x00A0);

double milliseconds(platform::Duration time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

/// One decimal below 100, none from there on; 99.96 is 100, not 100.0.
QString oneDecimalBelowHundred(double value, const QLocale &locale)
{
    return locale.toString(value, 'f', std::round(value * 10) < 1000 ? 1 : 0);
}

QString plainNumber(double value, int decimals, QLocale locale)
{
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(value, 'f', decimals);
}

} // namespace

QString formatNothing()
{
    return QStringLiteral("–");
}

QString formatRtt(std::optional<platform::Duration> rtt, const QLocale &locale)
{
    if (!rtt)
        return formatNothing();
    const double ms = milliseconds(*rtt);
    return std::round(ms) < 10000 ? oneDecimalBelowHundred(ms,
               [&] {
                   QLocale plain = locale;
                   plain.setNumberOptions(QLocale::OmitGroupSeparator);
                   return plain;
               }())
                                  : formatSeconds(*rtt, locale);
}

QString formatRttUnit(std::optional<platform::Duration> rtt, const QLocale &locale)
{
    if (!rtt)
        return formatNothing();
    const double ms = milliseconds(*rtt);
    if (std::round(ms) >= 1000)
        return formatSeconds(*rtt, locale);
    const int decimals = std::round(ms * 100) < 100 ? 2 : std::round(ms * 10) < 1000 ? 1 : 0;
    return Texts::tr("%1 ms").arg(plainNumber(ms, decimals, locale));
}

QString formatSeconds(platform::Duration time, const QLocale &locale)
{
    const double seconds = milliseconds(time) / 1000;
    return Texts::tr("%1 s").arg(plainNumber(seconds, std::round(seconds * 10) < 100 ? 1 : 0, locale));
}

QString formatCount(std::uint64_t count, const QLocale &locale)
{
    return locale.toString(static_cast<qulonglong>(count));
}

QString formatPercent(double share, int decimals, const QLocale &locale)
{
    const double percent = share * 100;
    const double scale = std::pow(10, decimals);
    return plainNumber(percent, std::round(percent * scale) < 100 * scale ? decimals : 0, locale) + noBreakSpace
        + locale.percent();
}

LossText formatLoss(std::uint64_t lost, std::uint64_t known, const engine::LossInterval &interval,
    engine::LossKind kind, const QLocale &locale)
{
    if (known == 0)
        return {formatNothing(), {}};
    if (known < fewestSamples) {
        return {Texts::tr("%1 of %2").arg(formatCount(lost, locale), formatCount(known, locale)), {}};
    }
    if (kind == engine::LossKind::Limited)
        return {Texts::tr("%1 limited").arg(formatPercent(interval.share, 1, locale)), {}};
    const QString value = oneDecimalBelowHundred(interval.share * 100, locale);
    if (lost == 0)
        return {value, QStringLiteral(" < ") + formatPercent(interval.high, 1, locale)};
    return {value, QStringLiteral(" ±") + formatPercent((interval.high - interval.low) / 2, 1, locale)};
}

QString formatInterval(
    std::uint64_t lost, std::uint64_t known, const engine::LossInterval &interval, const QLocale &locale)
{
    if (known == 0)
        return Texts::tr("No probe has come to its end yet");
    return Texts::tr("%1 of %2 lost, %3 to %4")
        .arg(formatCount(lost, locale), formatCount(known, locale), oneDecimalBelowHundred(interval.low * 100, locale),
            formatPercent(interval.high, 1, locale));
}

QString formatAddress(const platform::IpAddress &address)
{
    return address.isNull() ? formatNothing() : visibleText(QString::fromStdString(address.toString()));
}

QString visibleText(QStringView text, qsizetype maximum)
{
    return engine::visibleText(text, maximum);
}

} // namespace app
