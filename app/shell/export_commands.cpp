// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/export_commands.h"

#include "app/dialogs/picture_dialog.h"
#include "app/exports/trace_text.h"
#include "app/pathview/path_view.h"
#include "app/shell/actions.h"
#include "app/shell/banner.h"
#include "app/shell/main_window.h"
#include "app/shell/trace_page.h"
#include "app/shell/workspace.h"
#include "app/table/hop_table_view.h"
#include "app/timeline/timeline_view.h"
#include "engine/formats/csv_writer.h"
#include "engine/formats/json_writer.h"
#include "engine/formats/output_file.h"
#include "engine/session.h"

#include <QBuffer>
#include <QFileDialog>
#include <QPushButton>

namespace app {
namespace {

/// Asks where to, writes, and says in the page how it went.
void save(
    MainWindow &window, const QString &what, const QString &suffix, const QString &filter, const QByteArray &content)
{
    const engine::Session *session = window.workspace().current();
    const QString path = QFileDialog::getSaveFileName(
        &window, MainWindow::tr("Export"), suggestedFileName(*session, what, suffix), filter);
    if (path.isEmpty())
        return;
    const QString problem = writeFile(path, content);
    BannerStack *stack = window.tracePage()->banners();
    const QString id = QStringLiteral("input-export");
    auto *banner = problem.isEmpty()
        ? new Banner(Banner::Kind::Ok, id, MainWindow::tr("Saved"), path)
        : new Banner(Banner::Kind::Error, id, MainWindow::tr("The file could not be written"), problem);
    QObject::connect(
        banner->addAction(MainWindow::tr("Hide")), &QPushButton::clicked, stack, [stack, id] { stack->remove(id); });
    stack->show(banner);
}

void savePicture(MainWindow &window, const QString &what, const std::function<QImage(qreal)> &render)
{
    if (!window.workspace().current())
        return;
    PictureDialog dialog(render, &window);
    if (dialog.exec() == QDialog::Accepted)
        save(
            window, what, QStringLiteral("png"), MainWindow::tr("PNG pictures (*.png)"), toPng(render(dialog.scale())));
}

} // namespace

QByteArray exportCsv(const engine::Session &session, const HopFacts *facts)
{
    const engine::TraceReport report = reportOf(session, facts);
    return engine::toCsv({&report, 1});
}

QByteArray exportJson(const engine::Session &session, const HopFacts *facts)
{
    return engine::toJson(reportOf(session, facts));
}

QString writeFile(const QString &path, const QByteArray &content)
{
    const auto file = engine::makeOutputFile(path);
    const bool written = file->open(QIODevice::WriteOnly) && file->write(content) == content.size();
    if (!written || !engine::commitOutputFile(*file))
        return QStringLiteral("%1: %2").arg(path, file->errorString());
    return {};
}

QByteArray toPng(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QString suggestedFileName(const engine::Session &session, const QString &what, const QString &suffix)
{
    QString host = session.target().host;
    for (QChar &c : host)
        if (!c.isLetterOrNumber() && c != QLatin1Char('.') && c != QLatin1Char('-'))
            c = QLatin1Char('_');
    const QString time = session.startedAt().toLocalTime().toString(QStringLiteral("yyyyMMdd-HHmm"));
    const QString middle = what.isEmpty() ? host : host + QLatin1Char('-') + what;
    return QStringLiteral("periplus-%1-%2.%3").arg(middle.left(120), time, suffix);
}

void connectExports(Actions &actions, MainWindow &window)
{
    MainWindow *w = &window;
    using Format = HopTableView::CopyFormat;
    const auto copy = [w](Format format) {
        return [w, format] {
            if (w->workspace().current())
                w->tracePage()->table()->copy(format);
        };
    };
    actions.on(ActionId::CopyText, w, copy(Format::Text));
    actions.on(ActionId::CopyMarkdown, w, copy(Format::Markdown));
    actions.on(ActionId::CopyCsv, w, copy(Format::Csv));
    actions.on(ActionId::ExportCsv, w, [w] {
        if (const engine::Session *session = w->workspace().current())
            save(*w, {}, QStringLiteral("csv"), MainWindow::tr("CSV files (*.csv)"),
                exportCsv(*session, w->workspace().sessions().factsOf(session)));
    });
    actions.on(ActionId::ExportJson, w, [w] {
        if (const engine::Session *session = w->workspace().current())
            save(*w, {}, QStringLiteral("json"), MainWindow::tr("JSON files (*.json)"),
                exportJson(*session, w->workspace().sessions().factsOf(session)));
    });
    actions.on(ActionId::ExportTablePicture, w, [w] {
        savePicture(
            *w, QStringLiteral("table"), [w](qreal scale) { return w->tracePage()->table()->renderImage(scale); });
    });
    actions.on(ActionId::ExportChartPicture, w, [w] {
        savePicture(*w, QStringLiteral("chart"),
            [w](qreal scale) { return w->tracePage()->needTimeline()->renderImage(scale); });
    });
    actions.on(ActionId::ExportPathPicture, w, [w] {
        savePicture(
            *w, QStringLiteral("path"), [w](qreal scale) { return w->tracePage()->needPath()->renderImage(scale); });
    });
}

} // namespace app
