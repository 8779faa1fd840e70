#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/record.hpp>
#include <dynaco/detail/table/key/key_operand.hpp>
#include <dynaco/detail/table/models/key_check.hpp>
#include <dynaco/detail/table/models/model_check.hpp>
#include <dynaco/operations/attributes.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace dynaco {

namespace detail {

/// Used as the range key of a table that has none.
struct no_range_key {};
inline constexpr no_range_key no_range{};

/// The type of the key `Member` of `Model`.
template <class Model, const std::string_view& Member>
using key_type = model::field_type<Model, model::field_index<Model>(Member)>;

/// True if no range key must be passed: the table has none, or its text is always the same.
template <class Model>
consteval bool range_key_is_constant() {
    using names = table_checks::key_names<Model>;
    if constexpr (names::range.empty()) {
        return true;
    } else {
        using range = key_type<Model, names::range>;
        return model::is_composed<range> && table_checks::hole_count<range> == 0;
    }
}

template <class Model, class Hash, class Range>
consteval bool check_key_parts() {
    using namespace table_checks;
    using names = key_names<Model>;
    constexpr bool has_range = !std::is_same_v<Range, no_range_key>;
    if constexpr (!is_sound<Model>)
        return false;
    else if constexpr (is_object_of_a_table<Hash>)
        return false;  // `key_ref` has the message
    else if constexpr (!has_range && !range_key_is_constant<Model>())
        static_assert(key_is_complete<Model>,
                      "dynaco: the table also has a range key: pass it after the hash key (see "
                      "key_is_complete<Model> in this message)");
    else if constexpr (has_range && names::range.empty())
        static_assert(model_has_a_range_key<Model>,
                      "dynaco: the table has no range key: pass only the hash key (see "
                      "model_has_a_range_key<Model> in this message)");
    else if constexpr (has_range)
        return check_key_operand<Model, names::hash, key_part<Hash>>() &&
               check_key_operand<Model, names::range, key_part<Range>>();
    else
        return check_key_operand<Model, names::hash, key_part<Hash>>();
    return false;
}

/// Checks the key parts, and that no object is passed as the key. Call this before a `key_ref` is made, so
/// that a mistake is reported once.
template <class Model, class Hash, class Range = no_range_key>
consteval bool check_key() {
    if constexpr (!table_checks::check_is_not_an_object<Model, Hash>())
        return false;
    else
        return check_key_parts<Model, Hash, Range>();
}

/// The key of an item of `Model`, written as `{"account_id":{"S":"1"}}`. Refers to its parts.
template <class Model, class Hash, class Range = no_range_key>
class key_ref {
    using names = table_checks::key_names<Model>;
    static constexpr bool has_range = !std::is_same_v<Range, no_range_key>;
    static_assert(!table_checks::is_object_of_another_table<Hash, Model> ||
                      object_is_of_the_tables_model<Hash, Model>,
                  "dynaco: the object's type is not a model of this table: pass the object to its own table "
                  "(see object_is_of_the_tables_model<Object, Model> in this message)");
    static_assert(!table_checks::is_object_of_a_table<Hash> || !std::is_same_v<Hash, Model> ||
                      key_is_not_an_object<Hash>,
                  "dynaco: the argument is an object, but this function needs a key: pass the value of the "
                  "object's key (see key_is_not_an_object<Object> in this message)");

 public:
    explicit key_ref(const Hash& hash, const Range& range = no_range) noexcept : hash_(hash), range_(range) {}

    bool write(json::writer& out) const {
        constexpr bool sound = check_key_parts<Model, Hash, Range>();
        if constexpr (sound) {
            out.begin_object();
            if (!write_part<names::hash>(out, hash_)) return false;
            if constexpr (has_range) {
                if (!write_part<names::range>(out, range_)) return false;
            } else if constexpr (!names::range.empty()) {
                if (!write_part<names::range>(out, parts())) return false;
            }
            out.end_object();
        }
        return sound;
    }

    /// An update by this key can create the item. Then it also sets the attributes that are composed of the
    /// key alone.
    static constexpr bool may_be_new = true;
    /// True if the key contains the value of this member: it is the key, or a member of a composed key.
    template <std::size_t Field>
    static consteval bool knows() {
        return part_of<names::hash, Hash, Field>() != not_there ||
               part_of<names::range, Range, Field>() != not_there;
    }
    template <std::size_t Field>
    [[nodiscard]] const auto& value() const {
        if constexpr (part_of<names::hash, Hash, Field>() != not_there) {
            return part_value<part_of<names::hash, Hash, Field>()>(hash_);
        } else {
            return part_value<part_of<names::range, Range, Field>()>(range_);
        }
    }

 private:
    static constexpr std::size_t not_there = static_cast<std::size_t>(-1);

    // The index of a member's value among the values that are passed for a key.
    template <const std::string_view& Member, class Part, std::size_t Field>
    static consteval std::size_t part_of() {
        constexpr std::size_t i = model::field_index<Model>(Member);
        if constexpr (i == model::field_count<Model> || std::is_same_v<Part, no_range_key> ||
                      std::is_same_v<Part, composed_text>) {
            return not_there;
        } else if constexpr (model::is_composed<model::field_type<Model, i>>) {
            return hole_of<Field>(std::type_identity<model::field_type<Model, i>>{});
        } else {
            return i == Field ? 0 : not_there;
        }
    }
    template <std::size_t Field, fixed_string Template>
    static consteval std::size_t hole_of(std::type_identity<composed<Template>>) {
        const model::key_template t = model::parse_key_template(Template.view());
        for (std::size_t i = 0; i < t.count; ++i)
            if (t.holes[i].member == model::field_names<Model>[Field]) return i;
        return not_there;
    }
    template <std::size_t I, class Part>
    static const auto& part_value(const Part& given) {
        return given;
    }
    template <std::size_t I, class... Part>
    static const auto& part_value(const key_parts<Part...>& given) {
        return std::get<I>(given.values());
    }

    template <const std::string_view& Member, class Part>
    static bool write_part(json::writer& out, const Part& part) {
        constexpr std::string_view name = model::attribute_names<Model>[model::field_index<Model>(Member)];
        out.key(name);
        const auto& operand = operand_of_key<Model, Member>(part);
        return (is_readable<key_type<Model, Member>>(out, operand) && model::write_attribute(out, operand)) ||
               out.fail_in(name);
    }
    // An update can create the item.
    template <class Key, class Operand>
    static bool is_readable(json::writer& out, const Operand& operand) {
        return expression::check_value<expression::use::assign, Key>(out, operand);
    }

    key_part<Hash> hash_;
    key_part<Range> range_;
};

}  // namespace detail

template <class Model, class Hash, class Range>
struct codec<detail::key_ref<Model, Hash, Range>> {
    static constexpr attribute_type type = attribute_type::M;
    static bool write(detail::json::writer& out, const detail::key_ref<Model, Hash, Range>& key) {
        return key.write(out);
    }
};

}  // namespace dynaco
