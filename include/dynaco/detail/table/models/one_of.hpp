#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/record.hpp>
#include <dynaco/detail/model/record_alternative.hpp>
#include <dynaco/detail/table/models/view_check.hpp>
#include <dynaco/schema.hpp>
#include <dynaco/types.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

/// Several models of one table, seen as one model with all their attributes. The keys, conditions and filters
/// of a polymorphic table are checked against it. No object of it is made, written or read.
namespace dynaco {
namespace detail::model {

/// A list of indexes without those that have the same name as an earlier one.
template <class Seen, class... Index>
struct distinct_indexes {
    using type = Seen;
};
template <class... Seen, class First, class... Rest>
struct distinct_indexes<indexes<Seen...>, First, Rest...> {
    static constexpr bool is_new = ((Seen::schema.index_name != First::schema.index_name) && ...);
    using next = std::conditional_t<is_new, indexes<Seen..., First>, indexes<Seen...>>;
    using type = typename distinct_indexes<next, Rest...>::type;
};
template <class... Index>
auto distinct(indexes<Index...>) -> typename distinct_indexes<indexes<>, Index...>::type;

template <class... A, class... B>
auto join(indexes<A...>, indexes<B...>) -> indexes<A..., B...>;

template <class List, class... T>
struct all_indexes {
    using type = decltype(distinct(std::declval<List>()));
};
template <class List, class First, class... Rest>
struct all_indexes<List, First, Rest...> {
    using more = decltype(join(std::declval<List>(), std::declval<typename listed_indexes<First>::type>()));
    using type = typename all_indexes<more, Rest...>::type;
};

/// `Whole` is the type that items are read into: a `std::variant` of the models, optionally with
/// `dynaco::item`.
template <class Whole, class First, class... Rest>
struct one_of {
    using alternatives = Whole;
    using indexes = typename all_indexes<dynaco::indexes<>, First, Rest...>::type;

    // Items are filtered by the discriminator if every model that is read has one.
    static constexpr dynaco::schema schema = [] {
        dynaco::schema s = First::schema;
        s.attributes = {};
        constexpr bool wants_all = !std::is_same_v<Whole, std::variant<First, Rest...>>;
        if constexpr (!wants_all && (has_discriminator<First> && ... && has_discriminator<Rest>)) {
            const auto add = [&s](const auto& kinds) {
                for (const std::string_view each : kinds) s.kinds.elements[s.kinds.count++] = each;
            };
            (add(Rest::schema.kinds), ...);
        } else {
            s.discriminator = {};
            s.kinds = {};
        }
        return s;
    }();
};

template <class T>
inline constexpr bool is_one_of = false;
template <class Whole, class... T>
inline constexpr bool is_one_of<one_of<Whole, T...>> = true;

/// A member that several models have. Its type is their common type, or one that can hold all their types.
template <class A, class B>
struct common_member {
    static constexpr bool is_text =
        codec<A>::type == attribute_type::S && codec<B>::type == attribute_type::S;
    using type = std::conditional_t<std::is_same_v<A, B>, A, std::conditional_t<is_text, std::string, value>>;
};
template <class A>
struct common_member<void, A> {
    using type = A;
};

// The distinct members of several models, in the order of their first occurrence.
template <class... T>
struct member_union {
    static constexpr std::size_t most = (field_count<T> + ...);
    struct origin {
        std::string_view name{};
        std::string_view attribute{};
    };
    struct table {
        origin members[most]{};
        std::size_t count = 0;
    };
    static constexpr table all = [] {
        table t;
        const auto add = [&t](const auto& names, const auto& attributes) {
            for (std::size_t i = 0; i < names.size(); ++i) {
                std::size_t k = 0;
                while (k < t.count && t.members[k].name != names[i]) ++k;
                if (k == t.count) t.members[t.count++] = {names[i], attributes[i]};
            }
        };
        (add(field_names<T>, attribute_names<T>), ...);
        return t;
    }();

    template <class Found, std::size_t I, class Next, class... Rest>
    static consteval auto type_in() {
        constexpr std::size_t k = field_index<Next>(all.members[I].name);
        if constexpr (k < field_count<Next>) {
            using common = typename common_member<Found, field_type<Next, k>>::type;
            if constexpr (sizeof...(Rest) == 0)
                return std::type_identity<common>{};
            else
                return type_in<common, I, Rest...>();
        } else if constexpr (sizeof...(Rest) == 0) {
            return std::type_identity<Found>{};
        } else {
            return type_in<Found, I, Rest...>();
        }
    }
    template <std::size_t I>
    using member_type = typename decltype(type_in<void, I, T...>())::type;

    template <std::size_t... I>
    static auto tie(std::index_sequence<I...>) -> std::tuple<member_type<I>&...>;
};

// Never defined; only the types are used.
template <class Whole, class... T>
auto fields(one_of<Whole, T...>&)
    -> decltype(member_union<T...>::tie(std::make_index_sequence<member_union<T...>::all.count>{}));
template <class Whole, class... T>
auto fields(const one_of<Whole, T...>&)
    -> decltype(member_union<T...>::tie(std::make_index_sequence<member_union<T...>::all.count>{}));

template <class Whole, class... T>
inline constexpr auto field_names<one_of<Whole, T...>> = [] {
    std::array<std::string_view, member_union<T...>::all.count> names{};
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = member_union<T...>::all.members[i].name;
    return names;
}();

template <class Whole, class... T>
inline constexpr auto attributes_of<one_of<Whole, T...>> = [] {
    std::array<attribute_facts, member_union<T...>::all.count> facts{};
    for (std::size_t i = 0; i < facts.size(); ++i)
        facts[i].name = member_union<T...>::all.members[i].attribute;
    return facts;
}();

}  // namespace detail::model

namespace detail::table_checks {

template <class Whole, class... T>
inline constexpr std::string_view discriminator_among<model::one_of<Whole, T...>> = [] {
    std::string_view found;
    ((found = model::has_discriminator<T> ? model::discriminator_of<T> : found), ...);
    return found;
}();

}  // namespace detail::table_checks

namespace detail {

template <class T, const std::string_view& Member>
consteval const model::key_template* template_of_key() {
    constexpr std::size_t i = model::field_index<T>(Member);
    if constexpr (i < model::field_count<T>)
        return model::template_behind(std::type_identity<model::field_type<T, i>>{});
    else
        return nullptr;
}

/// The templates of a key that all models compose, but not in the same way, if every item is of one of these
/// models.
template <class... M, class... T, const std::string_view& Member>
struct key_templates<model::one_of<std::variant<M...>, T...>, Member> {
    static constexpr std::array<const model::key_template*, sizeof...(T)> list{
        detail::template_of_key<T, Member>()...};
    static constexpr bool any = [] {
        using keys = model::one_of<std::variant<M...>, T...>;
        if (sizeof...(M) != sizeof...(T)) return false;  // dynaco::item is used for items of no model
        for (const model::key_template* each : list)
            if (!each) return false;
        return !model::is_composed<model::field_type<keys, model::field_index<keys>(Member)>>;
    }();
};

/// The type of an item that is read through `Keys`, unless the user requests a view.
template <class Keys>
struct whole_item_of {
    using type = Keys;
};
template <class Whole, class... T>
struct whole_item_of<model::one_of<Whole, T...>> {
    using type = Whole;
};
template <class Keys>
using whole_item = typename whole_item_of<Keys>::type;

}  // namespace detail

}  // namespace dynaco
