#pragma once

#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/types.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A model with every kind of attribute, and the texts of expressions on it.
namespace dynaco::detail::expression::tests {

struct address {
    std::string city;
    std::string zip_code;
    std::vector<std::string> lines;
    static constexpr dynaco::schema schema{
        .table_name = "", .hash_key = "", .attributes = {{.member = "zip_code", .name = "zip"}}};
};

struct account {
    std::string account_id;
    std::string created;
    std::string primary_email;
    std::int64_t balance = 0;
    double rate = 0;
    bool active = false;
    std::optional<std::string> description;
    std::map<std::string, std::string> labels;
    std::map<std::string, address> places;
    std::vector<std::string> tags;
    std::vector<address> addresses;
    std::optional<address> home;
    std::set<std::string> roles;
    std::set<std::int64_t> scores;
    std::set<binary> keys;
    binary photo;
    value anything;

    static constexpr dynaco::schema schema{
        .table_name = "accounts",
        .hash_key = "account_id",
        .range_key = "created",
        .attributes = {{.member = "primary_email", .name = "e"}, {.member = "home", .name = "h-o.m[e]"}}};
};

inline binary bytes(std::string_view text) {
    const auto* const first = reinterpret_cast<const std::byte*>(text.data());
    return {first, first + text.size()};
}

/// The output of the run-time sink, or its failure.
template <class Model, class... Clause>
result<std::string> made_at_run_time(const Clause&... clause) {
    std::string text = "{";
    json::writer out(text);
    request_sink target(out);
    model_sink<Model> sink(target);
    const auto one = [&]<class C>(const C& each) {
        if constexpr (requires { each.is_present(); })
            if (!each.is_present()) return;
        target.begin_expression(C::member);
        C::template lower<Model>(sink, &each);
        target.end_expression();
    };
    (one(clause), ...);
    if (!target.finish()) return out.why();
    return text + '}';
}

/// The members that a request gets, in braces. The texts made at compile time and at run time must be equal.
template <class Model, class... Clause>
std::string written(const Clause&... clause) {
    const statement<Model, Clause...> whole(clause...);
    std::string text = "{";
    json::writer out(text);
    EXPECT_TRUE(whole.write(out)) << out.why().text();
    text += '}';
    const auto again = made_at_run_time<Model>(clause...);
    EXPECT_TRUE(again);
    if (again) {
        EXPECT_EQ(text, *again);
    }
    return text;
}

/// The reason why the members cannot be made; it is the same at compile time and at run time.
template <class Model, class... Clause>
failure refused(const Clause&... clause) {
    const statement<Model, Clause...> whole(clause...);
    std::string text = "{";
    json::writer out(text);
    EXPECT_FALSE(whole.write(out)) << text;
    const auto again = made_at_run_time<Model>(clause...);
    EXPECT_FALSE(again);
    if (!again) {
        EXPECT_EQ(again.error().cause(), out.why().cause());
        EXPECT_EQ(again.error().diagnostics().attribute_path, out.why().diagnostics().attribute_path);
        EXPECT_EQ(again.error().diagnostics().detail, out.why().diagnostics().detail);
    }
    return out.why();
}

inline std::string between(const std::string& text, std::string_view left, std::string_view right) {
    const auto first = text.find(left);
    if (first == std::string::npos) return "(absent)";
    const auto start = first + left.size();
    return text.substr(start, text.find(right, start) - start);
}

/// The text of a condition on an account.
template <class Condition>
std::string text(const Condition& condition) {
    return between(written<account>(when(condition)), R"("ConditionExpression":")", "\"");
}
/// The text of an update of an account.
template <class... Action>
std::string update_text(const Action&... action) {
    return between(written<account>(update_clause<Action...>(action...)), R"("UpdateExpression":")", "\"");
}
/// ExpressionAttributeNames of an account's condition.
template <class Condition>
std::string names(const Condition& condition) {
    return between(written<account>(when(condition)), R"("ExpressionAttributeNames":)", "}") + '}';
}
/// ExpressionAttributeValues of an account's condition, which come last.
template <class Condition>
std::string values(const Condition& condition) {
    const std::string all =
        between(written<account>(when(condition)), R"("ExpressionAttributeValues":)", "\n");
    return all.substr(0, all.size() - 1);
}

inline constexpr no_condition any_range;

/// A key condition; refers to its arguments.
template <class Keys, class Hash, class Range = no_condition>
key_clause<Keys, Hash, Range> key_is(const Hash& hash, const Range& range = any_range) {
    return {hash, range};
}

}  // namespace dynaco::detail::expression::tests
