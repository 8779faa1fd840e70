#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/operations/operation.hpp>

namespace dynaco::detail {

/// Whether a write may have been applied although no answer said so. Never of operations that only read.
class write_doubt {
 public:
    explicit write_doubt(const operation_info& info) noexcept : info_(info) {}

    /// Whether another attempt might apply the write a second time.
    [[nodiscard]] bool counts_twice() const noexcept { return info_.writes && !info_.idempotent; }

    void attempt_begins() noexcept { sending_ = false; }
    /// A request is on its way: the call may be cancelled before it is known what became of it.
    void sending() noexcept { sending_ = true; }
    /// The peer had closed the connection, nearly always before it read the request that was `sent`.
    void connection_was_stale(bool sent) noexcept { lost_on_stale_ = lost_on_stale_ || sent; }
    /// @param sent  some of the request may have reached the service
    /// @returns whether this attempt may have been applied.
    bool attempt_failed(const failure& why, bool sent) noexcept;
    void canceled() noexcept;

    /// Whether an attempt so far may have been applied.
    [[nodiscard]] bool perhaps_applied() const noexcept { return applied_; }
    /// The same, were the call given up now.
    [[nodiscard]] bool if_abandoned() const noexcept { return applied_ || (sending_ && info_.writes); }
    /// What is to be said of a call that ends with `last`.
    [[nodiscard]] bool remains(const failure& last) const noexcept;

 private:
    const operation_info info_;
    bool sending_ = false;
    bool lost_on_stale_ = false;
    bool applied_ = false;  // perhaps
};

}  // namespace dynaco::detail
