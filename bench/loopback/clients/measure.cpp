#include "measure.hpp"

#include "allocations.hpp"

#include <cstdio>
#include <fstream>
#include <sys/resource.h>

namespace bench {
namespace {

std::int64_t microseconds(const timeval& time) {
    return time.tv_sec * std::int64_t{1'000'000} + time.tv_usec;
}

double microseconds(std::chrono::nanoseconds time) { return static_cast<double>(time.count()) / 1000; }

/// VmHWM: the peak of the resident memory.
std::uint64_t peak_kb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::strtoull(line.c_str() + 6, nullptr, 10);
    fail("/proc/self/status tells no VmHWM");
}

template <class Number>
std::string text_or_null(std::optional<Number> number) {
    return number ? std::to_string(*number) : "null";
}

}  // namespace

usage usage::now() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return {clock::now(), microseconds(used.ru_utime), microseconds(used.ru_stime), bench::allocations()};
}

tally::tally(measurement& whole) : whole_(whole) {}

void tally::begin() {
    whole_.open();
    until_ = whole_.until_;
    counting_ = true;
}

bool tally::completed(clock::time_point began, clock::time_point ended, std::uint64_t bytes) {
    if (!counting_) {
        if (ended >= whole_.from_) begin();
        return true;
    }
    if (stopped_) return false;
    latencies_.add(ended - began);
    bytes_ += bytes;
    ++operations_;
    if (ended < until_ && operations_ < most_) [[likely]]
        return true;
    whole_.close();
    stopped_ = true;
    return false;
}

measurement::measurement(const arguments& told, std::size_t threads)
    : from_(clock::now() + std::chrono::duration_cast<clock::duration>(told.warm_up)),
      length_(std::chrono::duration_cast<clock::duration>(told.seconds)) {
    for (std::size_t i = 0; i < threads; ++i) tallies_.emplace_back(*this);
    if (!told.pages) return;
    if (threads != 1) fail("--pages: for one thread only");
    length_ = std::chrono::hours(24 * 365);
    tallies_.front().most_ = *told.pages;
    tallies_.front().begin();
}

void measurement::open() {
    std::call_once(opened_, [this] {
        before_ = usage::now();
        until_ = before_.at + length_;
    });
}

void measurement::close() {
    std::call_once(closed_, [this] { after_ = usage::now(); });
}

std::string measurement::report(bool with_bytes) const {
    if (after_.at == clock::time_point{}) fail("the measurement was not brought to its end");
    latencies all;
    std::uint64_t operations = 0;
    std::uint64_t bytes = 0;
    for (const tally& each : tallies_) {
        all.add(each.latencies_);
        operations += each.operations_;
        bytes += each.bytes_;
    }
    std::optional<std::uint64_t> allocations;
    if (before_.allocations && after_.allocations) allocations = *after_.allocations - *before_.allocations;

    char line[512];
    std::snprintf(
        line, sizeof line,
        R"({"operations": %llu, "seconds": %.6f, "user_us": %lld, "system_us": %lld, "p50_us": %.1f, )"
        R"("p99_us": %.1f, "p999_us": %.1f, "peak_kb": %llu, "allocations": %s, "bytes_received": %s})",
        static_cast<unsigned long long>(operations),
        std::chrono::duration<double>(after_.at - before_.at).count(),
        static_cast<long long>(after_.user_us - before_.user_us),
        static_cast<long long>(after_.system_us - before_.system_us), microseconds(all.at(0.5)),
        microseconds(all.at(0.99)), microseconds(all.at(0.999)), static_cast<unsigned long long>(peak_kb()),
        text_or_null(allocations).c_str(), with_bytes ? std::to_string(bytes).c_str() : "null");
    return line;
}

}  // namespace bench
