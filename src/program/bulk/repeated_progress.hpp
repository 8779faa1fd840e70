#pragma once

#include "program/bulk/work_screen.hpp"
#include "program/progress/work_progress.hpp"
#include "program/session.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>

namespace dynaco::program {

/// Shows the progress each second while it exists, if nothing else has shown it: a request may wait long for
/// its response, and a person must see that time passes. One thread, which runs the session's executor.
class repeated_progress {
 public:
    /// `current` returns the progress up to the last response; it is not called after the destructor.
    repeated_progress(session& at, work_screen& screen, std::function<work_progress()> current);
    ~repeated_progress() = default;
    repeated_progress(const repeated_progress&) = delete;
    repeated_progress& operator=(const repeated_progress&) = delete;

 private:
    void wait();
    void show();

    work_screen& screen_;
    std::function<work_progress()> current_;
    boost::asio::steady_timer timer_;
    std::shared_ptr<int> alive_ = std::make_shared<int>();  // the handler may run after the destructor
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace dynaco::program
