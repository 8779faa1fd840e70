#include "load/kill/worker_process.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <spawn.h>
#include <stdexcept>
#include <string_view>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

extern char** environ;

namespace dynaco::test {
namespace {

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& each : texts) pointers.push_back(each.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environment_with(const std::string& kill_point) {
    std::vector<std::string> all;
    for (char** each = environ; *each; ++each)
        if (!std::string_view(*each).starts_with("DYNACO_KILL=")) all.emplace_back(*each);
    if (!kill_point.empty()) all.push_back("DYNACO_KILL=" + kill_point);
    return all;
}

}  // namespace

kill_folder::kill_folder() {
    const std::string in_memory = "/dev/shm/";
    const bool has_memory = ::access(in_memory.c_str(), W_OK) == 0;
    folder_ = (has_memory ? in_memory : testing::TempDir()) + "dynaco-killed-" + std::to_string(::getpid()) +
              '-' + testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
}

kill_folder::~kill_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

worker_process::worker_process(const settings& from) {
    const char* const program = std::getenv("DYNACO_LOAD_WORKER");
    if (!program) throw std::runtime_error("DYNACO_LOAD_WORKER is not set: it is the path of load-worker");
    std::vector<std::string> arguments{program,
                                       from.what,
                                       from.endpoint,
                                       from.file,
                                       from.state,
                                       std::to_string(from.worker),
                                       std::to_string(from.workers)};
    std::vector<std::string> environment = environment_with(from.kill_point);
    pid_t started = -1;
    if (::posix_spawn(&started, program, nullptr, nullptr, pointers_to(arguments).data(),
                      pointers_to(environment).data()) != 0)
        throw std::runtime_error("cannot start " + std::string(program));
    pid_ = started;
}

worker_process::~worker_process() {
    if (pid_ < 0) return;
    kill();
    wait();
}

worker_process::end worker_process::wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0)
        if (errno != EINTR) throw std::runtime_error("waitpid failed");
    pid_ = -1;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) return end::killed;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? end::done : end::failed;
}

void worker_process::kill() const { ::kill(pid_, SIGKILL); }

void killer::aim(const worker_process::settings& from, std::size_t requests,
                 std::chrono::microseconds later) {
    const std::lock_guard lock(mutex_);
    left_ = requests;
    later_ = later;
    process_ = std::make_unique<worker_process>(from);
}

void killer::request() {
    const std::lock_guard lock(mutex_);
    if (left_ == 0 || --left_ > 0) return;
    if (later_ == std::chrono::microseconds::zero()) process_->kill();
    received_.notify_all();
}

worker_process::end killer::wait() {
    if (std::unique_lock lock(mutex_); later_ > std::chrono::microseconds::zero()) {
        received_.wait_for(lock, std::chrono::seconds(60), [this] { return left_ == 0; });
        const auto later = later_;
        lock.unlock();
        std::this_thread::sleep_for(later);
        process_->kill();
    }
    const auto outcome = process_->wait();
    const std::lock_guard lock(mutex_);
    left_ = 0;
    return outcome;
}

}  // namespace dynaco::test
