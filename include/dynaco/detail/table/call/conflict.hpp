#pragma once

#include <dynaco/errors.hpp>

#include <span>
#include <string>
#include <string_view>

/// The reasons why a conditional write was refused.
namespace dynaco::detail {

/// The conditions of a write, for the error of a conflict.
struct write_guard {
    bool users_condition = false;  ///< `when(condition)`.
    bool new_item = false;         ///< No item may have the key.
    bool stored_item = false;      ///< The item must exist.
    bool asks_existing = false;    ///< The refusal contains the stored item, if there is one.
    bool zero_is_new = false;      ///< Version 0 means that the object has no version.
    std::string_view version{};    ///< The attribute of the version, a static name; empty: not compared.
    std::string expected{};        ///< The object's version; empty if it has none.
    /// An attribute that the model requires, but that an item made by the update would not have. A static
    /// name.
    std::string_view left_out{};
    std::string_view discriminator{};  ///< The discriminator; the stored kind must be one of `kinds`.
    std::span<const std::string_view> kinds{};  ///< Also static.
};

/// True if a condition of the write did not hold, which is the result `false` of a verdict.
[[nodiscard]] bool is_refusal(errc cause) noexcept;

/// Returns `why` with the cause and the details of a conflict: errc::version_conflict, errc::duplicate_item
/// (`new_item`) or errc::conditional_check_failed. Does not change other failures.
[[nodiscard]] failure explain_conflict(const failure& why, const write_guard& guard);
/// Adds the cause and the details of a conflict to a reason of a cancelled transaction.
void explain_conflict(cancellation_reason& reason, const write_guard& guard);

}  // namespace dynaco::detail
