#pragma once

#include <dynaco/detail/core/requirements.hpp>
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

/// An operation that DynamoDB applies only once if it has a token, even if it is sent several times.
struct idempotent_operation {
    std::string_view name;
    std::string_view token_member;  ///< "ClientToken".
};

/// All members that the API's model marks as idempotencyToken. If a call does not set one, it gets a random
/// token for all its attempts.
inline constexpr std::array idempotent_operations{
    idempotent_operation{"ExecuteTransaction", "ClientRequestToken"},
    idempotent_operation{"ExportTableToPointInTime", "ClientToken"},
    idempotent_operation{"ImportTable", "ClientToken"},
    idempotent_operation{"StartBulkPutItems", "ClientToken"},
    idempotent_operation{"TransactWriteItems", "ClientRequestToken"},
};

/// How long DynamoDB remembers a token (API reference, TransactWriteItems, ClientRequestToken; eight hours
/// for imports, exports and bulk puts). After that time a request with the token is a new request.
inline constexpr std::chrono::minutes idempotency_token_life{10};

/// The name of the operation's token; empty if it does not have one.
constexpr std::string_view token_member_of(std::string_view operation) noexcept {
    for (const idempotent_operation& each : idempotent_operations)
        if (each.name == operation) return each.token_member;
    return {};
}

}  // namespace detail

/// One item to read in a TransactGetItems request (Get). Trivially copyable. The data of its views must live
/// until the request is encoded.
struct transact_get_action {
    std::string_view table_name;                        ///< TableName.
    detail::attributes_ref key;                         ///< Key: the key attributes.
    detail::expression::expressions_ref expressions{};  ///< ProjectionExpression, if any.
};

namespace detail {

/// A `transact_get_action` that is encoded for the request.
struct encoded_get {
    std::string table_name{};
    std::string key{};   ///< `{"id":{"S":"1"}}`: two actions on one key are refused before anything is sent.
    std::string json{};  ///< `{"Get":{…}}`

    /// The action as text for errors: "get accounts".
    [[nodiscard]] std::string text() const;
};

}  // namespace detail

/// TransactGetItems: reads up to 100 items of any tables as they are at one moment; at most 4 MB together.
struct transact_get_items {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "TransactGetItems"};
    static constexpr std::size_t max_actions = 100;  ///< The most items in a request.

    /// The response.
    struct response {
        /// Responses, in the order of the request. Not set for an item that does not exist.
        std::vector<std::optional<item>> items{};
        /// ConsumedCapacity of each table, if `report_capacity` requested it.
        std::vector<consumed_capacity> capacity{};
    };
    /// The response without its items.
    struct rest {
        std::size_t count = 0;  ///< The number of Responses, with or without an item.
        /// ConsumedCapacity of each table, if `report_capacity` requested it.
        std::vector<consumed_capacity> capacity{};
    };
    /// A reference to a function that reads the items of a response.
    class sink;

    /// TransactItems, each encoded by `encode_action`.
    std::span<const detail::encoded_get> actions;
    /// ReturnConsumedCapacity. Default: not reported.
    dynaco::report_capacity report_capacity = report_capacity::none;

    /// The table of all actions, for error reports; empty if there are several tables.
    [[nodiscard]] std::string_view table() const noexcept;
    /// The names of all tables.
    [[nodiscard]] std::vector<std::string> all_tables() const;
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`: errc::invalid_argument if the number of actions is not 1 to 100,
    /// or if two are for one item. The failure's text counts statements from 1.
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Reads a response body and passes each item that exists to `take`.
    /// @returns the other members; errc::malformed_reply or the sink's failure
    [[nodiscard]] static result<rest> decode_into(std::string_view body, sink take);

    /// Encodes an action for `actions`.
    /// @returns the action, or why its key cannot be encoded
    [[nodiscard]] static result<detail::encoded_get> encode_action(const transact_get_action& action);
};

/// A reference to a function that reads the items of a response. `take(i, in)` reads the item of the action
/// with index `i` and returns false on failure. It is not called for items that do not exist.
class transact_get_items::sink {
 public:
    /// `take` must outlive the sink.
    template <class Take>
        requires(!std::same_as<std::remove_cvref_t<Take>, sink> &&
                 std::is_invocable_r_v<bool, Take&, std::size_t, detail::json::reader&>)
    sink(Take& take)
    noexcept  // NOLINT(google-explicit-constructor)
        : object_(&take), read_([](std::size_t i, detail::json::reader& in, void* o) {
              return (*static_cast<Take*>(o))(i, in);
          }) {}

    /// Calls the function.
    bool read(std::size_t i, detail::json::reader& in) const { return read_(i, in, object_); }

 private:
    void* object_;
    bool (*read_)(std::size_t, detail::json::reader&, void*);
};

/// One action on one item in a TransactWriteItems request (TransactWriteItem). Trivially copyable. The data
/// of its views must live until the request is encoded.
struct transact_action {
    /// The kind of an action: Put, Update, Delete or ConditionCheck of TransactWriteItems.
    enum class kind { put, update, remove, check };

    kind what = kind::put;        ///< The kind. Default: Put.
    std::string_view table_name;  ///< TableName.
    /// Key: the key attributes. Optional for a Put: used only to find two actions on one item before the
    /// request is sent.
    detail::attributes_ref key{};
    /// Item, for a Put.
    detail::attributes_ref item{};
    /// UpdateExpression, for an Update; ConditionExpression, if any. A ConditionCheck needs one.
    detail::expression::expressions_ref expressions{};
    /// ReturnValuesOnConditionCheckFailure: the cancellation reason also has the stored item.
    bool return_existing = false;
};

namespace detail {

/// A `transact_action` that is encoded for the request.
struct encoded_action {
    transact_action::kind what = transact_action::kind::put;
    std::string table_name{};
    /// `{"id":{"S":"1"}}`: two actions on one key are refused before anything is sent. Empty if a put's key
    /// was not given; DynamoDB then refuses a second action on it.
    std::string key{};
    /// The size that DynamoDB counts for a put's item, in bytes; 0 for other actions.
    std::size_t item_size = 0;
    std::string json{};  ///< `{"Put":{…}}`

    /// The action as text for errors: "update accounts".
    [[nodiscard]] std::string text() const;
};

}  // namespace detail

/// TransactWriteItems: up to 100 actions, each on another item of any tables. All of them are applied or
/// none.
struct transact_write_items {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "TransactWriteItems", .writes = true};
    static constexpr std::size_t max_actions = 100;  ///< The most actions in a request.
    /// The most bytes in all items together: 4 MB.
    static constexpr std::size_t max_bytes = std::size_t{4} * 1024 * 1024;
    /// The most characters in a token.
    static constexpr std::size_t max_token = 36;

    /// The response.
    struct response {
        /// ConsumedCapacity of each table, if `report_capacity` requested it.
        std::vector<consumed_capacity> capacity{};
        /// ItemCollectionMetrics, with `report_collections`; only for tables with local indexes.
        std::vector<item_collection_metrics> collections{};
    };

    /// TransactItems, each encoded by `encode_action`.
    std::span<const detail::encoded_action> actions;
    /// ClientRequestToken, at most 36 characters: another request with this token has no further effect
    /// within ten minutes. Empty: a random token for all attempts of the call.
    std::string_view client_request_token{};
    /// ReturnConsumedCapacity. Default: not reported.
    dynaco::report_capacity report_capacity = report_capacity::none;
    /// ReturnItemCollectionMetrics: reports the sizes of the item collections.
    bool report_collections = false;

    /// The table of all actions, for error reports; empty if there are several tables.
    [[nodiscard]] std::string_view table() const noexcept;
    /// The names of all tables.
    [[nodiscard]] std::vector<std::string> all_tables() const;
    /// True: each request has a token.
    [[nodiscard]] bool idempotent() const noexcept { return true; }
    /// The API member for the token if `client_request_token` is empty; else empty.
    [[nodiscard]] std::string_view missing_token() const noexcept {
        return client_request_token.empty() ? detail::token_member_of(info.name) : "";
    }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`: errc::invalid_argument if the number of actions is not 1 to 100,
    /// if two are on one item, if the items of Puts have more than 4 MB, or if the token is too long. (Only
    /// DynamoDB knows the size of updated items.) The failure's text counts statements from 1.
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);

    /// Encodes an action for `actions`.
    /// @returns the action; errc::item_too_large for an item of more than 400 KB, or why a value cannot be
    /// encoded
    [[nodiscard]] static result<detail::encoded_action> encode_action(const transact_action& action);
};

}  // namespace dynaco
