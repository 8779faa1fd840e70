#pragma once

#include <dynaco/client.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <vector>

namespace dynaco::paging {

/// Sends a request after a wait. If the wait is cancelled, sends nothing and fails with errc::canceled.
awaitable<result<reply>> call_after(client db, std::chrono::milliseconds wait, encoded_request request);

}  // namespace dynaco::paging

namespace dynaco::detail {

/// Requests that run in the background, at most one in each slot. Supports one caller at a time.
///
/// They run on their own strand and do not refer to the caller, which may be destroyed before they end.
class page_fetches {
 public:
    /// How the request in a slot ended.
    struct outcome {
        std::size_t slot = 0;
        std::optional<result<reply>> answer{};
        std::exception_ptr thrown{};  ///< Set instead of `answer` if memory ran out.
    };

    explicit page_fetches(std::size_t slots) : under_way_(slots) {}
    page_fetches(const page_fetches&) = delete;
    page_fetches& operator=(const page_fetches&) = delete;
    /// Cancels the running requests without waiting for their end.
    ~page_fetches() { stop(); }

    /// Whether a request of the slot is running or its outcome has not been taken.
    [[nodiscard]] bool under_way(std::size_t slot) const { return under_way_[slot]; }
    [[nodiscard]] bool any() const noexcept { return count_ > 0; }

    void start(const boost::asio::any_io_executor& executor, std::size_t slot, const client& db,
               std::chrono::milliseconds wait, encoded_request request);
    /// Waits for the next outcome of any slot. Returns nothing if the caller is cancelled.
    awaitable<std::optional<outcome>> next();
    /// Cancels the running requests and discards the outcomes.
    void stop() noexcept;

 private:
    struct shared;
    static awaitable<std::optional<outcome>> wait_for_one(std::shared_ptr<shared> s);

    std::vector<bool> under_way_;
    std::size_t count_ = 0;
    std::shared_ptr<shared> shared_;
};

}  // namespace dynaco::detail

namespace dynaco::paging {

using detail::page_fetches;  // the library of the loader uses it, too: a shared library does not export this
                             // namespace

}  // namespace dynaco::paging
