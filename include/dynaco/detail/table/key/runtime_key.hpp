#pragma once

#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/detail/table/key/key.hpp>
#include <dynaco/expressions.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/types.hpp>

#include <string>
#include <string_view>
#include <type_traits>

namespace dynaco {

namespace detail {

/// The names of the keys of a table, or index, that is known only at run time.
struct runtime_key_names {
    std::string hash{};
    std::string range{};  ///< Empty if the table has no range key.
};

template <class Part>
inline constexpr bool key_part_has_a_key_type = false;

template <class Part>
consteval bool check_runtime_key_part() {
    constexpr bool fits = [] {
        if constexpr (std::is_same_v<Part, no_range_key>) {
            return true;
        } else if constexpr (writable_attribute<Part>) {
            using enum attribute_type;
            constexpr auto type = codec<Part>::type;
            return type == S || type == N || type == B || type == any;
        } else {
            return false;
        }
    }();
    if constexpr (!fits)
        static_assert(key_part_has_a_key_type<Part>,
                      "dynaco: a key must be a string, a number or binary (see key_part_has_a_key_type<Part> "
                      "in this message)");
    return fits;
}

/// The key of an item of a table that is known only at run time, written as `{"pk":{"S":"1"}}`. Refers to its
/// parts.
template <class Hash, class Range = no_range_key>
class runtime_key_ref {
    static constexpr bool has_range = !std::is_same_v<Range, no_range_key>;

 public:
    runtime_key_ref(const runtime_key_names& names, const Hash& hash, const Range& range = no_range) noexcept
        : names_(names), hash_(hash), range_(range) {}

    bool write(json::writer& out) const {
        if constexpr (check_runtime_key_part<std::remove_cvref_t<key_part<Hash>>>() &&
                      check_runtime_key_part<std::remove_cvref_t<key_part<Range>>>()) {
            if (has_range && names_.range.empty())
                return out.fail(errc::invalid_argument, "the table has no range key: pass only the hash key");
            if (!has_range && !names_.range.empty())
                return out.fail(errc::invalid_argument,
                                "the table also has a range key: pass it after the hash key");
            out.begin_object();
            if (!out.key(names_.hash) || !model::write_attribute(out, hash_)) return out.fail_in(names_.hash);
            if constexpr (has_range) {
                if (!out.key(names_.range) || !model::write_attribute(out, range_))
                    return out.fail_in(names_.range);
            }
            out.end_object();
            return true;
        } else {
            return false;
        }
    }

 private:
    const runtime_key_names& names_;
    key_part<Hash> hash_;
    key_part<Range> range_;
};

}  // namespace detail

template <class Hash, class Range>
struct codec<detail::runtime_key_ref<Hash, Range>> {
    static constexpr attribute_type type = attribute_type::M;
    static bool write(detail::json::writer& out, const detail::runtime_key_ref<Hash, Range>& key) {
        return key.write(out);
    }
};

namespace detail {

/// Returns the key of `object`: its attributes with these names. @throws error  errc::missing_attribute
[[nodiscard]] item key_of(const item& object, const runtime_key_names& names);

}  // namespace detail

namespace detail::expression {

/// KeyConditionExpression of a table that is known only at run time: the hash key equals `Hash`, and
/// optionally a condition on the range key.
template <class Hash, condition_node Range>
class runtime_key_clause {
 public:
    static constexpr std::string_view member = "KeyConditionExpression";
    static constexpr bool is_static = false;
    runtime_key_clause(const dynaco::detail::runtime_key_names& names, const Hash& hash, const Range& range)
        : names_(names), hash_(&hash), range_(&range) {}

    template <class Model>
    static consteval bool check() {
        if constexpr (std::is_same_v<Range, no_condition>)
            return true;
        else
            return Range::template check<Model>();
    }
    template <class Model, class Sink>
    static void lower(Sink& sink, const runtime_key_clause* self) {
        sink.name(self->names_.hash);
        sink.text(" = ");
        sink.value(self->hash_);
        if constexpr (!std::is_same_v<Range, no_condition>) {
            sink.text(" AND ");
            Range::lower(sink, self->range_);
        }
    }

 private:
    const dynaco::detail::runtime_key_names& names_;
    const Hash* hash_;
    const Range* range_;
};

}  // namespace detail::expression
}  // namespace dynaco
