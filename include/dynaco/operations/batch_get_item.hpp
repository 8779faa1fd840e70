#pragma once

#include <dynaco/core/value.hpp>
#include <dynaco/expression/statement.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/consumed_capacity.hpp>
#include <dynaco/operations/operation.hpp>

#include <span>
#include <string>
#include <vector>

namespace dynaco {

/// The keys of a batch that go to one table, each as `batch_get_item::encode_key` made it.
struct batch_keys {
    std::string_view table_name;
    std::span<const std::string> keys;
    expression::expressions_ref expressions{};  ///< A projection.
    bool consistent_read = false;
};

/// BatchGetItem: up to 100 items by their keys, in no particular order; missing ones are absent.
struct batch_get_item {
    static constexpr operation_info info{.name = "BatchGetItem"};
    static constexpr std::size_t max_keys = 100;

    struct table_items {
        std::string table_name{};
        std::vector<item> items{};
    };
    struct leftover {
        std::string table_name{};
        std::vector<std::string> keys{};  ///< As they are given to `batch_keys`.
    };
    struct rest {
        std::vector<leftover> unprocessed{};
        std::vector<consumed_capacity> capacity{};
    };
    struct response : rest {
        std::vector<table_items> tables{};
    };

    std::span<const batch_keys> tables;
    dynaco::report_capacity report_capacity = report_capacity::none;

    [[nodiscard]] std::string_view table() const noexcept {
        return tables.empty() ? "" : tables.front().table_name;
    }
    [[nodiscard]] std::vector<std::string> all_tables() const;
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Gives each item to the sink that `sinks` has for its table instead; an item of a table that nobody
    /// asked for is errc::malformed_reply.
    struct table_sink {
        std::string_view table_name;
        attributes_sink sink;
    };
    [[nodiscard]] static result<rest> decode_into(std::string_view body, std::span<const table_sink> sinks);

    [[nodiscard]] static result<std::string> encode_key(attributes_ref key);
};

}  // namespace dynaco
