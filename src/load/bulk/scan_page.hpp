#pragma once

#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations/operation.hpp>

#include <string_view>
#include <vector>

namespace dynaco::loading {

/// A page of a scan whose items are not decoded. The items are views of `body`: it must not be moved.
struct scan_page {
    detail::recycled_string body{};
    std::vector<std::string_view> items{};
    page_info info{};
};

/// Finds the items in the body of a response. `page.body` must be set.
/// @returns errc::malformed_reply
[[nodiscard]] result<void> read_scan_page(scan_page& page);

}  // namespace dynaco::loading
