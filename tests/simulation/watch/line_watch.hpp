#pragma once

#include "simulation/logbook.hpp"

#include <algorithm>
#include <deque>

namespace dynaco::simulation {

/// Whether calls get connections in the order in which they began to wait.
class line_watch {
 public:
    explicit line_watch(logbook& log) noexcept : log_(log) {}

    void joined(int call) {
        line_.push_back(call);
        log_.note("call ", call, " waits in line");
        if (line_.size() > 1) log_.reached("a line of several calls");
    }
    /// `call` was given a connection, or the failure to open one.
    void served(int call) {
        if (line_.empty() || line_.front() != call) log_.broken("call ", call, " was served out of turn");
        std::erase(line_, call);
    }
    /// `call` was given an idle connection without waiting.
    void passed(int call) {
        if (!line_.empty()) log_.broken("call ", call, " went past the line");
    }
    /// `call` gave up, if it still waits.
    void left(int call) { std::erase(line_, call); }
    [[nodiscard]] bool empty() const noexcept { return line_.empty(); }

 private:
    logbook& log_;
    std::deque<int> line_{};
};

}  // namespace dynaco::simulation
