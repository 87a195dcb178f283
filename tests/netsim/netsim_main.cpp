// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// netsim addresses SCENARIO            prints the client's addresses, IPv4 then IPv6
// netsim [--tun NAME] [--log FILE] [--spin MICROSECONDS] SCENARIO -- COMMAND…
//
// Puts a simulated network behind a TUN device (which in_netsim.sh prepares) and runs the command meanwhile. Ends with
// the command's exit code. Times in the log count from the network's start.
#include "netsim_server.h"

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

#include <sched.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int usageError = 64;
constexpr int setupError = 70;
constexpr int notFound = 127;

struct Arguments {
    std::string device = "sim0";
    std::string scenario;
    std::string log;
    long spinMicroseconds = 80;
    std::vector<char *> command; ///< ends with a null pointer
};

bool readArguments(int count, char **values, Arguments &arguments)
{
    for (int at = 1; at < count; ++at) {
        const std::string_view word = values[at];
        const bool hasValue = at + 1 < count;
        if (word == "--" && hasValue) {
            arguments.command.assign(values + at + 1, values + count);
            arguments.command.push_back(nullptr);
            return !arguments.scenario.empty();
        }
        if (word == "--tun" && hasValue)
            arguments.device = values[++at];
        else if (word == "--log" && hasValue)
            arguments.log = values[++at];
        else if (word == "--spin" && hasValue)
            arguments.spinMicroseconds = std::strtol(values[++at], nullptr, 10);
        else if (arguments.scenario.empty() && !word.starts_with("--"))
            arguments.scenario = word;
        else
            return false;
    }
    return false;
}

int printAddresses(const platform::Scenario &scenario)
{
    std::printf("%s %s\n", scenario.client4.toString().c_str(), scenario.client6.toString().c_str());
    return 0;
}

/// Precision: no timer slack, and real-time scheduling where that is allowed.
void hurry()
{
    prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
    sched_param priority{};
    priority.sched_priority = 10;
    // Children are ordinary processes again.
    sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, &priority);
}

int serve(const Arguments &arguments, platform::Scenario scenario)
{
    auto link = netsim::TunLink::open(arguments.device);
    if (!link)
        return setupError;
    netsim::NetsimServer::Options options;
    options.spin = std::chrono::microseconds(arguments.spinMicroseconds);
    if (!arguments.log.empty()) {
        options.log = std::fopen(arguments.log.c_str(), "w");
        if (options.log == nullptr) {
            std::fprintf(stderr, "netsim: cannot write %s: %s\n", arguments.log.c_str(), std::strerror(errno));
            return setupError;
        }
    }
    netsim::NetsimServer server(std::move(scenario), std::move(*link), options);
    hurry();
    pid_t child = 0;
    const int spawned = posix_spawnp(&child, arguments.command[0], nullptr, nullptr, arguments.command.data(), environ);
    if (spawned != 0) {
        std::fprintf(stderr, "netsim: cannot run %s: %s\n", arguments.command[0], std::strerror(spawned));
        return notFound;
    }
    const platform::UniqueFd ended(static_cast<int>(syscall(SYS_pidfd_open, child, 0)));
    server.run(ended.get());
    int status = 0;
    waitpid(child, &status, 0);
    if (options.log != nullptr)
        std::fclose(options.log);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

int main(int count, char **values)
{
    std::signal(SIGINT, SIG_IGN); // is for the command, whose end is ours
    std::signal(SIGPIPE, SIG_IGN);
    Arguments arguments;
    const bool onlyAddresses = count == 3 && std::string_view(values[1]) == "addresses";
    if (onlyAddresses)
        arguments.scenario = values[2];
    if (!onlyAddresses && !readArguments(count, values, arguments)) {
        std::fputs("usage: netsim [--tun NAME] [--log FILE] [--spin MICROSECONDS] SCENARIO -- COMMAND...\n", stderr);
        return usageError;
    }
    auto scenario = platform::openScenario(arguments.scenario);
    if (!scenario) {
        std::fprintf(stderr, "netsim: %s\n", scenario.error().context.c_str());
        return usageError;
    }
    return onlyAddresses ? printAddresses(*scenario) : serve(arguments, std::move(*scenario));
}
