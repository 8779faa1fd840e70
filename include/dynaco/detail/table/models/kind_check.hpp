#pragma once

#include <dynaco/detail/model/alternative.hpp>
#include <dynaco/detail/model/record_alternative.hpp>
#include <dynaco/detail/table/models/one_of.hpp>
#include <dynaco/detail/table/models/view_check.hpp>
#include <dynaco/expressions.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

/// Kinds of items in a table of several models: which of them are read into a view, and how they are
/// distinguished from others.
namespace dynaco {

// The names below appear in the compiler's message, see expression/check.hpp.
namespace detail::table_checks {

template <class View, class Model>
inline constexpr bool view_has_the_tables_discriminator = false;
template <class View, class Index>
inline constexpr bool index_holds_the_discriminator = false;
template <class View, class Model>
inline constexpr bool alternative_is_one_of_the_models = false;

}  // namespace detail::table_checks

namespace detail {

/// True for a `std::variant` that items of a table are read into.
template <class View>
inline constexpr bool is_several = false;
template <class... T>
inline constexpr bool is_several<std::variant<T...>> = true;

/// True if `View` is one of the models of `Models`, which is a model or `one_of`.
template <class Models, class View>
inline constexpr bool is_among = std::is_same_v<Models, View>;
template <class Whole, class... T, class View>
inline constexpr bool is_among<model::one_of<Whole, T...>, View> = (std::is_same_v<T, View> || ...);

/// True if items are read into `View` with all their attributes, as far as the table or index has them.
template <class Models, class View>
inline constexpr bool reads_whole_items =
    is_among<Models, View> || is_several<View> || std::is_same_v<View, item>;

/// The kinds of the items that are read into `View`, for the filter.
struct wanted_kinds {
    std::string_view discriminator{};  ///< Empty: no filter by kind.
    std::array<std::string_view, 96> kinds{};
    std::size_t count = 0;
    bool without = false;  ///< Whether items without a discriminator are read, too.

    template <class Kinds>
    constexpr void add(const Kinds& more) {
        for (const std::string_view each : more) kinds[count++] = each;
    }
    [[nodiscard]] constexpr bool contains(std::string_view kind) const {
        for (std::size_t i = 0; i < count; ++i)
            if (kinds[i] == kind) return true;
        return false;
    }
};

template <class Models>
struct kinds_of_table {
    template <class T>
    static constexpr void add(wanted_kinds& found) {
        if constexpr (model::has_discriminator<T>) {
            found.discriminator = model::discriminator_of<T>;
            found.add(T::schema.kinds);
        } else {
            found.without = true;
        }
    }
    static constexpr wanted_kinds all = [] {
        wanted_kinds k;
        add<Models>(k);
        return k;
    }();
};
template <class Whole, class... T>
struct kinds_of_table<model::one_of<Whole, T...>> {
    static constexpr wanted_kinds all = [] {
        wanted_kinds k;
        (kinds_of_table<T>::template add<T>(k), ...);
        return k;
    }();
};

template <class Models, class View>
struct view_kinds {
    static constexpr wanted_kinds all = [] {
        constexpr wanted_kinds table = kinds_of_table<Models>::all;
        wanted_kinds k;
        if constexpr (model::has_discriminator<View>) {
            k.discriminator = table.discriminator;
            k.add(View::schema.kinds);
        } else if constexpr (is_among<Models, View> && !table.discriminator.empty()) {
            k.discriminator = table.discriminator;
            k.without = true;
        } else if constexpr (model::has_discriminator<Models>) {
            k.discriminator = table.discriminator;
            k.add(Models::schema.kinds);
        }
        return k;
    }();
};
template <class Models, class... T>
struct view_kinds<Models, std::variant<T...>> {
    static constexpr wanted_kinds all = [] {
        wanted_kinds k;
        if constexpr (std::is_same_v<whole_item<Models>, std::variant<T...>>) {
            // All kinds: an item of no model is an error, unless each model has a discriminator.
            if constexpr (model::has_discriminator<Models>) {
                k.discriminator = model::discriminator_of<Models>;
                k.add(Models::schema.kinds);
            }
        } else if constexpr (!(std::is_same_v<T, item> || ...)) {
            (kinds_of_table<T>::template add<T>(k), ...);
            k.discriminator = kinds_of_table<Models>::all.discriminator;
        }
        return k;
    }();
};

template <class Models, class View>
consteval bool check_view_kinds() {
    if constexpr (model::has_discriminator<View>) {
        constexpr bool same = [] {
            constexpr wanted_kinds table = kinds_of_table<Models>::all;
            for (const std::string_view each : View::schema.kinds)
                if (!table.contains(each)) return false;
            return table.discriminator == model::discriminator_of<View>;
        }();
        if constexpr (!same)
            static_assert(
                table_checks::view_has_the_tables_discriminator<View, Models>,
                "dynaco: the view has another discriminator, or other kinds, than the table's models "
                "(see view_has_the_tables_discriminator<View, Model> in this message)");
        return same;
    } else {
        return true;
    }
}
template <class Models, class View>
consteval bool check_alternative_of_view() {
    constexpr bool known =
        is_among<Models, View> || std::is_same_v<View, item> || model::has_discriminator<View>;
    if constexpr (!known)
        static_assert(table_checks::alternative_is_one_of_the_models<View, Models>,
                      "dynaco: items must be read into a std::variant of the table's models, or of views "
                      "with the table's discriminator; dynaco::item can be the last alternative (see "
                      "alternative_is_one_of_the_models<View, Model> in this message)");
    return known && check_view_kinds<Models, View>();
}
template <class Models, class... T>
consteval bool check_alternatives_of_view(std::type_identity<std::variant<T...>>) {
    return (check_alternative_of_view<Models, T>() && ...);
}

template <class Models, class View>
inline constexpr const wanted_kinds& kinds_of_view = view_kinds<Models, View>::all;

/// The attribute that distinguishes the models of a table; empty if no model has a discriminator.
template <class Models>
inline constexpr std::string_view table_discriminator = detail::kinds_of_table<Models>::all.discriminator;

/// True if the reader of `View` needs the kind of an item.
template <class View>
inline constexpr bool tells_kinds = model::has_discriminator<View>;
template <class... T>
inline constexpr bool tells_kinds<std::variant<T...>> = (model::has_discriminator<T> || ...);

/// Checks that the discriminator and kinds of `View` agree with those of the table's models.
template <class Models, class View>
consteval bool check_kinds() {
    if constexpr (is_several<View>) {
        return detail::check_alternatives_of_view<Models>(std::type_identity<View>{});
    } else {
        return detail::check_view_kinds<Models, View>();
    }
}

/// ProjectionExpression of a view of items that are distinguished by their kind: its members and the
/// discriminator.
template <class View, class Models>
class checked_projection {
 public:
    static constexpr std::string_view member = "ProjectionExpression";
    static constexpr bool is_static = true;

    template <class>
    static consteval bool check() {
        return true;
    }
    template <class Model, class Sink>
    static constexpr void lower(Sink& sink, const checked_projection*) {
        using members = expression::projection_clause<View>;
        members::template lower<Model>(sink, static_cast<const members*>(nullptr));
        if constexpr (!table_discriminator<Models>.empty() && !members::has(table_discriminator<Models>)) {
            sink.text(", ");
            sink.name(table_discriminator<Models>);
        }
    }
};

/// Checks an item before it is read. @returns false after `in.fail(…)`
using item_check = bool (*)(json::reader& in);

template <class Model>
bool is_of_model(json::reader& in) {
    json::reader ahead = in;
    std::string kind;
    if (!model::find_text(ahead, model::discriminator_of<Model>, kind) || model::is_kind<Model>(kind))
        return true;
    return model::wrong_kind(in, model::discriminator_of<Model>, kind);
}

template <class Models, class View>
struct checks_of_view {
    static constexpr item_check check = [] {
        item_check found = nullptr;
        if constexpr (model::has_discriminator<Models> && !reads_whole_items<Models, View> &&
                      !model::has_discriminator<View>)
            found = &is_of_model<Models>;
        return found;
    }();
};
template <class View, class Model>
inline constexpr bool is_alternative = std::is_same_v<View, Model>;
template <class... T, class Model>
inline constexpr bool is_alternative<std::variant<T...>, Model> = (std::is_same_v<T, Model> || ...);

template <class Whole, class... T, class View>
struct checks_of_view<model::one_of<Whole, T...>, View> {
    // Considers all models of the table to find the model of the item.
    static bool is_of_view(json::reader& in) {
        static constexpr std::array<bool, sizeof...(T)> wanted{is_alternative<View, T>...};
        const std::size_t chosen = model::choose_alternative(in, model::facts_of_all<T...>);
        return (chosen < wanted.size() && wanted[chosen]) ||
               model::no_alternative(in, model::facts_of_all<T...>);
    }
    static constexpr bool reads_models = (is_alternative<View, T> || ...);
    static constexpr item_check check =
        reads_models && !std::is_same_v<View, Whole> && !is_alternative<View, item> ? &is_of_view : nullptr;
};

/// The check of an item that is read into `View` by its key. Null if the item's reader checks it.
template <class Models, class View>
inline constexpr item_check check_of_view = detail::checks_of_view<Models, View>::check;

}  // namespace detail

}  // namespace dynaco
