// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table/formatting.h"

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

/// Characters that change how other text is shown, or show nothing themselves.
bool isDeceptive(char32_t code)
{
    switch (QChar::category(code)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // bidi controls, zero-width characters, tags
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    case QChar::Separator_Space:
        return code != U' ';
    default:
        return code == 0x115F || code == 0x1160 || code == 0x3164 || code == 0xFFA0 // Hangul fillers
            || (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF); // variation selectors
    }
}

bool isMark(char32_t code)
{
    const QChar::Category category = QChar::category(code);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
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
    return Texts::tr("%1 s").arg(oneDecimalBelowHundred(milliseconds(time) / 1000, locale));
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
        return {Texts::tr("%1 of %2").arg(formatCount(known - lost, locale), formatCount(known, locale)), {}};
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
    constexpr int mostMarks = 3; // on one letter; more can cover neighbouring rows
    QString result;
    int marks = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t code = text[i].unicode();
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            code = QChar::surrogateToUcs4(text[i], text[i + 1]);
            ++i;
        }
        marks = isMark(code) ? marks + 1 : 0;
        const QString shown = isDeceptive(code) || marks > mostMarks
            ? QStringLiteral("<U+%1>").arg(QString::number(code, 16).toUpper(), 4, QLatin1Char('0'))
            : QString::fromUcs4(&code, 1);
        if (result.size() + shown.size() > maximum)
            return result + QChar(0x2026);
        result += shown;
    }
    return result;
}

} // namespace app
