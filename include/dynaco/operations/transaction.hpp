#pragma once

#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/types.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco {

namespace detail {

/// An operation that DynamoDB carries out once however often it is sent, if it has a token.
struct idempotent_operation {
    std::string_view name;
    std::string_view token_member;  ///< "ClientToken".
};

/// All members that the API's model marks as idempotencyToken. A call that gives none gets a random one, the
/// same for all its attempts.
inline constexpr std::array idempotent_operations{
    idempotent_operation{"ExecuteTransaction", "ClientRequestToken"},
    idempotent_operation{"ExportTableToPointInTime", "ClientToken"},
    idempotent_operation{"ImportTable", "ClientToken"},
    idempotent_operation{"TransactWriteItems", "ClientRequestToken"},
};

/// How long DynamoDB knows a token (API reference, TransactWriteItems, ClientRequestToken; imports and
/// exports have eight hours). A request that is sent again later is another one.
inline constexpr std::chrono::minutes idempotency_token_life{10};

/// The name of the operation's token; empty if it has none.
constexpr std::string_view token_member_of(std::string_view operation) noexcept {
    for (const idempotent_operation& each : idempotent_operations)
        if (each.name == operation) return each.token_member;
    return {};
}

}  // namespace detail

/// One item to read in a transaction. Trivially copyable; refers to what it is made of.
struct transact_get_action {
    std::string_view table_name;
    detail::attributes_ref key;
    expression::expressions_ref expressions{};  ///< A projection.
};

namespace detail {

/// The same as the request has it.
struct encoded_get {
    std::string table_name{};
    std::string key{};   ///< `{"id":{"S":"1"}}`: two of one key are refused before anything is sent.
    std::string json{};  ///< `{"Get":{…}}`

    /// "get accounts".
    [[nodiscard]] std::string text() const;
};

}  // namespace detail

/// TransactGetItems: up to 100 items of any tables as they are at one moment; at most 4 MB in all.
struct transact_get_items {
    static constexpr operation_info info{.name = "TransactGetItems"};
    static constexpr std::size_t max_actions = 100;

    struct response {
        std::vector<std::optional<item>> items{};  ///< In the order of the request; nothing: there is none.
        std::vector<consumed_capacity> capacity{};
    };
    /// What a reply says besides its items.
    struct rest {
        std::size_t count = 0;  ///< Of answers, items or not.
        std::vector<consumed_capacity> capacity{};
    };
    /// Refers to something that takes the items out of a reply: `take(i, in)` reads the item of the action
    /// `i` and returns false on failure. Not called for those that do not exist.
    class sink;

    std::span<const detail::encoded_get> actions;
    dynaco::report_capacity report_capacity = report_capacity::none;

    /// The one table of all actions; empty if there are several.
    [[nodiscard]] std::string_view table() const noexcept;
    [[nodiscard]] std::vector<std::string> all_tables() const;
    /// Fails with errc::invalid_argument for no action or more than 100, and for two of one item. Statements
    /// are counted from 1 in what the failure says.
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Gives each item to `take` instead.
    [[nodiscard]] static result<rest> decode_into(std::string_view body, sink take);

    [[nodiscard]] static result<detail::encoded_get> encode_action(const transact_get_action& action);
};

class transact_get_items::sink {
 public:
    /// `take` must outlive the sink.
    template <class Take>
        requires(!std::same_as<std::remove_cvref_t<Take>, sink> &&
                 std::is_invocable_r_v<bool, Take&, std::size_t, json::reader&>)
    sink(Take& take)
    noexcept  // NOLINT(google-explicit-constructor)
        : object_(&take),
          read_([](std::size_t i, json::reader& in, void* o) { return (*static_cast<Take*>(o))(i, in); }) {}

    bool read(std::size_t i, json::reader& in) const { return read_(i, in, object_); }

 private:
    void* object_;
    bool (*read_)(std::size_t, json::reader&, void*);
};

/// A part of a transaction: one action on one item. Trivially copyable; refers to what it is made of.
struct transact_action {
    /// What is done with the item: TransactWriteItems' Put, Update, Delete and ConditionCheck.
    enum class kind { put, update, remove, check };

    kind what = kind::put;
    std::string_view table_name;
    detail::attributes_ref key{};   ///< For a put only if it is known: see `encoded_action::key`.
    detail::attributes_ref item{};  ///< For a put.
    /// An update needs one, a check needs a condition; the others may have a condition.
    expression::expressions_ref expressions{};
    /// ReturnValuesOnConditionCheckFailure: the old item comes with the cancellation reason.
    bool return_existing = false;
};

namespace detail {

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

}  // namespace detail

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

    std::span<const detail::encoded_action> actions;
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
        return client_request_token.empty() ? detail::token_member_of(info.name) : "";
    }
    /// Fails with errc::invalid_argument for no action or more than 100, for two on one item, for more than
    /// 4 MB in the items of puts (what updates make is known to DynamoDB only), and for a token that is too
    /// long. Statements are counted from 1 in what the failure says.
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);

    /// Fails with errc::item_too_large over 400 KB, and for values that DynamoDB cannot hold.
    [[nodiscard]] static result<detail::encoded_action> encode_action(const transact_action& action);
};

}  // namespace dynaco
