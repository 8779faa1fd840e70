#pragma once

#include "simulation/logbook.hpp"

#include <algorithm>
#include <deque>

namespace dynaco::simulation {

/// Checks that calls get connections in the order in which they began to wait.
class line_watch {
 public:
    explicit line_watch(logbook& log) noexcept : log_(log) {}

    void joined(int call) {
        line_.push_back(call);
        log_.note("call ", call, " waits for a connection");
        if (line_.size() > 1) log_.reached("several calls waiting");
    }
    /// `call` got a connection, or the error of opening one.
    void served(int call) {
        if (line_.empty() || line_.front() != call)
            log_.broken("call ", call, " was served before calls that have waited longer");
        std::erase(line_, call);
    }
    /// `call` got an idle connection without waiting.
    void passed(int call) {
        if (!line_.empty()) log_.broken("call ", call, " got a connection before waiting calls");
    }
    /// `call` stops waiting, if it still waits.
    void left(int call) { std::erase(line_, call); }
    [[nodiscard]] bool empty() const noexcept { return line_.empty(); }

 private:
    logbook& log_;
    std::deque<int> line_{};
};

}  // namespace dynaco::simulation
