// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace platform {

/// What was being done when an error happened.
enum class Operation : std::uint8_t {
    OpenSocket,
    BindSource,
    BindInterface,
    FindRoute,
    SendProbe,
    Wait,
    ReadFile,
    ParseScenario,
    WriteFile,
};

/// What kind of trouble it was: callers decide by this, never by the system's number.
enum class ErrorKind : std::uint8_t {
    Denied, ///< this user may not (ping_group_range, missing capability, permission)
    Firewall, ///< a local firewall refused the packet
    NoRoute, ///< no route to the address, or the interface is down
    SourceGone, ///< the source address is not (or no longer) on this machine
    NoSuchInterface,
    InvalidTarget, ///< broadcast, multicast or unspecified where that cannot be traced
    TooBig, ///< larger than the local interface can send unfragmented
    Busy, ///< queue or buffers full; try again later
    LimitReached, ///< no more descriptors or slots
    Unsupported, ///< this system cannot do it
    NotFound,
    Malformed,
    Other,
};

/// A typed error without words for people: `app` turns it into a sentence.
struct Error {
    Operation operation = Operation::Wait;
    ErrorKind kind = ErrorKind::Other;
    int osCode = 0; ///< errno or the system's equal; 0 where there is none
    std::string context; ///< what it was about: an address, an interface, a file and line

    friend bool operator==(const Error &, const Error &) = default;
};

/// A value or an Error. `std::expected` is C++23.
template <typename T>
class [[nodiscard]] Result final {
public:
    Result(T value) // NOLINT(google-explicit-constructor): a value is a result
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error) // NOLINT(google-explicit-constructor): an error is a result
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }
    T &value() { return std::get<0>(m_state); } ///< throws std::bad_variant_access when it holds an error
    const T &value() const { return std::get<0>(m_state); }
    const Error &error() const { return std::get<1>(m_state); }
    T &operator*() { return value(); }
    const T &operator*() const { return value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

private:
    std::variant<T, Error> m_state;
};

} // namespace platform
