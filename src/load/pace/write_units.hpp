#pragma once

#include <cstddef>
#include <cstdint>

namespace dynaco::loading {

/// The write capacity units that DynamoDB charges for an item of `bytes`: one per started KB, at least 1. A
/// delete of an item that does not exist costs 1.
[[nodiscard]] constexpr std::uint32_t units_of_item(std::size_t bytes) noexcept {
    return bytes <= 1024 ? 1 : static_cast<std::uint32_t>((bytes + 1023) / 1024);
}

/// Learns how much more or less than expected a table or an index charges. Pure.
///
/// Expected units depend only on the new item. A put that replaces a larger item is charged for that item, as
/// is a delete; an index is charged for what it projects, and twice if the index key changes.
class unit_correction {
 public:
    /// The charge that is likely for `expected` units.
    [[nodiscard]] double corrected(double expected) const noexcept { return expected * factor_; }
    /// Learns from a response. Large responses count more. `expected` is not corrected.
    void learn(double expected, double consumed) noexcept;
    [[nodiscard]] double factor() const noexcept { return factor_; }

 private:
    double factor_ = 1;
    double learnt_ = 0;  // the expected units from which the factor is learnt; old ones are forgotten
};

}  // namespace dynaco::loading
