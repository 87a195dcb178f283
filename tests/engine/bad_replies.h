// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/web/http_fetch.h"
#include "tests/support/web_server.h"

#include <QTest>

Q_DECLARE_METATYPE(WebServer::Reply)
Q_DECLARE_METATYPE(engine::HttpProblem)

inline WebServer::Reply jsonReply(const QByteArray &body)
{
    WebServer::Reply reply;
    reply.contentType = "application/json; charset=utf-8";
    reply.body = body;
    return reply;
}

/// Rows of what brings nothing: reply, problem and status of a get() that wants JSON.
inline void addBadReplies()
{
    QTest::addColumn<WebServer::Reply>("reply");
    QTest::addColumn<engine::HttpProblem>("problem");
    QTest::addColumn<int>("status");

    for (const int status : {204, 400, 401, 403, 404, 407, 410, 429, 500, 503}) {
        WebServer::Reply reply = jsonReply(status == 204 ? "" : "{}");
        reply.status = status;
        QTest::addRow("%d", status) << reply
                                    << (status == 204 ? engine::HttpProblem::None : engine::HttpProblem::Status)
                                    << status;
    }
    WebServer::Reply reply = jsonReply("{}");
    reply.contentType = "text/html";
    QTest::newRow("a web page") << reply << engine::HttpProblem::WrongType << 200;
    reply = jsonReply("\x1f\x8b");
    reply.headers = {{"Content-Encoding", "gzip"}};
    QTest::newRow("packed though not asked for") << reply << engine::HttpProblem::WrongType << 200;
    reply = jsonReply("{\"x\": 1}");
    reply.cut = 4;
    QTest::newRow("cut off") << reply << engine::HttpProblem::NoConnection << 200;
    reply = jsonReply("{\"x\": 1}");
    reply.chunked = true;
    reply.cut = 6;
    QTest::newRow("cut off in a chunk") << reply << engine::HttpProblem::NoConnection << 200;
    reply = {};
    reply.raw = "220 mail.example ESMTP\r\n";
    QTest::newRow("another protocol") << reply << engine::HttpProblem::NoConnection << 0;
    reply.raw = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Ty";
    QTest::newRow("cut off in the head") << reply << engine::HttpProblem::NoConnection << 0;
    reply = jsonReply("{}");
    reply.status = 302;
    QTest::newRow("a redirect to nowhere") << reply << engine::HttpProblem::Redirects << 302;
}
