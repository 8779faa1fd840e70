#pragma once

#include <dynaco/core/error.hpp>

#include <string>
#include <string_view>

/// Markers: where the next page of a listing begins, as the service gives it.
namespace dynaco {

/// The service gave the marker that it was asked with: reading on would not end.
[[nodiscard]] failure endless(std::string_view marker);

/// Goes on to `next`; an empty one ends the listing.
/// @throws error  errc::malformed_reply: it is where the listing stands
void advance_marker(std::string& marker, std::string next, std::string_view operation, std::string_view name);

}  // namespace dynaco
