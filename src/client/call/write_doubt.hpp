#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/operations/operation.hpp>

namespace dynaco::detail {

/// Tracks whether a write may have been applied although no response said so. Never true for operations that
/// only read.
class write_doubt {
 public:
    explicit write_doubt(const operation_info& info) noexcept : info_(info) {}

    /// Whether another attempt might apply the write a second time.
    [[nodiscard]] bool counts_twice() const noexcept { return info_.writes && !info_.idempotent; }

    void attempt_begins() noexcept { sending_ = false; }
    /// A request is being sent: after a cancellation from now on its outcome is unknown.
    void sending() noexcept { sending_ = true; }
    /// The peer had closed the connection. `sent`: part of the request was sent, but the peer nearly always
    /// did not read it.
    void connection_was_stale(bool sent) noexcept { lost_on_stale_ = lost_on_stale_ || sent; }
    /// Records a failed attempt. @param sent  the service may have received part of the request
    /// @returns whether this attempt may have been applied.
    bool attempt_failed(const failure& why, bool sent) noexcept;
    void canceled() noexcept;

    /// Whether an ended attempt may have been applied.
    [[nodiscard]] bool perhaps_applied() const noexcept { return applied_; }
    /// Whether an attempt may have been applied if the call ends now.
    [[nodiscard]] bool if_abandoned() const noexcept { return applied_ || (sending_ && info_.writes); }
    /// Whether the outcome is unknown if the call ends with `last`.
    [[nodiscard]] bool remains(const failure& last) const noexcept;

 private:
    const operation_info info_;
    bool sending_ = false;
    bool lost_on_stale_ = false;
    bool applied_ = false;  // perhaps
};

}  // namespace dynaco::detail
