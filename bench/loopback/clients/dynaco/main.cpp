// dynaco in the loopback benchmark, used through table<T> as in a user's program.
#include "arguments.hpp"
#include "item.hpp"
#include "measure.hpp"
#include "workloads.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdio>
#include <exception>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;

void rethrow(const std::exception_ptr& e) {
    if (e) std::rethrow_exception(e);
}

dynaco::client_options options_for(const bench::arguments& told) {
    return {.endpoint = told.where.url, .ca_file = told.ca, .max_connections = told.connections};
}

// The threads share one io_context. Each has its own tally.
void run(asio::io_context& io, bench::measurement& measured, std::size_t threads) {
    const auto work = [&](std::size_t index) {
        bench::tally_of_this_thread = &measured.of_thread(index);
        io.run();
    };
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < threads; ++i) others.emplace_back(work, i);
    work(0);
    for (std::thread& each : others) each.join();
}

void measure(const bench::arguments& told) {
    asio::io_context io(static_cast<int>(told.threads));
    dynaco::client db(io.get_executor(), options_for(told));
    asio::co_spawn(io, db.warm_up(told.connections),
                   [](const std::exception_ptr& e, std::size_t) { rethrow(e); });
    io.run();
    io.restart();
    bench::measurement measured(told, told.threads);
    for (std::size_t i = 0; i < told.concurrency; ++i)
        asio::co_spawn(io, bench::work(db, told.what), [](const std::exception_ptr& e) { rethrow(e); });
    run(io, measured, told.threads);
    std::puts(measured.report().c_str());
}

void verify(const bench::arguments& told) {
    asio::io_context io(1);
    dynaco::client db(io.get_executor(), options_for(told));
    asio::co_spawn(io, bench::one_result(db, told.what),
                   [](const std::exception_ptr& e, const std::string& json) {
                       rethrow(e);
                       std::puts(json.c_str());
                   });
    io.run();
}

}  // namespace

int main(int argc, char** argv) {
    const bench::arguments told = bench::parse_arguments(argc, argv);
    try {
        told.verify ? verify(told) : measure(told);
    } catch (const std::exception& e) {
        bench::fail(e.what());
    }
}
