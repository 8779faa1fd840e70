#pragma once

#include <dynaco/expression/statement.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/consumed_capacity.hpp>
#include <dynaco/operations/idempotency_token.hpp>
#include <dynaco/operations/item_collection_metrics.hpp>
#include <dynaco/operations/operation.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace dynaco {

/// A part of a transaction: one action on one item. Trivially copyable; refers to what it is made of.
struct transact_action {
    /// What is done with the item: TransactWriteItems' Put, Update, Delete and ConditionCheck.
    enum class kind { put, update, remove, check };

    kind what = kind::put;
    std::string_view table_name;
    attributes_ref key{};   ///< For a put only if it is known: see `encoded_action::key`.
    attributes_ref item{};  ///< For a put.
    /// An update needs one, a check needs a condition; the others may have a condition.
    expression::expressions_ref expressions{};
    /// ReturnValuesOnConditionCheckFailure: the old item comes with the cancellation reason.
    bool return_existing = false;
};

/// An action as the request has it.
struct encoded_action {
    transact_action::kind what = transact_action::kind::put;
    std::string table_name{};
    /// `{"id":{"S":"1"}}`: two actions on one key are refused before anything is sent. Empty if a put's key
    /// was not given; DynamoDB then finds out.
    std::string key{};
    std::size_t item_size = 0;  ///< Of a put's item, in bytes as DynamoDB reckons; 0 for the others.
    std::string json{};         ///< `{"Put":{…}}`

    /// "update accounts".
    [[nodiscard]] std::string text() const;
};

/// TransactWriteItems: up to 100 actions on as many items of any tables, all of them or none.
struct transact_write_items {
    static constexpr operation_info info{.name = "TransactWriteItems", .writes = true};
    static constexpr std::size_t max_actions = 100;
    static constexpr std::size_t max_bytes = std::size_t{4} * 1024 * 1024;  ///< Of all items together.
    static constexpr std::size_t max_token = 36;                            ///< Characters.

    struct response {
        std::vector<consumed_capacity> capacity{};  ///< One for each table.
        std::vector<item_collection_metrics> collections{};
    };

    std::span<const encoded_action> actions;
    /// At most 36 characters: another request with this token within ten minutes has no further effect.
    /// Empty: a random one, the same for all attempts of the call.
    std::string_view client_request_token{};
    dynaco::report_capacity report_capacity = report_capacity::none;
    bool report_collections = false;  ///< ReturnItemCollectionMetrics.

    /// The one table of all actions; empty if there are several.
    [[nodiscard]] std::string_view table() const noexcept;
    [[nodiscard]] std::vector<std::string> all_tables() const;
    [[nodiscard]] bool idempotent() const noexcept { return true; }
    [[nodiscard]] std::string_view missing_token() const noexcept {
        return client_request_token.empty() ? token_member_of(info.name) : "";
    }
    /// Fails with errc::invalid_argument for no action or more than 100, for two on one item, for more than
    /// 4 MB in the items of puts (what updates make is known to DynamoDB only), and for a token that is too
    /// long. Statements are counted from 1 in what the failure says.
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);

    /// Fails with errc::item_too_large over 400 KB, and for values that DynamoDB cannot hold.
    [[nodiscard]] static result<encoded_action> encode_action(const transact_action& action);
};

}  // namespace dynaco
