#pragma once

#include "transport/bell.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace dynaco::detail {

/// Counts the calls under way, and lets no more in once it is shut. Thread-safe.
class call_gate {
 public:
    /// A call under way, until it dies; false for one that was not let in.
    class pass {
     public:
        pass(pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
        pass& operator=(pass&&) = delete;
        ~pass() {
            if (gate_) gate_->leave();
        }
        explicit operator bool() const noexcept { return gate_ != nullptr; }

     private:
        friend class call_gate;
        explicit pass(call_gate* gate) noexcept : gate_(gate) {}
        call_gate* gate_;
    };

    call_gate() = default;
    call_gate(const call_gate&) = delete;
    call_gate& operator=(const call_gate&) = delete;

    [[nodiscard]] pass enter() noexcept;
    void shut() noexcept { word_.fetch_or(shut_bit); }
    [[nodiscard]] bool empty() const noexcept { return word_.load() < one_call; }
    /// Of a gate that is shut: ends when the last call has ended, at `until`, or when the caller is
    /// cancelled.
    boost::asio::awaitable<void> wait_until_empty(transport::steady_time until);

 private:
    static constexpr std::uint64_t shut_bit = 1;
    static constexpr std::uint64_t one_call = 2;

    void leave() noexcept;

    std::atomic<std::uint64_t> word_{0};  // the number of calls, and whether it is shut
    std::mutex mutex_;                    // guards the bells
    std::vector<std::shared_ptr<transport::bell>> bells_;
};

}  // namespace dynaco::detail
