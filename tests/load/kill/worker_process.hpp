#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <sys/types.h>

namespace dynaco::test {

/// An empty folder for the files of the current test. In memory if possible: SIGKILL loses nothing that was
/// written, and syncing a disk would take most of the time.
class kill_folder {
 public:
    kill_folder();
    ~kill_folder();
    kill_folder(const kill_folder&) = delete;
    kill_folder& operator=(const kill_folder&) = delete;
    /// The path of a file in it.
    [[nodiscard]] std::string path(const std::string& name) const { return folder_ + '/' + name; }

 private:
    std::string folder_;
};

/// A running `load-worker`. Its program is DYNACO_LOAD_WORKER in the environment.
class worker_process {
 public:
    struct settings {
        std::string what{};  ///< "import" or "export".
        std::string endpoint{};
        std::string file{};
        std::string state{};
        std::size_t worker = 0;
        std::size_t workers = 1;
        std::string kill_point{};  ///< DYNACO_KILL; empty: none.
    };
    explicit worker_process(const settings& from);
    /// Kills the process if `wait` was not called.
    ~worker_process();
    worker_process(const worker_process&) = delete;
    worker_process& operator=(const worker_process&) = delete;

    enum class end { done, failed, killed };
    /// Waits until it ends. `failed`: with an exit code that is not 0, or by another signal than SIGKILL.
    end wait();
    /// Sends SIGKILL.
    void kill() const;

 private:
    std::atomic<pid_t> pid_{-1};  // other threads kill it
};

/// Kills a process when a service has received a number of requests, or some time later. Thread-safe.
class killer {
 public:
    /// Starts a process that will be killed at the request that is `requests` after this call, from 1, or
    /// `later` after it.
    void aim(const worker_process::settings& from, std::size_t requests,
             std::chrono::microseconds later = {});
    /// Records a request, in a thread of the service.
    void request();
    /// Waits for the process.
    worker_process::end wait();

 private:
    std::mutex mutex_;
    std::condition_variable received_;
    std::size_t left_ = 0;
    std::chrono::microseconds later_{};
    std::unique_ptr<worker_process> process_{};
};

}  // namespace dynaco::test
