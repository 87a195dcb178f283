// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/name_completion.h"

#include <QTest>

/// resolv.conf(5): the environment goes before the file, which is this machine's.
class TestNameCompletion final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void domainsAndDots();
};

void TestNameCompletion::domainsAndDots()
{
    qputenv("LOCALDOMAIN", "corp.test lan.test");
    qputenv("RES_OPTIONS", "ndots:3");
    const platform::NameCompletion completion = platform::nameCompletion();
    QCOMPARE(completion.domains, std::vector<std::string>({"corp.test", "lan.test"}));
    QCOMPARE(completion.dots, 3U);
}

QTEST_APPLESS_MAIN(TestNameCompletion)
#include "tst_name_completion.moc"
