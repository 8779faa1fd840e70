#pragma once

#include <dynaco/errors.hpp>

#include <span>
#include <string>
#include <string_view>

/// Why a conditional write was refused.
namespace dynaco::detail {

/// What a write depends on: what its error can say of a conflict.
struct write_guard {
    bool users_condition = false;  ///< `when(condition)`.
    bool new_item = false;         ///< No item may have the key.
    bool stored_item = false;      ///< The item must be there.
    bool asks_existing = false;    ///< The refusal brings the stored item, if there is one.
    bool zero_is_new = false;      ///< Version 0 stands for none.
    std::string_view version{};    ///< The version's attribute, a static name; empty: not compared.
    std::string expected{};        ///< The object's version; empty: it has none.
    /// What an update would make an item without, although the model requires it; a static name.
    std::string_view left_out{};
    std::string_view discriminator{};           ///< Its attribute, where the stored kind must be one of …
    std::span<const std::string_view> kinds{};  ///< … these. Static, too.
};

/// Whether a condition of the write did not hold: what a verdict says.
[[nodiscard]] bool is_refusal(errc cause) noexcept;

/// `why` with the cause and details of a conflict: errc::version_conflict, errc::duplicate_item (`new_item`)
/// or errc::conditional_check_failed. Other failures as they are.
[[nodiscard]] failure explain_conflict(const failure& why, const write_guard& guard);
/// The same for a reason of a cancelled transaction.
void explain_conflict(cancellation_reason& reason, const write_guard& guard);

}  // namespace dynaco::detail
