#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/expression/attribute.hpp>
#include <dynaco/detail/expression/clause.hpp>
#include <dynaco/detail/expression/condition.hpp>
#include <dynaco/detail/expression/logical.hpp>
#include <dynaco/detail/expression/update.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <utility>

namespace dynaco {

inline namespace literals {

/// `"path"_a`: an attribute of the model with which the expression is used. The path is checked against the
/// model at compile time, where the expression is used.
template <fixed_string Path>
constexpr const detail::expression::static_attribute<Path>& operator""_a() noexcept {
    return detail::expression::attribute_constant<Path>;
}

}  // namespace literals

/// Returns an attribute by a path that is known only at run time. The grammar is that of the literal `""_a`:
/// `"labels.'a.b'[0]"`. A path that does not follow it causes errc::invalid_argument when the request is
/// made. Types are checked by DynamoDB only.
[[nodiscard]] inline detail::expression::runtime_attribute attribute(std::string path) {
    return detail::expression::runtime_attribute(std::move(path));
}

/// Returns an attribute by the steps of its path, names and indexes, which need no quotes:
/// `attribute_path("labels", "a.b", 0, "c")`. Types are checked by DynamoDB only.
template <class... Step>
    requires((std::integral<Step> || std::convertible_to<const Step&, std::string_view>)&&...)
[[nodiscard]] detail::expression::runtime_attribute attribute_path(std::string_view first,
                                                                   const Step&... rest) {
    std::string path;
    detail::expression::append_name(path, first);
    [[maybe_unused]] const auto append = [&path]<class T>(const T& step) {
        if constexpr (std::integral<T>)
            detail::expression::append_index(path, static_cast<long long>(step));
        else
            detail::expression::append_name(path, step);
    };
    (append(rest), ...);
    return detail::expression::runtime_attribute(std::move(path));
}

/// Makes a write conditional: `save(account, when("account_id"_a.not_exists()))`. If the condition does not
/// hold, the write throws errc::conditional_check_failed; a `try_` call returns a false verdict. An empty
/// `condition_of` causes errc::invalid_argument, before any I/O.
template <detail::expression::condition_node E>
[[nodiscard]] constexpr auto when(E condition) {
    return detail::expression::condition_clause<E>(std::move(condition));
}

/// Leaves items out of the result of a query or scan. DynamoDB reads and bills these items anyway. An empty
/// `condition_of` filters nothing. The filter of a query cannot use the keys of the table or index that is
/// queried: that does not compile; in a `condition_of` DynamoDB refuses it.
template <detail::expression::condition_node E>
[[nodiscard]] constexpr auto filter(E condition) {
    return detail::expression::filter_clause<E>(std::move(condition));
}

/// Does not compile: an attribute alone is not a condition. The compiler's message says what to write.
template <detail::expression::tested_attribute A>
constexpr auto when(const A& attribute) {
    detail::expression::refuse_as_condition<A>();
    return when(attribute.exists());
}
/// Does not compile: an attribute alone is not a condition. The compiler's message says what to write.
template <detail::expression::tested_attribute A>
constexpr auto filter(const A& attribute) {
    detail::expression::refuse_as_condition<A>();
    return filter(attribute.exists());
}

}  // namespace dynaco
