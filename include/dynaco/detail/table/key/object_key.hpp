#pragma once

#include <dynaco/detail/model/composed_members.hpp>
#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/detail/table/models/key_check.hpp>
#include <dynaco/detail/table/models/model_check.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>

namespace dynaco {

namespace detail {

/// The key of an object. Refers to it.
template <class Model>
class object_key {
 public:
    explicit object_key(const Model& object) noexcept : object_(object) {}

    bool write(json::writer& out) const {
        if constexpr (table_checks::is_sound<Model>) {
            using names = table_checks::key_names<Model>;
            out.begin_object();
            if (!write_member<names::hash>(out)) return false;
            if constexpr (!names::range.empty())
                if (!write_member<names::range>(out)) return false;
            out.end_object();
        }
        return table_checks::is_sound<Model>;
    }

    /// An update by an object does not create an item.
    static constexpr bool may_be_new = false;
    template <std::size_t Field>
    static consteval bool knows() {
        constexpr std::string_view name = model::field_names<Model>[Field];
        constexpr auto& hash = Model::schema.hash_key;
        constexpr auto& range = Model::schema.range_key;
        return hash.contains(name) || range.contains(name) || model::is_part_of_a_key<Model>(hash, name) ||
               model::is_part_of_a_key<Model>(range, name);
    }
    template <std::size_t Field>
    [[nodiscard]] const auto& value() const {
        return std::get<Field>(model::fields(object_));
    }

 private:
    template <const std::string_view& Member>
    bool write_member(json::writer& out) const {
        constexpr std::size_t i = model::field_index<Model>(Member);
        return model::record_attributes<Model>::template write_one<i>(out, object_,
                                                                      std::get<i>(model::fields(object_)));
    }

    const Model& object_;
};

}  // namespace detail

template <class Model>
struct codec<detail::object_key<Model>> {
    static constexpr attribute_type type = attribute_type::M;
    static bool write(detail::json::writer& out, const detail::object_key<Model>& key) {
        return key.write(out);
    }
};

namespace detail {

/// The key of `object`.
template <class Model>
object_key<Model> key_of(const Model& object) noexcept {
    return object_key<Model>(object);
}

}  // namespace detail

}  // namespace dynaco
