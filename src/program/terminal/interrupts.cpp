#include "program/terminal/interrupts.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>

#include <atomic>
#include <csignal>
#include <mutex>
#include <thread>
#include <unistd.h>
#include <utility>

namespace dynaco::program {
namespace {

namespace asio = boost::asio;

std::atomic<int> pending_signal{0};  // the signal that the current object received

void end_at_once(const std::string& last_words) {
    const std::string line = "\n" + last_words + "\n";  // after "^C" or a live line
    // Nothing can be done if it fails.
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
    ::_exit(interrupted_status);
}

}  // namespace

struct interrupts::state : std::enable_shared_from_this<state> {
    state(asio::any_io_executor executor, std::function<void(int)> graceful, end_process at_once)
        : executor_(std::move(executor)), graceful_(std::move(graceful)), at_once_(std::move(at_once)) {}

    void wait() {
        signals_.async_wait([this](boost::system::error_code code, int signal) {
            if (code) return;
            int none = 0;
            if (first_.compare_exchange_strong(none, signal)) {
                pending_signal = signal;
                begin_end(signal);
            } else {
                at_once_(words());
            }
            wait();
        });
    }
    void begin_end(int signal) {
        asio::post(executor_, [self = weak_from_this(), signal] {
            if (const auto alive = self.lock()) alive->graceful_(signal);
        });
    }
    std::string words() {
        const std::scoped_lock lock(mutex_);
        return words_;
    }
    void run() {
        wait();
        thread_ = std::thread([this] { io_.run(); });
    }
    void stop() {
        io_.stop();
        thread_.join();
        pending_signal = 0;
    }

    asio::any_io_executor executor_;
    std::function<void(int)> graceful_;
    end_process at_once_;
    std::atomic<int> first_{0};
    std::mutex mutex_{};
    std::string words_ = "dynaco: ended at once by a second signal";
    asio::io_context io_{1};
    asio::signal_set signals_{io_, SIGINT, SIGTERM, SIGHUP};
    std::thread thread_{};
};

interrupts::interrupts(asio::any_io_executor executor, std::function<void(int)> graceful)
    : interrupts(std::move(executor), std::move(graceful), end_at_once) {}

interrupts::interrupts(asio::any_io_executor executor, std::function<void(int)> graceful, end_process at_once)
    : state_(std::make_shared<state>(std::move(executor), std::move(graceful), std::move(at_once))) {
    state_->run();
}

interrupts::~interrupts() { state_->stop(); }

void interrupts::last_words(std::string line) {
    const std::scoped_lock lock(state_->mutex_);
    state_->words_ = std::move(line);
}

int interrupts::signalled() const noexcept { return state_->first_.load(); }

int pending_interrupt() noexcept { return pending_signal.load(); }

}  // namespace dynaco::program
