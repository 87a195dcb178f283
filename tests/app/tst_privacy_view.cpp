// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The privacy list: the model over the log, its filter, and the tab.
#include "app/privacy/privacy_view.h"
#include "app/privacy/question_filter.h"
#include "app/privacy/question_model.h"
#include "app/privacy/question_table.h"
#include "app/privacy/question_text.h"
#include "app/text/lookup_text.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace app;
using engine::QuestionKind;
using engine::QuestionOutcome;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

engine::Question question(const QString &what, QuestionKind kind = QuestionKind::ReverseName,
    QuestionOutcome outcome = QuestionOutcome::Pending)
{
    engine::Question result;
    result.at = QDateTime(QDate(2026, 11, 20), QTime(14, 2, 11), Qt::UTC);
    result.kind = kind;
    result.what = what;
    result.subject = text("203.0.113.9");
    result.server = text("192.0.2.53:53");
    result.outcome = outcome;
    return result;
}

/// A log with its model, followed and tested.
struct Followed {
    explicit Followed(std::size_t limit = 10'000)
        : log(limit)
        , model(log)
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        model.setActive(true);
    }
    /// The model holds what the log holds, newest first.
    bool agrees() const
    {
        const auto &all = log.questions();
        if (model.rowCount() != static_cast<int>(all.size()))
            return false;
        for (int row = 0; row < model.rowCount(); ++row)
            if (!(model.question(row) == all[all.size() - 1 - static_cast<std::size_t>(row)]))
                return false;
        return true;
    }

    engine::QuestionLog log;
    QuestionModel model;
    QAbstractItemModelTester tester;
};

} // namespace

class TestPrivacyView final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void newestComesFirst()
    {
        Followed followed;
        followed.log.add(question(text("a PTR")));
        followed.log.add(question(text("b PTR")));
        QTRY_COMPARE(followed.model.rowCount(), 2);
        const auto shown = [&](int row, int column) { return followed.model.index(row, column).data().toString(); };
        QCOMPARE(shown(0, QuestionModel::QuestionColumn), text("b PTR"));
        QCOMPARE(shown(1, QuestionModel::QuestionColumn), text("a PTR"));
        QCOMPARE(shown(0, QuestionModel::ServerColumn), text("192.0.2.53:53"));
        QCOMPARE(shown(0, QuestionModel::AboutColumn), text("203.0.113.9"));
        QCOMPARE(shown(0, QuestionModel::OutcomeColumn), questionOutcomeText(QuestionOutcome::Pending));
    }

    void aThousandQuestionsAreOneChange()
    {
        Followed followed;
        QSignalSpy inserts(&followed.model, &QAbstractItemModel::rowsInserted);
        QSignalSpy resets(&followed.model, &QAbstractItemModel::modelReset);
        for (int i = 0; i < 1000; ++i)
            followed.log.add(question(QString::number(i)));
        QTRY_COMPARE(followed.model.rowCount(), 1000);
        QCOMPARE(inserts.count(), 1);
        QSignalSpy changes(&followed.model, &QAbstractItemModel::dataChanged);
        for (const auto &asked : followed.log.questions())
            followed.log.setOutcome(asked.id, QuestionOutcome::Answered);
        QTRY_COMPARE(changes.count(), 1);
        QVERIFY(followed.agrees());
        QCOMPARE(resets.count(), 0);
    }

    void theOldestGoWhenTheLogIsFull()
    {
        Followed followed(10);
        for (int i = 0; i < 7; ++i)
            followed.log.add(question(QString::number(i)));
        QTRY_VERIFY(followed.agrees());
        for (int i = 7; i < 15; ++i)
            followed.log.add(question(QString::number(i)));
        QTRY_VERIFY(followed.agrees());
        QCOMPARE(followed.model.rowCount(), 10);
        for (int i = 0; i < 100; ++i) // more than fit come and go between two batches
            followed.log.add(question(QString::number(i)));
        QTRY_VERIFY(followed.agrees());
    }

    void changesOfWhatIsGoneAreNoTrouble()
    {
        Followed followed(3);
        const quint64 first = followed.log.add(question(text("a")));
        QTRY_COMPARE(followed.model.rowCount(), 1);
        followed.log.setOutcome(first, QuestionOutcome::Failed);
        for (int i = 0; i < 5; ++i)
            followed.log.add(question(QString::number(i)));
        followed.log.setOutcome(first, QuestionOutcome::Answered);
        QTRY_VERIFY(followed.agrees());
    }

    void clearedAndBegunAnew()
    {
        Followed followed;
        for (int i = 0; i < 5; ++i)
            followed.log.add(question(QString::number(i)));
        QTRY_COMPARE(followed.model.rowCount(), 5);
        followed.log.clear();
        followed.log.add(question(text("new")));
        QTRY_VERIFY(followed.agrees());
        QCOMPARE(followed.model.rowCount(), 1);
        followed.log.clear();
        QTRY_COMPARE(followed.model.rowCount(), 0);
        QCOMPARE(followed.log.left(), quint64(6)); // what was asked was asked
    }

    void hiddenItIsNotFed()
    {
        Followed followed;
        const quint64 first = followed.log.add(question(text("a")));
        QTRY_COMPARE(followed.model.rowCount(), 1);
        followed.model.setActive(false);
        QSignalSpy inserts(&followed.model, &QAbstractItemModel::rowsInserted);
        QSignalSpy changes(&followed.model, &QAbstractItemModel::dataChanged);
        followed.log.add(question(text("b")));
        followed.log.setOutcome(first, QuestionOutcome::Missing);
        QCoreApplication::processEvents();
        QCOMPARE(inserts.count() + changes.count(), 0);
        followed.model.setActive(true);
        QVERIFY(followed.agrees()); // at once
    }

    void foreignTextIsMadeHarmless()
    {
        Followed followed;
        engine::Question hostile = question(text("evil\u202Egnp.exe\n<b>x</b>"));
        hostile.subject = text("=1+1");
        hostile.server = text("a\"b");
        followed.log.add(hostile);
        QTRY_COMPARE(followed.model.rowCount(), 1);
        const QString shown = followed.model.index(0, QuestionModel::QuestionColumn).data().toString();
        QVERIFY(!shown.contains(QChar(0x202E)) && !shown.contains(QLatin1Char('\n')));
        const QString tip = followed.model.index(0, QuestionModel::QuestionColumn).data(Qt::ToolTipRole).toString();
        QVERIFY(!Qt::mightBeRichText(tip) || !tip.contains(text("<b>")));
        const QByteArray csv = questionsCsv({hostile});
        QVERIFY(csv.contains(",'=1+1,"));
        QVERIFY(csv.contains("\"a\"\"b\""));
        QCOMPARE(csv.count('\n'), 2);
        QCOMPARE(questionsText({hostile}).count(QLatin1Char('\n')), 1);
    }

    void everyKindAndOutcomeHasWords()
    {
        QSet<QString> texts;
        for (int kind = 0; kind <= static_cast<int>(QuestionKind::ExchangeDownload); ++kind) {
            texts.insert(questionKindText(static_cast<QuestionKind>(kind)));
            QVERIFY(!questionReasonText(static_cast<QuestionKind>(kind)).isEmpty());
        }
        QCOMPARE(texts.size(), 8);
        for (int outcome = 0; outcome <= static_cast<int>(QuestionOutcome::NotAllowed); ++outcome)
            texts.insert(questionOutcomeText(static_cast<QuestionOutcome>(outcome)));
        QCOMPARE(texts.size(), 15);
        QVERIFY(!texts.contains(QString()));
    }

    void theTabFiltersAndCounts()
    {
        engine::QuestionLog log;
        QAction nothing;
        nothing.setCheckable(true);
        PrivacyView view(log, &nothing);
        view.resize(1100, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCOMPARE(view.counterText(), text("No question left this machine"));
        log.add(question(text("a PTR")));
        log.add(question(text("b PTR"), QuestionKind::ReverseName, QuestionOutcome::Cached));
        log.add(question(text("c TXT"), QuestionKind::OriginNetwork, QuestionOutcome::Answered));
        QAbstractItemModel *rows = view.table()->model();
        QTRY_COMPARE(rows->rowCount(), 3);
        QVERIFY2(view.counterText().startsWith(text("2 ")), qPrintable(view.counterText()));

        view.search()->setText(text("ptr"));
        QCOMPARE(rows->rowCount(), 2);
        view.search()->clear();
        view.kinds()->setCurrentIndex(1); // those that left
        QCOMPARE(rows->rowCount(), 2);
        view.kinds()->setCurrentIndex(view.kinds()->findData(static_cast<int>(QuestionKind::OriginNetwork)));
        QCOMPARE(rows->rowCount(), 1);
        log.add(question(text("d PTR")));
        log.add(question(text("e TXT"), QuestionKind::OriginNetwork));
        QTRY_COMPARE(rows->rowCount(), 2);
        QCOMPARE(view.chosen().size(), std::size_t(2));
        QCOMPARE(view.chosen().front().what, text("c TXT")); // oldest first
    }

    void whatIsReadStaysInPlace()
    {
        engine::QuestionLog log;
        QAction nothing;
        nothing.setCheckable(true);
        PrivacyView view(log, &nothing);
        view.resize(1100, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        for (int i = 0; i < 200; ++i)
            log.add(question(QString::number(i)));
        QTRY_COMPARE(view.table()->model()->rowCount(), 200);
        QCOMPARE(view.table()->verticalScrollBar()->value(), 0);
        view.table()->verticalScrollBar()->setValue(50);
        const QString first = view.table()->indexAt(QPoint(100, 1)).siblingAtColumn(1).data().toString();
        for (int i = 0; i < 30; ++i)
            log.add(question(text("later")));
        QTRY_COMPARE(view.table()->model()->rowCount(), 230);
        QCOMPARE(view.table()->indexAt(QPoint(100, 1)).siblingAtColumn(1).data().toString(), first);
        view.table()->verticalScrollBar()->setValue(0);
        log.add(question(text("newest")));
        QTRY_COMPARE(view.table()->indexAt(QPoint(100, 1)).siblingAtColumn(1).data().toString(), text("newest"));
    }

    void copiesAndSaves()
    {
        engine::QuestionLog log;
        QAction nothing;
        nothing.setCheckable(true);
        PrivacyView view(log, &nothing);
        view.show();
        log.add(question(text("a PTR"), QuestionKind::ReverseName, QuestionOutcome::Answered));
        log.add(question(text("b PTR")));
        QTRY_COMPARE(view.table()->model()->rowCount(), 2);
        view.table()->selectRow(1);
        view.copyText();
        QVERIFY(QApplication::clipboard()->text().startsWith(text("2026-11-20T14:02:11Z  a PTR")));
        view.table()->clearSelection();
        const QTemporaryDir directory;
        const QString file = directory.filePath(text("questions.csv"));
        QCOMPARE(view.save(file), QString());
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll().count('\n'), 3);
        QVERIFY(!view.save(directory.filePath(text("no/such/folder.csv"))).isEmpty());
    }

    void theSwitchIsTheActionOfTheWindow()
    {
        engine::QuestionLog log;
        QAction nothing(text("Nothing leaves"));
        nothing.setCheckable(true);
        PrivacyView view(log, &nothing);
        view.show();
        QToolButton *button = nullptr;
        for (QToolButton *each : view.findChildren<QToolButton *>())
            if (each->defaultAction() == &nothing)
                button = each;
        QVERIFY(button);
        button->click();
        QVERIFY(nothing.isChecked());
    }
};

QTEST_MAIN(TestPrivacyView)
#include "tst_privacy_view.moc"
