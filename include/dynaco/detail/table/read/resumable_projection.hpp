#pragma once

#include <dynaco/detail/model/record.hpp>
#include <dynaco/expressions.hpp>
#include <dynaco/schema.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace dynaco::detail {

/// ProjectionExpression of every member of `View`, and of the keys of the table and the index. Without the
/// keys, no resume token could be made in the middle of a page.
template <class View, class Keys, class Model>
class resumable_projection {
 public:
    static constexpr std::string_view member = "ProjectionExpression";
    static constexpr bool is_static = true;

    template <class Checked>
    static consteval bool check() {
        return true;
    }
    template <class Checked, class Sink>
    static constexpr void lower(Sink& sink, const resumable_projection*) {
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0) sink.text(", ");
            sink.name(names[i]);
        }
    }

 private:
    using view_names = expression::view_names<View>;
    static constexpr std::size_t most = view_names::most + 4 * key_attributes::max;
    struct list {
        std::array<std::string_view, most> names{};
        std::size_t count = 0;
        constexpr void add(std::string_view name) {
            if (std::find(names.begin(), names.begin() + count, name) == names.begin() + count)
                names[count++] = name;
        }
        template <class T>
        constexpr void add_key(const key_attributes& members) {
            for (std::size_t i = 0; i < model::field_count<T>; ++i)
                if (members.contains(model::field_names<T>[i])) add(model::attribute_names<T>[i]);
        }
    };
    static constexpr list all = [] {
        list l;
        view_names::visit([&l](std::string_view each) { l.add(each); });
        l.template add_key<Model>(Model::schema.hash_key);
        l.template add_key<Model>(Model::schema.range_key);
        l.template add_key<Keys>(Keys::schema.hash_key);
        l.template add_key<Keys>(Keys::schema.range_key);
        return l;
    }();
    static constexpr auto& names = all.names;
    static constexpr std::size_t count = all.count;
};

}  // namespace dynaco::detail
