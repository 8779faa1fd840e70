#pragma once

#include <dynaco/core/value.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/consumed_capacity.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/parameters.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dynaco {

/// ExecuteStatement: one PartiQL statement; of a SELECT, one page of its rows.
struct execute_statement {
    static constexpr operation_info info{.name = "ExecuteStatement", .writes = true};
    struct page {
        std::string next_token{};          ///< Empty on the last page.
        std::string last_evaluated_key{};  ///< Where the page ended, as JSON; empty on the last page.
        std::optional<consumed_capacity> capacity{};
    };
    struct response : page {
        std::vector<item> items{};
    };

    std::string_view statement;
    parameters_ref parameters{};
    std::string_view next_token{};  ///< `page::next_token` of the page before.
    std::uint32_t limit = 0;        ///< Items to evaluate, not to return; 0: as many as fit 1 MB.
    bool consistent_read = false;   ///< Not on global indexes.
    bool return_existing = false;   ///< With ConditionalCheckFailedException.
    dynaco::report_capacity report_capacity = report_capacity::none;

    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    /// False for a SELECT.
    [[nodiscard]] bool writes() const noexcept;
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Gives each row to `sink` instead.
    [[nodiscard]] static result<page> decode_into(std::string_view body, attributes_sink sink);
};

}  // namespace dynaco
