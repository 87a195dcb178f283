// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/registry_lookup.h"

#include "engine/web/registry_worker.h"
#include "engine/web/web_question.h"

#include <QPointer>

#include <algorithm>
#include <map>
#include <utility>

namespace engine {

namespace {

constexpr std::size_t mostKept = 500;

} // namespace

struct RegistryLookup::Private {
    explicit Private(LookupThread &where, QuestionLog &list)
        : thread(where)
        , log(list)
        , questions(list)
    {
    }

    struct Asker {
        QPointer<QObject> context;
        const QObject *key; ///< to compare with, never used
        Done done;
    };
    struct Pending {
        platform::IpAddress address;
        std::vector<Asker> askers;
        bool asking = false; ///< the worker has it
        Question question; ///< the last one asked for it
    };
    struct Kept {
        Answer answer;
        Question question;
    };

    /// On the look-ups thread.
    template <typename Call>
    void post(Call call)
    {
        QMetaObject::invokeMethod(
            worker, [worker = worker, call] { call(*worker); }, Qt::QueuedConnection);
    }
    void makeWorker(RegistryLookup *q);
    std::optional<Answer> answerUnasked(const platform::IpAddress &address, const LookupOptions &options);
    void keep(const platform::IpAddress &address, const Answer &answer, const Question &question);
    void take(quint64 number, const Answer &answer);
    void logUnasked(const platform::IpAddress &address, QuestionOutcome outcome);

    LookupThread &thread;
    QuestionLog &log;
    QuestionRelay questions;
    RegistryWorker *worker = nullptr; ///< lives on the look-ups thread; null before the first question
    std::map<quint64, Pending> pending;
    std::map<platform::IpAddress, Kept> kept;
    quint64 next = 0;
};

void RegistryLookup::Private::keep(const platform::IpAddress &address, const Answer &answer, const Question &question)
{
    if (kept.size() >= mostKept) {
        kept.erase(
            std::ranges::min_element(kept, {}, [](const auto &item) { return item.second.answer.record->asOf; }));
    }
    kept[address] = {answer, question};
}

void RegistryLookup::Private::take(quint64 number, const Answer &answer)
{
    const auto found = pending.extract(number);
    if (found.empty())
        return;
    if (answer.record && found.mapped().asking)
        keep(found.mapped().address, answer, found.mapped().question);
    for (const Asker &asker : found.mapped().askers) {
        if (asker.context)
            asker.done(answer);
    }
}

/// Something that never left the machine.
void RegistryLookup::Private::logUnasked(const platform::IpAddress &address, QuestionOutcome outcome)
{
    Question question;
    if (const auto known = kept.find(address); known != kept.end())
        question = known->second.question;
    question.kind = QuestionKind::Registry;
    question.at = {};
    question.subject = QString::fromStdString(address.toString());
    if (question.what.isEmpty())
        question.what = QStringLiteral("RDAP ip/") + question.subject;
    question.outcome = outcome;
    log.add(question);
}

RegistryLookup::RegistryLookup(LookupThread &thread, QuestionLog &log, QObject *parent)
    : QObject(parent)
    , m(std::make_unique<Private>(thread, log))
{
}

RegistryLookup::~RegistryLookup()
{
    if (m->worker)
        m->worker->deleteLater();
}

void RegistryLookup::Private::makeWorker(RegistryLookup *q)
{
    if (worker)
        return;
    worker = new RegistryWorker;
    connect(
        worker, &RegistryWorker::answered, q, [this](quint64 number, const Answer &answer) { take(number, answer); });
    connect(worker, &RegistryWorker::asked, q, [this](quint64 question, const Question &about, quint64 number) {
        questions.asked(question, about);
        if (const auto found = pending.find(number); found != pending.end())
            found->second.question = about;
    });
    connect(worker, &RegistryWorker::settled, q,
        [this](quint64 question, QuestionOutcome outcome) { questions.settled(question, outcome); });
    thread.adopt(worker);
}

/// The answer where nobody need be asked.
std::optional<RegistryLookup::Answer> RegistryLookup::Private::answerUnasked(
    const platform::IpAddress &address, const LookupOptions &options)
{
    Answer answer;
    answer.range = rangeOf(address);
    if (answer.range != AddressRange::Global || address.isNull()) {
        answer.problem = RegistryProblem::SpecialRange;
        return answer;
    }
    if (const auto known = kept.find(address); known != kept.end()) {
        logUnasked(address, QuestionOutcome::Cached);
        return known->second.answer;
    }
    if (options.mayAskRegistry())
        return std::nullopt;
    logUnasked(address, QuestionOutcome::NotAllowed);
    answer.problem = RegistryProblem::NotAllowed;
    answer.failure.problem = HttpProblem::Cancelled;
    return answer;
}

void RegistryLookup::ask(const platform::IpAddress &address, const LookupOptions &options, QObject *context, Done done)
{
    const Private::Asker asker{context, context, std::move(done)};
    const auto same = std::ranges::find_if(
        m->pending, [&address](const auto &item) { return item.second.asking && item.second.address == address; });
    if (same != m->pending.end())
        return same->second.askers.push_back(asker);
    const quint64 number = ++m->next;
    const auto known = m->answerUnasked(address, options);
    m->pending[number] = {address, {asker}, !known, {}};
    if (known) {
        QMetaObject::invokeMethod(
            this, [this, number, answer = *known] { m->take(number, answer); }, Qt::QueuedConnection);
        return;
    }
    m->makeWorker(this);
    m->post([number, address, options](RegistryWorker &worker) { worker.ask(number, address, options); });
}

void RegistryLookup::stopAsking()
{
    Answer answer;
    answer.problem = RegistryProblem::NotAllowed;
    answer.failure.problem = HttpProblem::Cancelled;
    for (auto &[number, pending] : m->pending) {
        if (!std::exchange(pending.asking, false))
            continue;
        m->post([number = number](RegistryWorker &worker) { worker.cancel(number); });
        QMetaObject::invokeMethod(
            this, [this, number = number, answer] { m->take(number, answer); }, Qt::QueuedConnection);
    }
}

void RegistryLookup::cancel(QObject *context)
{
    for (auto it = m->pending.begin(); it != m->pending.end();) {
        const quint64 number = it->first;
        Private::Pending &pending = it->second;
        std::erase_if(pending.askers, [context](const Private::Asker &asker) { return asker.key == context; });
        if (!pending.askers.empty()) {
            ++it;
            continue;
        }
        if (pending.asking)
            m->post([number](RegistryWorker &worker) { worker.cancel(number); });
        it = m->pending.erase(it);
    }
}

} // namespace engine
