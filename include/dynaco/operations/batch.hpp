#pragma once

#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/types.hpp>

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
        detail::attributes_sink sink;
    };
    [[nodiscard]] static result<rest> decode_into(std::string_view body, std::span<const table_sink> sinks);

    [[nodiscard]] static result<std::string> encode_key(detail::attributes_ref key);
};

/// The requests of a batch that go to one table, each as `put_request` or `delete_request` made it, and where
/// they are elsewhere than in strings that follow one another, `scattered`.
struct batch_writes {
    std::string_view table_name;
    std::span<const std::string> requests{};
    std::span<const std::string_view> scattered{};
};

/// BatchWriteItem: up to 25 puts and deletes, each of which may fail alone; no conditions, no two on one
/// item.
struct batch_write_item {
    static constexpr operation_info info{.name = "BatchWriteItem", .writes = true};
    static constexpr std::size_t max_requests = 25;
    static constexpr std::size_t max_bytes = std::size_t{16} * 1024 * 1024;

    struct leftover {
        std::string table_name{};
        std::vector<std::string> requests{};  ///< As they are given to `batch_writes`.
    };
    struct response {
        std::vector<leftover> unprocessed{};
        std::vector<consumed_capacity> capacity{};
    };

    std::span<const batch_writes> tables;
    dynaco::report_capacity report_capacity = report_capacity::none;

    [[nodiscard]] std::string_view table() const noexcept {
        return tables.empty() ? "" : tables.front().table_name;
    }
    [[nodiscard]] std::vector<std::string> all_tables() const;
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);

    /// `{"PutRequest":{"Item":{…}}}`; errc::item_too_large and the like as for put_item.
    [[nodiscard]] static result<std::string> put_request(detail::attributes_ref item);
    /// `{"DeleteRequest":{"Key":{…}}}`
    [[nodiscard]] static result<std::string> delete_request(detail::attributes_ref key);
};

}  // namespace dynaco
