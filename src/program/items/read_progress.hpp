#pragma once

#include "program/bulk/repeated_progress.hpp"
#include "program/bulk/work_screen.hpp"
#include "program/items/read_arguments.hpp"
#include "program/session.hpp"

#include <dynaco/load/export.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace dynaco::program {

/// The progress of a query or scan on standard error, as bulk commands show it. Nothing is shown if the items
/// go to the same terminal or file: they are the progress, and lines between them would damage the file.
class read_progress {
 public:
    /// `command` is the name in the progress: "scan". `expected`: the items to read, also an estimate; 0: not
    /// known.
    read_progress(session& at, std::string_view command, const read_arguments& given, std::uint64_t expected);

    /// A page was read. `items`: those that were printed or counted, in all.
    void add_page(std::uint64_t items, std::uint64_t scanned, double units);
    /// Ends the progress. Call it before something else is written.
    void end() { screen_.end(); }

 private:
    [[nodiscard]] work_progress current() const;

    work_screen screen_;
    bool filtered_;
    std::uint64_t expected_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    export_progress latest_{};
    repeated_progress repeated_;
};

}  // namespace dynaco::program
