#include "program/items/read_progress.hpp"

namespace dynaco::program {

read_progress::read_progress(session& at, std::string_view command, const read_arguments& given,
                             std::uint64_t expected)
    : screen_(at, command),
      filtered_(!given.where.empty()),
      expected_(expected),
      repeated_(at, screen_, [this] { return current(); }) {
    screen_.share_output(at.terminal().joined && !given.count);
}

void read_progress::add_page(std::uint64_t items, std::uint64_t scanned, double units) {
    latest_.items = items;
    latest_.scanned = scanned;
    latest_.read_units = units;
    ++latest_.requests;
    latest_.elapsed =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin_);
    if (screen_.due()) screen_.show(current());
}

work_progress read_progress::current() const {
    work_progress work = progress_of(latest_, filtered_);
    work.total_items = expected_;
    return work;
}

}  // namespace dynaco::program
