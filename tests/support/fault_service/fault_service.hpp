#pragma once

#include "json/document.hpp"
#include "support/fault_server/received_request.hpp"
#include "support/fault_server/reply/reply.hpp"
#include "support/fault_service/recent_map.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace dynaco::test {

/// A small DynamoDB in memory, used behind a `fault_server`. Tests compare its items and counters with the
/// results of calls.
///
/// Items have one key attribute, `id`, a string; other attributes are strings and numbers. It knows PutItem,
/// GetItem, UpdateItem (`ADD` and `SET` of one attribute), DeleteItem, Query by the key, BatchWriteItem, and
/// TransactWriteItems, which remembers at least the last 50,000 tokens. It knows the conditions
/// `attribute_exists` and `attribute_not_exists`. Everything else is a ValidationException. Thread-safe.
class fault_service {
 public:
    /// Executes a request and returns the response of DynamoDB.
    [[nodiscard]] reply answer(const received_request& request);

    /// How often the writes of a call were applied, over all its attempts. Two writes in one request count as
    /// two. At least the last 50,000 calls are remembered.
    [[nodiscard]] int applied(const std::string& invocation_id) const;
    /// Stores the item `{"id": id, attribute: number}` without counting a write.
    void hold(const std::string& id, const std::string& attribute, std::int64_t number);
    /// How often writes to this item were applied.
    [[nodiscard]] int writes_to(const std::string& id) const;
    /// The number in an attribute of an item; 0 if the attribute or the item does not exist.
    [[nodiscard]] std::int64_t number_of(const std::string& id, const std::string& attribute) const;
    [[nodiscard]] bool has(const std::string& id) const;

    /// The id of the call that a request belongs to. All attempts of a call have the same id.
    [[nodiscard]] static std::string invocation_of(const received_request& request);

 private:
    using document = detail::json::document;
    struct attribute {
        std::string type;  // "S" or "N"
        std::string text;
    };
    using stored = std::map<std::string, attribute>;
    enum class kind { put, update, remove, check };

    reply serve(std::string_view operation, const document& body, int& applied);
    [[nodiscard]] reply get(const document& body) const;
    [[nodiscard]] reply query(const document& body) const;
    reply write(kind what, const document& body, int& applied);
    reply batch(const document& body, int& applied);
    reply transact(const document& body, int& applied);

    [[nodiscard]] bool condition_holds(kind what, const document& body) const;
    void apply(kind what, const document& body, int& applied);
    [[nodiscard]] const stored* find(const std::string& id) const;

    [[nodiscard]] static kind kind_of(const std::string& name);
    [[nodiscard]] static std::string key_of(kind what, const document& body);
    [[nodiscard]] static stored read(const document& item);
    static void change(const document& body, stored& item);
    [[nodiscard]] static std::string json_of(const stored& item);

    mutable std::mutex mutex_;  // guards all below
    std::map<std::string, stored> items_;
    std::map<std::string, int> writes_;  // by item
    recent_map<int> applied_;            // writes, by invocation
    recent_map<bool> committed_;         // transactions, by token
};

}  // namespace dynaco::test
