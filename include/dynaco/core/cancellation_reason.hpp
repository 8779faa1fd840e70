#pragma once

#include <dynaco/core/errc.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco {

/// What a cancelled transaction says of one of its statements (CancellationReason).
struct cancellation_reason {
    std::string code{};       ///< As the service wrote it: "ConditionalCheckFailed"; "None": not in the way.
    errc cause{};             ///< The same as a code; errc{} if the statement was not in the way.
    std::string message{};    ///< The service's text, cut at 1 KiB.
    std::string item{};       ///< The item that stood in the way, as DynamoDB JSON; empty if there is none.
    std::string statement{};  ///< What the statement does, and where: "update accounts"; empty if not known.

    /// Whether the statement stood in the way.
    explicit operator bool() const noexcept { return cause != errc{}; }
};

/// The cause that a reason's code names ("TransactionConflict", "ThrottlingError"); errc{} for "None",
/// errc::service_error for one that this version of dynaco does not know.
[[nodiscard]] errc errc_of_reason_code(std::string_view code);

/// Whether `cause` alone stood in the way: at least one reason, and no other.
///
///     catch (const dynaco::error& e) {
///         const auto& reasons = e.diagnostics().cancellation_reasons;
///         if (!dynaco::canceled_only_by(dynaco::errc::transaction_conflict, reasons)) throw;
///     }
[[nodiscard]] bool canceled_only_by(errc cause, const std::vector<cancellation_reason>& reasons) noexcept;

/// Whether `cause` is a throughput that was exceeded: ThrottlingException,
/// ProvisionedThroughputExceededException, RequestLimitExceeded.
[[nodiscard]] bool is_throttling(errc cause) noexcept;

/// Whether throttling alone stood in the way: at least one reason, and no other.
[[nodiscard]] bool canceled_only_by_throttling(const std::vector<cancellation_reason>& reasons) noexcept;

/// "statement 2 (update accounts): the condition was not met"; statements count from 1 here. Empty if none
/// stood in the way; says how many more there are after the first five.
[[nodiscard]] std::string text_of(const std::vector<cancellation_reason>& reasons);

}  // namespace dynaco
