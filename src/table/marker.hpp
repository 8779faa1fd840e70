#pragma once

#include <dynaco/core/error.hpp>
#include <dynaco/table/marker_watch.hpp>

#include <string>
#include <string_view>

/// Markers: where the next page of a listing begins, as the service gives it.
namespace dynaco {

/// The service gave a marker that it had given before: reading on would not end.
[[nodiscard]] failure endless(std::string_view name);

/// Where a listing stands.
class listing_marker {
 public:
    /// Of the operation, and what its replies call the marker. Refers to both.
    listing_marker(std::string_view operation, std::string_view name) noexcept
        : operation_(operation), name_(name) {}

    /// Empty before the first page and after the last.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    /// Goes on to `next`. @returns false if that is empty: the listing has ended
    /// @throws error  errc::malformed_reply: the listing has been there before
    bool advance(std::string next);

 private:
    std::string_view operation_;
    std::string_view name_;
    std::string text_{};
    marker_watch watch_{};
};

}  // namespace dynaco
