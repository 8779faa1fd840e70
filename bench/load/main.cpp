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
    std::uint32_t readers = 1;  // that share the file
};

// The readers share one loader, and the threads share one io_context.
dynaco::load_report load(const settings& told) {
    constexpr std::size_t connections = 64;
    asio::io_context io(static_cast<int>(told.threads));
    const dynaco::client db(io.get_executor(), {.endpoint = told.endpoint, .max_connections = connections});
    dynaco::loader load{db, "bench", {.max_requests_in_flight = connections}};
    const std::vector<std::string> files{told.file};
    std::exception_ptr failed;
    const auto work = [&] {
        std::vector<std::thread> others;
        for (std::uint32_t i = 1; i < told.threads; ++i) others.emplace_back([&io] { io.run(); });
        io.run();
        for (std::thread& each : others) each.join();
        io.restart();
        if (failed) std::rethrow_exception(failed);
    };
    for (std::uint32_t i = 0; i < told.readers; ++i)
        asio::co_spawn(io, load.put_files(files, {.worker = i, .workers = told.readers}),
                       [&failed](const std::exception_ptr& e) {
                           if (e) failed = e;
                       });
    work();
    std::optional<dynaco::load_report> done;
    asio::co_spawn(io, load.finish(), [&](const std::exception_ptr& e, dynaco::load_report report) {
        if (e) failed = e;
        done = std::move(report);
    });
    work();
    return *done;
}

std::string peak_kb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::to_string(std::strtoull(line.c_str() + 6, nullptr, 10));
    bench::fail("/proc/self/status tells no VmHWM");
}

void measure(const settings& told) {
    const bench::usage before = bench::usage::now();
    const dynaco::load_report done = load(told);
    const bench::usage after = bench::usage::now();
    if (!done.complete()) bench::fail(done.stopped ? done.stopped->text() : "not all records were written");
    std::printf(R"({"items": %llu, "seconds": %.3f, "user_us": %lld, "system_us": %lld, "peak_kb": %s})"
                "\n",
                static_cast<unsigned long long>(done.written),
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
        if (told.size() == 5 && told[0] == "load")
            measure({.endpoint = told[1],
                     .file = told[2],
                     .threads = static_cast<std::uint32_t>(std::stoul(told[3])),
                     .readers = static_cast<std::uint32_t>(std::stoul(told[4]))});
        else if (told.size() == 4 && told[0] == "convert" && (told[3] == "csv" || told[3] == "json"))
            convert(told[1], told[2], told[3] == "csv");
        else
            bench::fail("usage: loader load ENDPOINT FILE THREADS READERS | loader convert FROM TO csv|json");
    } catch (const std::exception& e) {
        bench::fail(e.what());
    }
}
