#pragma once

#include <dynaco/operations/consumed_capacity.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace dynaco {

/// What a page of a query or scan says beside its items.
struct page_info {
    std::uint64_t count = 0;           ///< Items in the page, after the filter.
    std::uint64_t scanned_count = 0;   ///< Items read, before the filter.
    std::string last_evaluated_key{};  ///< Where the next page starts, as JSON; empty on the last page.
    std::optional<consumed_capacity> capacity{};
};

}  // namespace dynaco
