#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dynaco::program {

/// An amount as it is written: digits with an optional fraction, followed by a unit.
struct decimal_amount {
    std::uint64_t digits = 0;  ///< 15 for 1.5
    std::uint64_t scale = 1;   ///< 10 for 1.5
    std::string_view unit{};   ///< The text after the number, up to the next digit; may be empty.
    std::size_t unit_column = 0;
    std::size_t end = 0;  ///< The offset of the end of the unit.

    /// The amount times `factor`.
    /// @throws text_error  the result is not a whole number, or is larger than 2^64 - 1
    [[nodiscard]] std::uint64_t times(std::uint64_t factor, std::string_view text, std::size_t column) const;
};

/// Reads the amount that starts at `column`. `example` is for messages: "10k".
/// @throws text_error  there is no amount, or it has more than 18 digits
[[nodiscard]] decimal_amount read_amount(std::string_view text, std::size_t column, std::string_view example);

}  // namespace dynaco::program
