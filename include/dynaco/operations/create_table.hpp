#pragma once

#include <dynaco/model/schema.hpp>
#include <dynaco/operations/index_definition.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/table_description.hpp>

#include <span>

namespace dynaco {

/// CreateTable: starts to make a table, which is of use once it is active.
struct create_table {
    static constexpr operation_info info{.name = "CreateTable", .writes = true};
    using response = table_description;

    std::string_view table_name{};
    key_definition hash_key{};
    key_definition range_key{};
    dynaco::billing_mode billing_mode = billing_mode::pay_per_request;
    dynaco::throughput throughput{};  ///< For billing_mode::provisioned.
    std::span<const index_definition> indexes{};
    dynaco::on_demand_limits on_demand{};  ///< For billing_mode::pay_per_request.
    dynaco::warm_throughput warm_throughput{};
    stream_view stream = stream_view::none;
    dynaco::table_class table_class = dynaco::table_class::standard;
    bool deletion_protection = false;
    /// Empty: the key that DynamoDB owns; "alias/aws/dynamodb": the account's AWS managed key; else a
    /// customer's key: its id, ARN or alias.
    std::string_view kms_key{};
    std::string_view resource_policy{};  ///< A policy document as JSON text; empty: none.
    std::span<const table_tag> tags{};

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
