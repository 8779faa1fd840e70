#pragma once

#include <dynaco/core/value.hpp>
#include <dynaco/expression/statement.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/consumed_capacity.hpp>
#include <dynaco/operations/operation.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dynaco {

/// One item to read in a transaction. Trivially copyable; refers to what it is made of.
struct transact_get_action {
    std::string_view table_name;
    attributes_ref key;
    expression::expressions_ref expressions{};  ///< A projection.
};

/// The same as the request has it.
struct encoded_get {
    std::string table_name{};
    std::string key{};   ///< `{"id":{"S":"1"}}`: two of one key are refused before anything is sent.
    std::string json{};  ///< `{"Get":{…}}`

    /// "get accounts".
    [[nodiscard]] std::string text() const;
};

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

    std::span<const encoded_get> actions;
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

    [[nodiscard]] static result<encoded_get> encode_action(const transact_get_action& action);
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

}  // namespace dynaco
