// soak [seconds] [callers] [per cent of faults] [connections]: many calls at once against a server full of
// faults, in one process. Succeeds if every call ended in time, no acknowledged write was lost, no
// transaction was applied twice and the memory did not grow.

#include "stress/soak/caller.hpp"
#include "stress/soak/faults.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <future>
#include <iostream>
#include <thread>
#include <vector>

namespace dynaco::test {
namespace {

using clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

struct plan {
    int seconds = 5;
    int callers = 1000;
    double faults = 5;  // per cent
    // Fewer than 128, the sockets that Asio asks epoll for at once: with more, and no idle moment, the server
    // may leave some of them waiting for seconds (seen with Linux 6.18).
    int connections = 100;
};

constexpr milliseconds deadline(15'000);
constexpr milliseconds slack(5'000);  // on a busy machine, with sanitizers
constexpr long most_growth = 48L * 1024;

client_options options(const fault_server& server, const plan& p) {
    return {.region = "eu-west-1",
            .endpoint = server.url(),
            .credentials = static_credentials("AKID", "secret"),
            .proxy = "none",
            .max_connections = static_cast<std::size_t>(p.connections),
            .connect_timeout = milliseconds(10'000),
            .attempt_timeout = milliseconds(2'000),
            .deadline = deadline,
            .retry = {.throttling_base_delay = milliseconds(50)}};
}

// The growth of the memory after a third of the time, in kilobytes.
long watch_memory(clock::time_point begin, clock::time_point end) {
    const auto warm = begin + (end - begin) / 3;
    long at_warm = 0;
    long highest = 0;
    while (clock::now() < end) {
        std::this_thread::sleep_for(milliseconds(250));
        if (clock::now() < warm) continue;
        const long now = resident_kilobytes();
        if (at_warm == 0) at_warm = now;
        highest = std::max(highest, now);
    }
    std::cout << "memory: " << at_warm / 1024 << " MB when warm, " << highest / 1024 << " MB at most\n";
    return highest - at_warm;
}

int soak(const plan& p) {
    fault_service service;
    random_faults faults(service, p.faults, 20'261'122);
    figures all(deadline + slack);
    fault_server server;
    server.keep_no_requests();
    server.on_request([&faults](const received_request& request) { return faults.answer(request); });

    std::deque<caller> callers;
    for (int i = 0; i < p.callers; ++i) callers.emplace_back(i, all);
    const auto begin = clock::now();
    const auto end = begin + seconds(p.seconds);
    long growth = 0;
    {
        boost::asio::thread_pool threads(2);
        const client db(threads.get_executor(), options(server, p));
        std::vector<std::future<void>> ends;
        for (caller& each : callers)
            ends.push_back(boost::asio::co_spawn(threads, each.run(db, end), boost::asio::use_future));
        growth = watch_memory(begin, end);
        for (auto& each : ends) {
            if (each.wait_until(end + deadline + slack) == std::future_status::ready) {
                each.get();
                continue;
            }
            all.wrong("a call hangs");
            all.print(clock::now() - begin);
            std::cout.flush();
            std::_Exit(1);  // it cannot be ended gracefully
        }
    }
    for (caller& each : callers) each.check(service);
    if (growth > most_growth) all.wrong("the memory grew by " + std::to_string(growth / 1024) + " MB");

    all.print(clock::now() - begin);
    std::cout << server.connections() << " connections, " << p.connections << " at most at once, for "
              << p.callers << " callers\nfaults:\n";
    for (std::size_t i = 0; i < random_faults::kinds.size(); ++i)
        std::cout << "  " << faults.struck(i) << "  " << random_faults::kinds[i] << '\n';
    std::cout << (all.good() ? "all is well\n" : "FAILED\n");
    return all.good() ? 0 : 1;
}

}  // namespace
}  // namespace dynaco::test

int main(int argc, char** argv) {
    dynaco::test::plan p;
    if (argc > 1) p.seconds = std::max(1, std::atoi(argv[1]));
    if (argc > 2) p.callers = std::max(1, std::atoi(argv[2]));
    if (argc > 3) p.faults = std::atof(argv[3]);
    if (argc > 4) p.connections = std::max(1, std::atoi(argv[4]));
    return dynaco::test::soak(p);
}
