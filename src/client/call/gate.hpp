#pragma once

#include "core/striped.hpp"
#include "transport/bell.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace dynaco::detail {

/// Counts the running calls, and admits no more calls after it was shut. Thread-safe.
class call_gate {
 public:
    /// Counts a call as running until it is destroyed. False if the call was not admitted.
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
    void shut() noexcept {
        words_.for_each([](std::atomic<std::uint64_t>& word) { word.fetch_or(shut_bit); });
    }
    /// Call it after `shut`. Before `shut`, calls may enter while the counts are added.
    [[nodiscard]] bool empty() const noexcept;
    /// Call it after `shut`. Waits until the last call has ended, `until` has passed or the caller is
    /// cancelled.
    boost::asio::awaitable<void> wait_until_empty(transport::steady_time until);

 private:
    static constexpr std::uint64_t shut_bit = 1;
    static constexpr std::uint64_t one_call = 2;

    void leave() noexcept;

    // Each thread counts the calls that it begins and ends: a number of calls, and the bit for shut. A call
    // may end on another thread, so only the sum counts. It does not fall below zero after the gate is shut.
    striped<std::atomic<std::uint64_t>> words_{};
    std::mutex mutex_;  // guards the bells
    std::vector<std::shared_ptr<transport::bell>> bells_;
};

}  // namespace dynaco::detail
