#include "stress/soak/figures.hpp"

#include <algorithm>
#include <bit>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <unistd.h>

namespace dynaco::test {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;

std::size_t figures::slot_of(std::uint64_t time) {
    const auto width = static_cast<std::size_t>(std::bit_width(time));
    if (width <= 4) return static_cast<std::size_t>(time);
    return (width - 3) * steps + (static_cast<std::size_t>(time >> (width - 4)) & 7U);
}

double figures::percentile(double share) const {
    long left = static_cast<long>(share * static_cast<double>(calls_));
    std::size_t slot = 0;
    while (slot + 1 < latencies_.size() && (left -= latencies_[slot]) > 0) ++slot;
    if (slot < 2 * steps) return static_cast<double>(slot) / 1000;
    const double lowest = static_cast<double>((steps + slot % steps) << (slot / steps - 1));
    return lowest / 1000;
}

void figures::ended(duration after, int attempts, const std::optional<failure>& why) {
    const std::lock_guard lock(mutex_);
    ++calls_;
    repeated_ += attempts - 1;
    ++latencies_[slot_of(static_cast<std::uint64_t>(duration_cast<microseconds>(after).count()))];
    slowest_ = std::max(slowest_, after);
    ++outcomes_[why ? why->code().message() : "done"];
    if (after > allowed_) wrong_.emplace_back("a call took longer than its deadline");
}

void figures::wrong(std::string what) {
    const std::lock_guard lock(mutex_);
    ++errors_;
    if (wrong_.size() < most_shown) wrong_.push_back(std::move(what));
}

bool figures::good() const {
    const std::lock_guard lock(mutex_);
    return wrong_.empty();
}

void figures::print(duration over) const {
    const std::lock_guard lock(mutex_);
    const double seconds = std::chrono::duration<double>(over).count();
    std::cout << std::fixed << std::setprecision(1) << calls_ << " calls in " << seconds << " s, "
              << static_cast<double>(calls_) / seconds << " calls/s, " << repeated_ << " repetitions\n"
              << "latency: p50 " << percentile(0.5) << " ms, p99 " << percentile(0.99) << " ms, slowest "
              << duration_cast<milliseconds>(slowest_).count() << " ms\n"
              << "outcomes:\n";
    for (const auto& [what, count] : outcomes_)
        std::cout << "  " << std::setw(9) << count << "  " << what << '\n';
    for (const std::string& each : wrong_) std::cout << "WRONG: " << each << '\n';
    if (errors_ > static_cast<long>(wrong_.size())) std::cout << "and more: " << errors_ << " in all\n";
}

long resident_kilobytes() {
    std::ifstream in("/proc/self/statm");
    long pages = 0;
    long resident = 0;
    in >> pages >> resident;
    return resident * (::sysconf(_SC_PAGESIZE) / 1024);
}

}  // namespace dynaco::test
