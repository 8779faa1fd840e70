#pragma once

#include <array>
#include <chrono>
#include <string_view>

namespace dynaco::sigv4 {

/// The signing time in the format of `x-amz-date`: `20260101T000000Z`, UTC, whole seconds, always ASCII.
///
/// Compute it once per attempt and use it for the header, the string to sign and the scope. Their dates must
/// be equal, but two readings of the clock around midnight may differ.
class amz_date {
 public:
    /// @param time  UTC, years 0 to 9999.
    /// @throws std::invalid_argument  for any other year.
    explicit amz_date(std::chrono::sys_seconds time);

    /// All 16 characters. The view is valid as long as this object.
    [[nodiscard]] std::string_view text() const noexcept { return {text_.data(), text_.size()}; }

    /// The first 8 characters (`20260101`): the date of the credential scope and of the signing key.
    [[nodiscard]] std::string_view day() const noexcept { return text().substr(0, 8); }

    friend bool operator==(const amz_date&, const amz_date&) = default;

 private:
    std::array<char, 16> text_;
};

}  // namespace dynaco::sigv4
