#pragma once

#include <dynaco/core/value.hpp>
#include <dynaco/expression/statement.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/page_info.hpp>

#include <cstdint>
#include <vector>

namespace dynaco {

/// Scan: one page of all items of a table or index.
struct scan {
    static constexpr operation_info info{.name = "Scan"};
    struct response {
        std::vector<item> items{};
        page_info page{};
    };

    std::string_view table_name;
    std::string_view index_name{};
    expression::expressions_ref expressions{};  ///< Perhaps a filter and a projection.
    std::string_view exclusive_start_key{};     ///< `page_info::last_evaluated_key` of the page before.
    std::uint32_t limit = 0;                    ///< Items to evaluate, not to return; 0: as many as fit 1 MB.
    std::uint32_t segment = 0;                  ///< Of `total_segments`, from 0.
    std::uint32_t total_segments = 0;           ///< 0: not a parallel scan. At most 1 000 000.
    bool consistent_read = false;               ///< Not on global indexes.
    bool count_only = false;                    ///< Select COUNT.
    dynaco::report_capacity report_capacity = report_capacity::none;

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    [[nodiscard]] std::string_view index() const noexcept { return index_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Gives each item to `sink` instead.
    [[nodiscard]] static result<page_info> decode_into(std::string_view body, attributes_sink sink);
};

}  // namespace dynaco
