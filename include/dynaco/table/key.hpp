#pragma once

#include <dynaco/model/record_codec.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/table/model_check.hpp>

#include <string_view>
#include <type_traits>

namespace dynaco {

/// Stands for the range key of a table that has none.
struct no_range_key {};
inline constexpr no_range_key no_range{};

/// How a part of a key is held: text as a view, anything else by reference.
template <class Part>
using key_part =
    std::conditional_t<std::is_convertible_v<const Part&, std::string_view>, std::string_view, const Part&>;

template <class Model, class Hash, class Range>
consteval bool check_key_parts() {
    using namespace table_checks;
    using names = key_names<Model>;
    constexpr bool has_range = !std::is_same_v<Range, no_range_key>;
    if constexpr (!has_range && !names::range.empty())
        static_assert(key_is_complete<Model>,
                      "dynaco: the table has a range key too: give it after the hash key (see "
                      "key_is_complete<Model> in this message)");
    else if constexpr (has_range && names::range.empty())
        static_assert(
            model_has_a_range_key<Model>,
            "dynaco: the table has no range key (see model_has_a_range_key<Model> in this message)");
    else if constexpr (has_range)
        return check_key_operand<Model, names::hash, key_part<Hash>>() &&
               check_key_operand<Model, names::range, key_part<Range>>();
    else
        return check_key_operand<Model, names::hash, key_part<Hash>>();
    return false;
}

/// The key of an item of `Model`, written as `{"account_id":{"S":"1"}}`. Refers to its parts.
template <class Model, class Hash, class Range = no_range_key>
class key_ref {
    using names = table_checks::key_names<Model>;
    static constexpr bool has_range = !std::is_same_v<Range, no_range_key>;

    template <const std::string_view& Member>
    static constexpr std::size_t index = model::field_index<Model>(Member);

 public:
    explicit key_ref(const Hash& hash, const Range& range = no_range) noexcept : hash_(hash), range_(range) {}

    bool write(json::writer& out) const {
        constexpr bool sound = check_key_parts<Model, Hash, Range>();
        if constexpr (sound) {
            out.begin_object();
            if (!write_part<names::hash>(out, hash_)) return false;
            if constexpr (has_range)
                if (!write_part<names::range>(out, range_)) return false;
            out.end_object();
        }
        return sound;
    }

 private:
    template <const std::string_view& Member, class Part>
    static bool write_part(json::writer& out, const Part& part) {
        constexpr std::string_view name = model::attribute_names<Model>[index<Member>];
        out.key(name);
        return model::write_attribute(out, part) || out.fail_in(name);
    }

    key_part<Hash> hash_;
    key_part<Range> range_;
};

template <class Model, class Hash, class Range>
struct codec<key_ref<Model, Hash, Range>> {
    static constexpr attribute_type type = attribute_type::M;
    static bool write(json::writer& out, const key_ref<Model, Hash, Range>& key) { return key.write(out); }
};

/// The key of `object`.
template <class Model>
auto key_of(const Model& object) noexcept {
    using names = table_checks::key_names<Model>;
    const auto members = model::fields(object);
    const auto& hash = std::get<model::field_index<Model>(names::hash)>(members);
    if constexpr (names::range.empty()) {
        return key_ref<Model, std::remove_cvref_t<decltype(hash)>>(hash);
    } else {
        const auto& range = std::get<model::field_index<Model>(names::range)>(members);
        return key_ref<Model, std::remove_cvref_t<decltype(hash)>, std::remove_cvref_t<decltype(range)>>(
            hash, range);
    }
}

}  // namespace dynaco
