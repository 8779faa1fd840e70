// The loader in its benchmark: writes the records of a file to a table, and prints what it cost; or converts
// a file to another format.
#include "arguments.hpp"
#include "measure.hpp"

#include <dynaco/load/loader.hpp>
#include <dynaco/load/sinks.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

namespace {

namespace asio = boost::asio;

struct settings {
    std::string endpoint{};
    std::string file{};
    std::uint32_t threads = 1;
    bool apart = false;  // each thread has its own loader
};

constexpr std::uint32_t connections = 64;

// Which of `count` parts of the file.
struct part {
    std::uint32_t number = 0;
    std::uint32_t count = 1;
};

// Runs an io_context on some threads until it has no more work.
void run(asio::io_context& io, std::uint32_t threads) {
    std::vector<std::thread> others;
    for (std::uint32_t i = 1; i < threads; ++i) others.emplace_back([&io] { io.run(); });
    io.run();
    for (std::thread& each : others) each.join();
    io.restart();
}

// One loader on one io_context, which the threads share. Each thread has a reader.
dynaco::load_report load(const settings& told, std::uint32_t threads, part of_file) {
    asio::io_context io(static_cast<int>(threads));
    const std::uint32_t requests = connections / of_file.count;
    const dynaco::client db(io.get_executor(), {.endpoint = told.endpoint, .max_connections = requests});
    dynaco::loader load{db, "bench", {.max_requests_in_flight = requests}};
    const std::vector<std::string> files{told.file};
    std::exception_ptr failed;
    const auto note = [&failed](const std::exception_ptr& e) {
        if (e) failed = e;
    };
    for (std::uint32_t i = 0; i < threads; ++i)
        asio::co_spawn(io,
                       load.put_files(files, {.worker = of_file.number * threads + i,
                                              .workers = of_file.count * threads}),
                       note);
    run(io, threads);
    std::optional<dynaco::load_report> done;
    asio::co_spawn(io, load.finish(), [&](const std::exception_ptr& e, dynaco::load_report report) {
        note(e);
        done = std::move(report);
    });
    run(io, threads);
    if (failed) std::rethrow_exception(failed);
    return *done;
}

// A loader, a client and an io_context for each thread: they share nothing.
std::vector<dynaco::load_report> load_apart(const settings& told) {
    std::vector<dynaco::load_report> done(told.threads);
    std::vector<std::exception_ptr> failed(told.threads);
    std::vector<std::thread> threads;
    for (std::uint32_t i = 0; i < told.threads; ++i)
        threads.emplace_back([&, i] {
            try {
                done[i] = load(told, 1, {.number = i, .count = told.threads});
            } catch (...) {
                failed[i] = std::current_exception();
            }
        });
    for (std::thread& each : threads) each.join();
    for (const std::exception_ptr& each : failed)
        if (each) std::rethrow_exception(each);
    return done;
}

std::string peak_kb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::to_string(std::strtoull(line.c_str() + 6, nullptr, 10));
    bench::fail("/proc/self/status tells no VmHWM");
}

void measure(const settings& told) {
    const bench::usage before = bench::usage::now();
    const std::vector<dynaco::load_report> done =
        told.apart ? load_apart(told) : std::vector{load(told, told.threads, {})};
    const bench::usage after = bench::usage::now();
    std::uint64_t written = 0;
    for (const dynaco::load_report& each : done) {
        if (!each.complete())
            bench::fail(each.stopped ? each.stopped->text() : "not all records were written");
        written += each.written;
    }
    std::printf(R"({"items": %llu, "seconds": %.3f, "user_us": %lld, "system_us": %lld, "peak_kb": %s})"
                "\n",
                static_cast<unsigned long long>(written),
                std::chrono::duration<double>(after.at - before.at).count(),
                static_cast<long long>(after.user_us - before.user_us),
                static_cast<long long>(after.system_us - before.system_us), peak_kb().c_str());
}

void convert(const std::string& from, const std::string& to, bool csv) {
    auto rows = dynaco::read_records({from});
    auto out = dynaco::write_items(
        to, {.format = csv ? dynaco::record_format::csv : dynaco::record_format::json_lines,
             .json = csv ? dynaco::json_form::dynamodb : dynaco::json_form::plain});
    while (const auto each = rows.next()) out.write(std::get<dynaco::load_record>(*each).item);
    out.finish();
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> told(argv + 1, argv + argc);
    try {
        if (told.size() == 5 && told[0] == "load" && (told[4] == "apart" || told[4] == "shared"))
            measure({.endpoint = told[1],
                     .file = told[2],
                     .threads = static_cast<std::uint32_t>(std::stoul(told[3])),
                     .apart = told[4] == "apart"});
        else if (told.size() == 4 && told[0] == "convert" && (told[3] == "csv" || told[3] == "json"))
            convert(told[1], told[2], told[3] == "csv");
        else
            bench::fail(
                "usage: loader load ENDPOINT FILE THREADS shared|apart | loader convert FROM TO csv|json");
    } catch (const std::exception& e) {
        bench::fail(e.what());
    }
}
