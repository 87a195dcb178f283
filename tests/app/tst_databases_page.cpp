// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Databases in the settings: files added, dropped, refused and ordered; downloads from a server of our own.
#include "app/dialogs/database_list.h"
#include "app/dialogs/database_model.h"
#include "app/dialogs/databases_page.h"
#include "app/dialogs/download_row.h"
#include "app/dialogs/settings_dialog.h"
#include "app/shell/lookup_center.h"
#include "app/shell/settings.h"
#include "tests/engine/mmdb_files.h"
#include "tests/support/web_server.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QDropEvent>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace app;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

/// Files whose names say what they are.
engine::MmdbInfo judge(const QString &path)
{
    engine::MmdbInfo info;
    info.path = path;
    if (path.contains(text("bad")))
        info.problem = engine::MmdbProblem::NotADatabase;
    info.type = text("Test\u202E-City");
    info.hasCities = true;
    return info;
}

void fillFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

void drop(QWidget &on, const QStringList &paths)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString &path : paths)
        urls.append(QUrl::fromLocalFile(path));
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &event);
}

} // namespace

class TestDatabasesPage final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<WebServer> m_server;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<LookupCenter> m_lookups;
    std::unique_ptr<SettingsDialog> m_dialog;

    DatabasesPage &page() { return *static_cast<DatabasesPage *>(m_dialog->page(SettingsDialog::Page::Databases)); }
    DownloadRow *row() { return page().downloads().value(0); }
    /// False: the page does not show the list of the test, and nothing on it may be pressed.
    bool open()
    {
        m_dialog.reset();
        m_dialog = std::make_unique<SettingsDialog>(*m_settings, *m_lookups);
        m_dialog->show();
        m_dialog->showPage(SettingsDialog::Page::Databases);
        return QTest::qWaitFor([this] { return row() && row()->source().id == text("db"); });
    }

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<WebServer>();
        QByteArray list = "{'schema':'periplus.sources/1','sources':[{'id':'db','kind':'database','title':'Cities',"
                          "'provider':'P','licence':'CC BY 4.0','licence_url':'https://example.org/by',"
                          "'attribution':'by P','file':'city.mmdb','urls':['%1/city.mmdb']}]}";
        fillFile(m_directory->filePath(text("sources.json")),
            list.replace('\'', '"').replace("%1", m_server->url({}).toString().toUtf8()));
        m_settings = std::make_unique<Settings>(m_directory->path());
        m_settings->systemDatabases.set(false);
        m_lookups = std::make_unique<LookupCenter>(*m_settings, lookupPaths(m_directory->path()));
    }
    void cleanup()
    {
        m_dialog.reset();
        m_lookups.reset();
        m_settings.reset();
        m_server.reset();
    }

    void theModelKeepsTheOrder()
    {
        DatabaseModel model(&judge);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy changes(&model, &DatabaseModel::filesChanged);
        model.setFiles({text("/a.mmdb"), text("/b.mmdb")});
        QTRY_VERIFY(!model.isChecking());
        QCOMPARE(changes.count(), 0); // not by the user
        model.add({text("/c.mmdb")});
        QTRY_COMPARE(model.rowCount(), 3);
        engine::MmdbInfo other = judge(text("/usr/share/GeoIP/x.mmdb"));
        model.setOthers({judge(text("/a.mmdb")), other});
        QCOMPARE(model.rowCount(), 4);
        QVERIFY(!model.isOwn(3));
        model.move(2, -1);
        model.move(0, 1);
        QCOMPARE(model.files(), QStringList({text("/c.mmdb"), text("/a.mmdb"), text("/b.mmdb")}));
        model.move(2, 1); // the others have no order of the user's
        model.remove(3);
        QCOMPARE(model.rowCount(), 4);
        model.remove(1);
        QCOMPARE(model.files(), QStringList({text("/c.mmdb"), text("/b.mmdb")}));
        const QString type = model.index(0).data(DatabaseModel::TypeRole).toString();
        QVERIFY(!type.contains(QChar(0x202E)));
        QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().contains(text("cities")));
    }

    void whatIsNoDatabaseIsRefused()
    {
        DatabaseModel model(&judge);
        QSignalSpy refused(&model, &DatabaseModel::refused);
        model.add({text("/bad.txt"), text("/good.mmdb"), text("/good.mmdb")});
        QTRY_VERIFY(!model.isChecking());
        QCOMPARE(model.files(), QStringList(text("/good.mmdb")));
        QCOMPARE(refused.count(), 2);
        for (const auto &arguments : refused)
            QVERIFY2(arguments.front().toString().endsWith(QLatin1Char('.')), qPrintable(arguments.front().toString()));
    }

    void aFileThatWentBadSaysSo()
    {
        DatabaseModel model;
        const QString gone = m_directory->filePath(text("gone.mmdb"));
        model.setFiles({gone});
        QTRY_VERIFY(!model.isChecking());
        QVERIFY(model.index(0).data(DatabaseModel::RefusedRole).toBool());
        QVERIFY(!model.index(0).data(DatabaseModel::DetailRole).toString().isEmpty());
        QCOMPARE(model.files(), QStringList(gone)); // it may come back
    }

    void droppedFilesAreChecked()
    {
        MmdbFiles files;
        QVERIFY2(files.make(), files.problem());
        QVERIFY2(open(), qPrintable(m_lookups->downloads().sourcesProblem()));
        const QString empty = m_directory->filePath(text("empty.mmdb"));
        const QString words = m_directory->filePath(text("<b>words.txt"));
        const QString cut = m_directory->filePath(text("cut.mmdb"));
        fillFile(empty, {});
        fillFile(words, "no database");
        QFile whole(files.path("GeoLite2-City.mmdb"));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        fillFile(cut, whole.read(whole.size() / 2));
        DatabaseModel *model = page().model();
        drop(*page().list(), {empty, words, cut, m_directory->path(), files.path("GeoLite2-City.mmdb")});
        QTRY_VERIFY(!model->isChecking());
        QCOMPARE(model->files(), QStringList(files.path("GeoLite2-City.mmdb")));
        QCOMPARE(page().list()->problem().count(QLatin1Char('\n')), 3); // four sentences
        QVERIFY(m_settings->databaseFiles.get().isEmpty()); // not before OK
        m_dialog->accept();
        QCOMPARE(m_settings->databaseFiles.get(), QStringList(files.path("GeoLite2-City.mmdb")));
        QTRY_COMPARE(m_lookups->options().databases.size(), 1);
    }

    void aDatabaseIsFetchedAndRemoved()
    {
        MmdbFiles files;
        QVERIFY2(files.make(), files.problem());
        QFile city(files.path("GeoLite2-City.mmdb"));
        QVERIFY(city.open(QIODevice::ReadOnly));
        WebServer::Reply reply;
        reply.body = city.readAll();
        reply.etag = "\"one\"";
        reply.hold = 500;
        m_server->serve("/city.mmdb", reply);
        QVERIFY2(open(), qPrintable(m_lookups->downloads().sourcesProblem()));
        QCOMPARE(row()->mainButton()->text(), text("Get"));
        QVERIFY(!row()->removeButton()->isEnabled());
        row()->mainButton()->click();
        QTRY_VERIFY(m_server->isHolding());
        QTRY_COMPARE(row()->mainButton()->text(), text("Cancel"));
        row()->mainButton()->click();
        QTRY_COMPARE(row()->mainButton()->text(), text("Get"));
        QCOMPARE(row()->problem(), QString()); // the user knows
        reply.hold = -1;
        m_server->serve("/city.mmdb", reply);
        row()->mainButton()->click();
        QTRY_COMPARE(row()->mainButton()->text(), text("Update"));
        QTRY_COMPARE(page().model()->rowCount(), 1); // in use, though not of the user's list
        QVERIFY(!page().model()->isOwn(0));
        row()->removeButton()->click();
        QTRY_COMPARE(row()->mainButton()->text(), text("Get"));
        QTRY_COMPARE(page().model()->rowCount(), 0);
    }

    void failuresAreSentences_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("not there") << 404 << QByteArray("gone");
        QTest::newRow("in trouble") << 503 << QByteArray("later");
        QTest::newRow("a web page") << 200 << QByteArray("<html>log in</html>");
        QTest::newRow("empty") << 200 << QByteArray();
    }
    void failuresAreSentences()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        WebServer::Reply reply;
        reply.status = status;
        reply.body = body;
        m_server->serve("/city.mmdb", reply);
        QVERIFY2(open(), qPrintable(m_lookups->downloads().sourcesProblem()));
        row()->mainButton()->click();
        QTRY_VERIFY(!row()->problem().isEmpty());
        QVERIFY2(row()->problem().endsWith(QLatin1Char('.')), qPrintable(row()->problem()));
        QCOMPARE(row()->mainButton()->text(), text("Get"));
        QVERIFY(row()->mainButton()->isEnabled()); // can be tried again
    }

    void nothingLeavesEndsATransfer()
    {
        WebServer::Reply reply;
        reply.body = QByteArray(10'000, 'x');
        reply.hold = 100;
        m_server->serve("/city.mmdb", reply);
        QVERIFY2(open(), qPrintable(m_lookups->downloads().sourcesProblem()));
        row()->mainButton()->click();
        QTRY_VERIFY(m_server->isHolding());
        m_settings->nothingLeaves.set(true);
        QTRY_COMPARE(row()->mainButton()->text(), text("Get"));
        QVERIFY(!row()->mainButton()->isEnabled());
        QVERIFY(!row()->mainButton()->toolTip().isEmpty());
        const auto requests = m_server->requests().size();
        row()->mainButton()->click();
        QCOMPARE(m_server->requests().size(), requests);
    }

    void onlyWebPagesAreOpened()
    {
        engine::DownloadSource source;
        source.id = text("x");
        source.licence = text("CC BY 4.0");
        for (const char *url : {"https://example.org/", "file:///etc/passwd", "javascript:alert(1)", ""}) {
            source.licenceUrl = text(url);
            const DownloadRow made(source, *m_lookups);
            for (const QPushButton *button : made.findChildren<QPushButton *>())
                if (button->text() == source.licence)
                    QCOMPARE(button->isEnabled(), QByteArray(url).startsWith("https:"));
        }
    }

    void thePageIsNotWiderThanTheDialog()
    {
        m_lookups.reset(); // with the program's own list
        QVERIFY(QFile::remove(m_directory->filePath(text("sources.json"))));
        m_lookups = std::make_unique<LookupCenter>(*m_settings, lookupPaths(m_directory->path()));
        SettingsDialog dialog(*m_settings, *m_lookups);
        dialog.show();
        dialog.showPage(SettingsDialog::Page::Databases);
        const auto *page = static_cast<DatabasesPage *>(dialog.page(SettingsDialog::Page::Databases));
        QTRY_VERIFY(page->downloads().size() > 1);
        QTRY_VERIFY(page->downloads().constFirst()->isVisible());
        QVERIFY(page->widget()->minimumSizeHint().width() <= page->viewport()->width());
    }

    void whatIsKeptCurrentIsRemembered()
    {
        QVERIFY2(open(), qPrintable(m_lookups->downloads().sourcesProblem()));
        row()->keepBox()->setChecked(true);
        QVERIFY(m_settings->keepCurrent.get().isEmpty());
        m_dialog->accept();
        QCOMPARE(m_settings->keepCurrent.get(), QStringList(text("db")));
        QVERIFY2(open(), qPrintable(m_lookups->downloads().sourcesProblem()));
        QVERIFY(row()->keepBox()->isChecked());
    }
};

QTEST_MAIN(TestDatabasesPage)
#include "tst_databases_page.moc"
