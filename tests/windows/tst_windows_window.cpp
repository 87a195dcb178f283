// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exports/trace_picture.h"
#include "app/shell/export_commands.h"
#include "app/shell/lookup_center.h"
#include "app/shell/main_window.h"
#include "app/shell/networks.h"
#include "app/shell/settings.h"
#include "app/shell/workspace.h"
#include "app/theme/colour_scheme.h"

#include <QTemporaryDir>
#include <QTest>

using namespace app;

/// The whole window on Windows' own network: $PERIPLUS_TEST_TARGET lies 30 hops away. What it exports, and a picture of
/// itself, stay in $PERIPLUS_TEST_OUTPUT, if that is set, for people to look at.
class TestWindowsWindow final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tracesAndExports();
};

void TestWindowsWindow::tracesAndExports()
{
    const QString target = qEnvironmentVariable("PERIPLUS_TEST_TARGET");
    if (target.isEmpty())
        QSKIP("no target to trace");
    const QTemporaryDir directory;
    const QString output = qEnvironmentVariable("PERIPLUS_TEST_OUTPUT", directory.path());
    Settings settings(directory.path());
    ColourScheme scheme;
    LookupCenter lookups(settings, lookupPaths(directory.path()));
    Workspace workspace(
        settings, {[&lookups] { return makeSystemNetwork(lookups); }, [] { return makeDemoNetwork(QString()); }});
    MainWindow window(settings, workspace, scheme, lookups);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    workspace.open({target});
    QVERIFY(workspace.current());
    const engine::Session &session = *workspace.current();
    QTRY_VERIFY(session.path().completed() && session.path().reached());
    QCOMPARE(int{session.path().hopsToTarget().value_or(0)}, 30);

    const HopFacts *const facts = workspace.sessions().factsOf(workspace.current());
    const QByteArray csv = exportCsv(session, facts);
    QCOMPARE(writeFile(output + QStringLiteral("/window.csv"), csv), QString());
    QVERIFY(csv.contains(target.toLatin1()) && csv.count('\n') >= 31);
    const QImage picture = renderTracePicture(pictureSource(session, facts));
    QVERIFY(!picture.isNull());
    const QString file = output + QStringLiteral("/table.png");
    QVERIFY(!writePicture(picture, file));
    QCOMPARE(QImage(file).size(), picture.size());
    const QImage shot = window.grab().toImage();
    QVERIFY(shot.width() > 600 && shot.save(output + QStringLiteral("/window.png")));
}

QTEST_MAIN(TestWindowsWindow)
#include "tst_windows_window.moc"
