// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/privacy/question_text.h"

#include "app/privacy/question_model.h"
#include "app/table/formatting.h"
#include "app/text/lookup_text.h"
#include "engine/formats/csv_writer.h"

#include <QCoreApplication>
#include <QLocale>

namespace app {
namespace {

struct QuestionText {
    Q_DECLARE_TR_FUNCTIONS(app::QuestionText)
};

QString instant(const engine::Question &question)
{
    return question.at.toUTC().toString(Qt::ISODate);
}

} // namespace

QString questionCell(const engine::Question &question, int column)
{
    switch (column) {
    case QuestionModel::TimeColumn:
        return question.at.toLocalTime().time().toString(QStringLiteral("HH:mm:ss"));
    case QuestionModel::QuestionColumn:
        return visibleText(question.what);
    case QuestionModel::AboutColumn:
        return visibleText(question.subject);
    case QuestionModel::ServerColumn:
        return visibleText(question.server);
    case QuestionModel::ReasonColumn:
        return questionReasonText(question.kind);
    case QuestionModel::OutcomeColumn:
        return questionOutcomeText(question.outcome);
    default:
        return {};
    }
}

QString questionsText(const std::vector<engine::Question> &questions)
{
    QString result;
    for (const engine::Question &question : questions) {
        result += QuestionText::tr("%1  %2  to %3  %4  (%5)\n", "time, question, server, outcome, reason")
                      .arg(instant(question), visibleText(question.what), visibleText(question.server),
                          questionOutcomeText(question.outcome), questionReasonText(question.kind));
    }
    return result;
}

QByteArray questionsCsv(const std::vector<engine::Question> &questions)
{
    QByteArray result = "time,question,about,to,kind,why,outcome,left_machine\n";
    for (const engine::Question &question : questions) {
        QByteArrayList cells;
        for (const QString &cell :
            {instant(question), question.what, question.subject, question.server, questionKindText(question.kind),
                questionReasonText(question.kind), questionOutcomeText(question.outcome)})
            cells.append(engine::csvCell(cell));
        cells.append(leftMachine(question.outcome) ? "1" : "0");
        result += cells.join(',') + '\n';
    }
    return result;
}

} // namespace app
