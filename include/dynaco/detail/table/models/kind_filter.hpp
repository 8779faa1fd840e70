#pragma once

#include <dynaco/detail/model/record.hpp>
#include <dynaco/detail/table/models/kind_check.hpp>
#include <dynaco/expressions.hpp>
#include <dynaco/schema.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>

namespace dynaco::detail {

/// True if the discriminator is a key of the table or index that is read.
template <class Keys, class Model>
inline constexpr bool kind_is_a_key = [] {
    for (std::size_t i = 0; i < model::field_count<Keys>; ++i) {
        const std::string_view member = model::field_names<Keys>[i];
        if (model::attribute_names<Keys>[i] == table_discriminator<Model> &&
            (Keys::schema.hash_key.contains(member) || Keys::schema.range_key.contains(member)))
            return true;
    }
    return false;
}();

/// True if the table or index that is read has the discriminator.
template <class Keys, class Model>
inline constexpr bool holds_the_kind = [] {
    if constexpr (requires { Keys::schema.projection; }) {
        return Keys::schema.projection != projection::keys_only || kind_is_a_key<Keys, Model>;
    } else {
        return true;
    }
}();

/// True if the index may not have the discriminator, because another program created it.
template <class Keys, class Model>
inline constexpr bool may_lack_the_kind = [] {
    if constexpr (requires { Keys::schema.projection; }) {
        return Keys::schema.projection == projection::include && !kind_is_a_key<Keys, Model>;
    } else {
        return false;
    }
}();

/// True if the items that are read into `View` are filtered by their kind. DynamoDB does not allow a query to
/// filter by its keys.
template <class Keys, class Model, class View, bool IsQuery>
inline constexpr bool filters_kinds = !kinds_of_view<Model, View>.discriminator.empty() &&
                                      holds_the_kind<Keys, Model> && !(IsQuery && kind_is_a_key<Keys, Model>);

/// FilterExpression: the item is of a kind that can be read into `View`, and passes the user's filter, if
/// there is one.
template <class Keys, class Model, class View, class... Filter>
class kind_filter {
    static constexpr const wanted_kinds& wanted = kinds_of_view<Model, View>;
    // If the reader needs the kind, items without a discriminator are not read.
    static constexpr bool or_without =
        wanted.without || (may_lack_the_kind<Keys, Model> && !tells_kinds<View>);

 public:
    /// The user's part, which must not use keys in a query.
    struct condition {
        template <class Sink>
        static constexpr void lower(Sink& sink, const condition*) {
            (Filter::condition::lower(sink, nullptr), ...);
        }
    };
    static constexpr std::string_view member = "FilterExpression";
    static constexpr bool is_static = (Filter::is_static && ...);
    constexpr explicit kind_filter(const Filter&... filter) : filters_(&filter...) {}

    template <class Checked>
    static consteval bool check() {
        return (Filter::template check<Checked>() && ...);
    }
    template <class Checked, class Sink>
    static constexpr void lower(Sink& sink, const kind_filter* self) {
        [[maybe_unused]] const auto one = [&sink]<class F>(const F* filter) {
            if (filter && !filter->is_present()) return;
            sink.open();
            F::template lower<Checked>(sink, filter);
            sink.close();
            sink.operation();
            sink.text(" AND ");
        };
        (one(self ? std::get<const Filter*>(self->filters_) : nullptr), ...);
        lower_kinds(sink);
    }

 private:
    template <class Sink>
    static constexpr void lower_kinds(Sink& sink) {
        constexpr bool both = or_without && wanted.count > 0;
        if constexpr (both) sink.open();
        if constexpr (or_without) {
            sink.operation();
            sink.text("attribute_not_exists(");
            sink.name(wanted.discriminator);
            sink.text(")");
        }
        if constexpr (both) {
            sink.text(" OR ");
            sink.operation();
        }
        if constexpr (wanted.count > 0) {
            sink.operation();
            sink.name(wanted.discriminator);
            sink.text(wanted.count == 1 ? " = " : " IN (");
            for (std::size_t i = 0; i < wanted.count; ++i) {
                if (i > 0) sink.text(", ");
                sink.value(&wanted.kinds[i]);
            }
            if constexpr (wanted.count > 1) sink.text(")");
        }
        if constexpr (both) sink.close();
    }

    std::tuple<const Filter*...> filters_;
};

/// Calls `f` with the filter clauses of a read: the user's, or one that also filters by kind.
template <class Keys, class Model, class View, bool IsQuery, class F, class... Filter>
auto with_kind_filter(const F& f, const Filter&... filter) {
    if constexpr (filters_kinds<Keys, Model, View, IsQuery>) {
        const kind_filter<Keys, Model, View, Filter...> kinds(filter...);
        return f(kinds);
    } else {
        return f(filter...);
    }
}

}  // namespace dynaco::detail
