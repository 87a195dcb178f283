// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lookups/address_facts.h"
#include "engine/lookups/lookup_options.h"
#include "engine/lookups/lookup_thread.h"
#include "engine/lookups/question_log.h"
#include "engine/web/http_fetch.h"
#include "engine/web/registry_record.h"
#include "platform/ip_address.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace engine {

/// Why there is no record. `app` has the sentences.
enum class RegistryProblem : std::uint8_t {
    None,
    NotAllowed, ///< switched off, or nothing leaves: nobody was asked
    SpecialRange, ///< belongs to no registry (Answer::range says why): nobody was asked
    NoRegistry, ///< IANA names no registry for it
    Missing, ///< the registry knows nothing about it
    RateLimited, ///< asked too often; failure.retryAfter, where the registry says so
    Malformed, ///< the answer was none
    Transfer, ///< failure.problem
};

/// Asks the responsible registry about an address, when the user wants it: bootstrap by IANA's RDAP files (RFC 9224),
/// then the registry over HTTPS (RFC 9082). Asks on the look-ups thread; face on the GUI (main) thread. Answers are
/// kept for this start, as many as are bounded; each question stands in the log, redirects to other hosts too.
class RegistryLookup final : public QObject {
    Q_OBJECT

public:
    struct Answer {
        std::optional<RegistryRecord> record;
        RegistryProblem problem = RegistryProblem::None; ///< None with a record
        AddressRange range = AddressRange::Global;
        HttpResult failure; ///< with Missing, RateLimited, Malformed, Transfer; without a body
    };
    using Done = std::function<void(const Answer &)>;

    /// `thread` and `log` live longer.
    RegistryLookup(LookupThread &thread, QuestionLog &log, QObject *parent = nullptr);
    ~RegistryLookup() override;

    /// `done` comes later on this thread, unless `context` is gone by then or cancelled.
    void ask(const platform::IpAddress &address, const LookupOptions &options, QObject *context, Done done);
    void cancel(QObject *context);
    /// The user switched it off: who still waits is answered NotAllowed, and nothing more leaves.
    void stopAsking();

private:
    struct Private;
    std::unique_ptr<Private> m;
};

} // namespace engine
