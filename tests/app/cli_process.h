// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

/// Runs the real periplus-cli as a process, over a small simulated network.
class CliProcess final {
public:
    struct Outcome {
        int code = -1; ///< -1: it crashed or did not end
        QByteArray out;
        QByteArray err;
    };

    CliProcess()
    {
        write(scenario(),
            "scenario \"Plain\"\n"
            "target far.example 198.51.100.9 2001:db8::9\n"
            "  hop one 192.0.2.1 2001:db8:0:1::1 rtt 1ms mpls 16001/0/1\n"
            "  hop two silent rtt 2ms\n"
            "  hop three 192.0.2.3 2001:db8:0:3::1 rtt 3ms\n"
            "  host rtt 4ms tcp 443 open\n"
            "target dark.example 198.51.100.10\n"
            "  hop one\n"
            "  hop gone silent rtt 2ms\n"
            "  hole\n");
    }

    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QString scenario() const { return path("test.scenario"); }

    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(path));
    }

    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// Arguments set apart by blanks; SIM is the scenario, DIR a folder to write to, '' is empty.
    QStringList listOf(const QByteArray &arguments) const
    {
        QStringList list;
        for (const QByteArray &each : arguments.split(' ')) {
            QString argument = QString::fromUtf8(each);
            argument.replace(QLatin1String("SIM"), scenario());
            argument.replace(QLatin1String("DIR"), m_folder.path());
            list += argument == QLatin1String("''") ? QString() : argument;
        }
        return arguments.isEmpty() ? QStringList() : list;
    }

    /// No settings, databases or answers of whoever runs the test: the folders are below DIR.
    QProcessEnvironment environment(const QByteArray &locale = "C.UTF-8") const
    {
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        variables.insert(QStringLiteral("LC_ALL"), QString::fromLatin1(locale));
        for (const char *kind : {"CONFIG", "CACHE", "DATA"})
            variables.insert(QStringLiteral("XDG_%1_HOME").arg(QLatin1String(kind)), path(kind));
        return variables;
    }

    static QString program() { return QString::fromLocal8Bit(PERIPLUS_CLI); }

    Outcome run(const QByteArray &arguments, const QByteArray &locale = "C.UTF-8") const
    {
        QProcess process;
        process.setProcessEnvironment(environment(locale));
        process.start(program(), listOf(arguments));
        if (!process.waitForFinished(longestRun) || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    static constexpr int longestRun = 20000;

private:
    QTemporaryDir m_folder;
};

inline QStringList linesOf(const QByteArray &text)
{
    return QString::fromUtf8(text).split(u'\n', Qt::SkipEmptyParts);
}

/// "hops.3.addresses.0.kind" of a JSON text; undefined when there is no such thing.
inline QJsonValue at(const QByteArray &json, const char *path)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    QJsonValue value = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    for (const QByteArray &step : QByteArray(path).split('.')) {
        bool isIndex = false;
        const int index = step.toInt(&isIndex);
        value = isIndex ? value.toArray().at(index) : value.toObject().value(QLatin1String(step));
    }
    return value;
}

inline bool isCount(const QJsonValue &value)
{
    return value.isDouble() && value.toInteger(-1) >= 0 && value.toDouble() == double(value.toInteger());
}
