#pragma once

#include <dynaco/expression/path.hpp>
#include <dynaco/model/fixed_string.hpp>

#include <cstddef>
#include <string>
#include <string_view>

/// DynamoDB refuses the filter of a query if it names a key of what is queried.
namespace dynaco::expression {

template <class Keys, class Attribute>
inline constexpr bool filter_names_no_key = false;

/// Finds the first key among the attributes of a condition; of those that only the run time knows it sees
/// nothing.
template <class Keys>
class key_finder {
 public:
    using model = Keys;

    /// Empty if there is none.
    std::string_view found{};

    template <fixed_string Path>
    constexpr void path() noexcept {
        constexpr std::string_view name = path_of<Path>[0].name;
        const bool is_key = Keys::schema.hash_key.contains(name) || Keys::schema.range_key.contains(name);
        if (found.empty() && is_key) found = name;
    }
    template <class T, fixed_string Path>
    constexpr void path_below() noexcept {}
    template <class T>
    constexpr void value(const T*) noexcept {}
    template <class Attribute, class T>
    constexpr void value_beside(const T*) noexcept {}
    constexpr void text(std::string_view) noexcept {}
    constexpr void open() noexcept {}
    constexpr void close() noexcept {}
    constexpr void operation() noexcept {}
    template <class Step>
    constexpr void runtime_step(const Step&) noexcept {}
    constexpr void runtime_path(std::string_view) noexcept {}
    template <class Recorded>
    constexpr void replay(const Recorded&) noexcept {}
    template <class Cause>
    constexpr void fail(Cause, const std::string&) {}
};

template <class Keys, class Condition>
consteval bool check_query_filter() {
    constexpr std::string_view key = [] {
        key_finder<Keys> finder;
        Condition::lower(finder, nullptr);
        return finder.found;
    }();
    if constexpr (!key.empty())
        static_assert(
            filter_names_no_key<Keys, model::spelled<fixed_string<key.size() + 1>(key)>>,
            "dynaco: filter() of a query cannot name a key of the table or index; put it into the key "
            "condition, or scan (see filter_names_no_key<Model, Attribute> in this message)");
    return key.empty();
}

}  // namespace dynaco::expression
