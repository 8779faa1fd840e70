#pragma once

#include <dynaco/expression/clause.hpp>
#include <dynaco/model/record.hpp>
#include <dynaco/model/schema.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>

namespace dynaco {

/// True if what is read through `Keys`, the model or one of its indexes, has to be told from other models'
/// items, and can be: an index of keys only does not hold the discriminator.
template <class Keys, class Model>
inline constexpr bool filters_kinds = [] {
    if constexpr (requires { Keys::schema.projection; }) {
        return model::has_discriminator<Model> && Keys::schema.projection != projection::keys_only;
    } else {
        return model::has_discriminator<Model>;
    }
}();

/// True if the discriminator may be missing: another program made the index without it.
template <class Keys>
inline constexpr bool may_lack_the_kind = [] {
    if constexpr (requires { Keys::schema.projection; }) {
        return Keys::schema.projection == projection::include;
    } else {
        return false;
    }
}();

/// FilterExpression: the item is of a kind of `Model`, and passes the user's filter, if there is one.
template <class Keys, class Model, class... Filter>
class kind_filter {
 public:
    /// The user's part, which must not name keys in a query.
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
        constexpr auto& kinds = Model::schema.kinds;
        [[maybe_unused]] const auto one = [&sink]<class F>(const F* filter) {
            if (filter && !filter->is_present()) return;
            sink.open();
            F::template lower<Checked>(sink, filter);
            sink.close();
            sink.operation();
            sink.text(" AND ");
        };
        (one(self ? std::get<const Filter*>(self->filters_) : nullptr), ...);
        if constexpr (may_lack_the_kind<Keys>) {
            sink.open();
            sink.operation();
            sink.text("attribute_not_exists(");
            sink.name(model::discriminator_of<Model>);
            sink.text(") OR ");
            sink.operation();
        }
        sink.operation();
        sink.name(model::discriminator_of<Model>);
        sink.text(kinds.count == 1 ? " = " : " IN (");
        for (std::size_t i = 0; i < kinds.count; ++i) {
            if (i > 0) sink.text(", ");
            sink.value(kinds.begin() + i);
        }
        if (kinds.count > 1) sink.text(")");
        if constexpr (may_lack_the_kind<Keys>) sink.close();
    }

 private:
    std::tuple<const Filter*...> filters_;
};

/// Calls `f` with the filter clauses of a read: the user's, or one that looks for the kinds too.
template <class Keys, class Model, class F, class... Filter>
auto with_kind_filter(const F& f, const Filter&... filter) {
    if constexpr (filters_kinds<Keys, Model>) {
        const kind_filter<Keys, Model, Filter...> kinds(filter...);
        return f(kinds);
    } else {
        return f(filter...);
    }
}

}  // namespace dynaco
