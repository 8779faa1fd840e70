#pragma once

#include <dynaco/detail/table/read/page_buffer.hpp>
#include <dynaco/errors.hpp>

#include <string>
#include <string_view>

/// Markers: where the next page of a listing begins, as the service gives it.
namespace dynaco::detail {

/// The failure of a listing whose service repeats a marker.
[[nodiscard]] failure endless(std::string_view name);

/// Where a listing stands.
class listing_marker {
 public:
    /// The name of the operation, and that of the marker in its replies. Refers to both.
    listing_marker(std::string_view operation, std::string_view name) noexcept
        : operation_(operation), name_(name) {}

    /// Empty before the first page and after the last.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    /// Moves to `next`. @returns false if `next` is empty: the listing has ended
    /// @throws error  errc::malformed_reply: the service repeats a marker
    bool advance(std::string next);

 private:
    std::string_view operation_;
    std::string_view name_;
    std::string text_{};
    marker_watch watch_{};
};

}  // namespace dynaco::detail
