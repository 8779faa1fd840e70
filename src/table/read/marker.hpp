#pragma once

#include <dynaco/detail/table/read/page_buffer.hpp>
#include <dynaco/errors.hpp>

#include <string>
#include <string_view>

/// Markers: values of the service that say where the next page of a listing begins.
namespace dynaco::detail {

/// Returns the failure of a listing whose service returned the same marker again. `name` is the marker's
/// name.
[[nodiscard]] failure endless(std::string_view name);

/// The current marker of a listing.
class listing_marker {
 public:
    /// `operation` is the operation's name, `name` the marker's name in its responses. Keeps views of both.
    listing_marker(std::string_view operation, std::string_view name) noexcept
        : operation_(operation), name_(name) {}

    /// The current marker. Empty before the first page and after the last.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    /// Moves to `next`. @returns false if `next` is empty, which ends the listing
    /// @throws error  errc::malformed_reply: the service returned the same marker again
    bool advance(std::string next);

 private:
    std::string_view operation_;
    std::string_view name_;
    std::string text_{};
    marker_watch watch_{};
};

}  // namespace dynaco::detail
