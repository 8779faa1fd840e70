#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/alternative.hpp>
#include <dynaco/detail/model/composed_text.hpp>
#include <dynaco/detail/model/container_codec.hpp>
#include <dynaco/detail/model/record.hpp>
#include <dynaco/detail/model/record_check.hpp>

#include <array>
#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

/// The codec of aggregates: the attributes of an item, or of a map attribute.
namespace dynaco {
namespace detail::model {

/// A plain aggregate with named members.
template <class T>
concept record =
    std::is_aggregate_v<T> && std::is_class_v<T> && !container<T> && !is_composed<T> && !requires {
    typename T::value_type;
};

/// True if a stored NULL is a value of the member. For other members NULL means that the attribute is absent.
template <class Member>
bool takes_null() noexcept {
    if constexpr (requires { codec<Member>::keeps_null; }) {
        return codec<Member>::keeps_null;
    } else if constexpr (codec<Member>::type == attribute_type::NUL ||
                         codec<Member>::type == attribute_type::any) {
        return true;
    } else if constexpr (requires { codec<Member>::accepts(attribute_type::NUL); }) {
        return codec<Member>::accepts(attribute_type::NUL);
    } else {
        return false;
    }
}

/// Refuses to leave out a required member, because the item could not be read.
inline bool required_is_empty(json::writer& out, std::string_view name) {
    out.fail(errc::invalid_value,
             "the member is empty, but the schema requires it: the item could not be read");
    return out.fail_in(name);
}

template <class Member>
inline constexpr bool can_be_patched = record<Member>;
template <class Member>
inline constexpr bool can_be_patched<std::optional<Member>> = record<Member>;

template <class Part>
Part* patched_part(Part& part) noexcept {
    return &part;
}
template <class Part>
Part* patched_part(std::optional<Part>& part) noexcept {
    return part ? &*part : nullptr;
}

/// Writes and reads the members of `T` as `{"name":{"S":"text"},…}`.
template <class T>
class record_attributes {
    static constexpr std::size_t count = field_count<T>;
    static constexpr bool is_sound = check_members<T>();  // a failed check has its own message

    // True if the text of a composed key must be checked. A write of the object uses the members to find the
    // item, not the text that was read.
    template <std::size_t I>
    static consteval bool is_checked_key() {
        if constexpr (is_sound && is_composed<field_type<T, I>> && has_schema<T> && requires {
                          T::schema.table_name;
                          T::schema.hash_key;
                      })
            return T::schema.hash_key.contains(field_names<T>[I]) ||
                   T::schema.range_key.contains(field_names<T>[I]);
        return false;
    }
    static constexpr bool has_checked_keys = []<std::size_t... I>(std::index_sequence<I...>) {
        return (is_checked_key<I>() || ...);
    }
    (std::make_index_sequence<count>{});

    // The members that were read from the item, and the positions of the key texts that must be checked.
    struct seen_with_keys : std::bitset<count> {
        json::reader::place texts[2]{};
        std::bitset<count> guessed{};  // from another composed attribute, which may be outdated
    };
    template <std::size_t I>
    static constexpr std::size_t text_index = T::schema.hash_key.contains(field_names<T>[I]) ? 0 : 1;
    using seen_fields = std::conditional_t<has_checked_keys, seen_with_keys, std::bitset<count>>;

 public:
    /// Writes `,"name":{"S":"text"}` of member `I` of `object`, or nothing if the member is absent.
    template <std::size_t I>
    static bool write_one(json::writer& out, [[maybe_unused]] const T& object,
                          const field_type<T, I>& member) {
        if constexpr (!is_sound) {
            return false;
        } else if constexpr (is_composed<field_type<T, I>>) {
            constexpr std::type_identity<field_type<T, I>> self;
            if (is_incomplete(object, self))
                return !required_fields<T>[I] || required_is_empty(out, attribute_names<T>[I]);
            out.open_attribute(attribute_names<T>[I], attribute_type::S);
            if (!write_composed(out, object, self)) return out.fail_in(attribute_names<T>[I]);
            out.end_object();
            return true;
        } else {
            if (is_absent(member))
                return !required_fields<T>[I] || required_is_empty(out, attribute_names<T>[I]);
            return write_attribute(out, attribute_names<T>[I], member);
        }
    }

    static bool write(json::writer& out, const T& object) {
        out.begin_object();
        if constexpr (has_discriminator<T>) {
            out.open_attribute(discriminator_of<T>, attribute_type::S);
            out.string(*T::schema.kinds.begin());
            out.end_object();
        }
        if (!write_members(out, object, std::make_index_sequence<count>{})) return false;
        if constexpr (keeps_unknown_attributes<T>)
            if (!write_unknown(out, unknown_attributes_of(object), is_known)) return false;
        out.end_object();
        return true;
    }

    /// Reads the members that the text has, and keeps the others. Members that are models, or optionals that
    /// hold a model, are patched in the same way.
    static bool patch(json::reader& in, T& object) {
        if (!in.enter() || !in.expect('{')) return false;
        bool first = true;
        std::string_view name;
        while (in.next_member(first, name)) {
            const std::size_t i = find(name, count);
            if (i == count) {
                if (!read_other(in, object, name)) return false;
            } else if (!patchers[i](in, object)) {
                return in.fail_in(attribute_names<T>[i]);
            }
        }
        in.leave();
        return !in.failed();
    }

    /// Skips attributes that the model does not have, or keeps them in `unknown_attributes`. Members that the
    /// item does not have keep their values.
    static bool read(json::reader& in, T& object) {
        if constexpr (has_discriminator<T>) {
            const json::reader::place start = in.here();
            return read_members(in, object) || explain(in, start);
        } else {
            return read_members(in, object);
        }
    }

 private:
    using read_member = bool (*)(json::reader&, T&, seen_fields&);

    static bool read_members(json::reader& in, T& object) {
        if (!in.enter() || !in.expect('{')) return false;
        if constexpr (keeps_unknown_attributes<T>) unknown_attributes_of(object).clear();
        seen_fields seen;
        std::size_t expected = 0;  // items usually list their attributes in the same order
        bool first = true;
        std::string_view name;
        while (in.next_member(first, name)) {
            const std::size_t i = find(name, expected);
            if (i == count) {
                if (!read_other(in, object, name)) return false;
                continue;
            }
            if (!readers[i](in, object, seen)) return in.fail_in(attribute_names<T>[i]);
            expected = i + 1;
        }
        in.leave();
        if (in.failed() || !all_required(in, seen)) return false;
        if constexpr (has_checked_keys)
            if (!keys_agree(in, object, seen, std::make_index_sequence<count>{})) return false;
        clear_unseen(object, seen, std::make_index_sequence<count>{});
        return true;
    }

    static bool read_other(json::reader& in, [[maybe_unused]] T& object,
                           [[maybe_unused]] std::string_view name) {
        if constexpr (has_discriminator<T>)
            if (name == discriminator_of<T>) return read_kind(in);
        if constexpr (keeps_unknown_attributes<T>) {
            return read_unknown(in, name, unknown_attributes_of(object));
        } else {
            return in.skip();
        }
    }

    static bool read_kind(json::reader& in) {
        std::string kind;
        if (!read_attribute(in, kind)) return in.fail_in(discriminator_of<T>);
        return is_kind<T>(kind) || wrong_kind(in, discriminator_of<T>, kind);
    }
    // Reading an item of another model fails at the first member that differs. For the user, its kind is the
    // useful information.
    static bool explain(json::reader& in, json::reader::place start) {
        std::string kind;
        json::reader ahead = in;
        ahead.go_to(start);
        if (!find_text(ahead, discriminator_of<T>, kind) || is_kind<T>(kind)) return false;
        in.go_to(start);
        return wrong_kind(in, discriminator_of<T>, kind);
    }

    template <class Member>
    static consteval attribute_type likely_type() {
        if constexpr (is_composed<Member> || !is_sound) {
            return attribute_type::S;
        } else {
            return codec<Member>::type;
        }
    }

    template <std::size_t I>
    static bool read_one(json::reader& in, T& object, seen_fields& seen) {
        using member = field_type<T, I>;
        attribute_type found{};
        if (!in.open_likely<likely_type<member>()>(found)) return false;
        if constexpr (!is_sound) {
            return false;
        } else if constexpr (is_composed<member>) {
            std::string_view text;
            if constexpr (is_checked_key<I>()) seen.texts[text_index<I>] = in.here();
            if (found != attribute_type::S) return in.mismatch(attribute_type::S, found);
            if (!in.string(text) || !take_apart<I>(in, object, seen, text, std::type_identity<member>{}))
                return false;
        } else {
            if (found == attribute_type::NUL && !takes_null<member>())
                return in.skip() && in.close_attribute();
            if (!read_opened(in, found, std::get<I>(fields(object)))) return false;
        }
        seen[I] = true;
        if constexpr (has_checked_keys) seen.guessed[I] = false;
        return in.close_attribute();
    }
    static constexpr auto readers = []<std::size_t... I>(std::index_sequence<I...>) {
        return std::array<read_member, count>{&read_one<I>...};
    }
    (std::make_index_sequence<count>{});

    template <std::size_t I>
    static bool patch_one(json::reader& in, T& object) {
        using member = field_type<T, I>;
        if constexpr (!is_composed<member> && can_be_patched<member>) {
            if (auto* const part = patched_part(std::get<I>(fields(object)))) {
                const json::reader::place start = in.here();
                attribute_type found{};
                if (!in.open_attribute(found)) return false;
                if (found == attribute_type::M)
                    return record_attributes<std::remove_reference_t<decltype(*part)>>::patch(in, *part) &&
                           in.close_attribute();
                in.go_to(start);
            }
        }
        seen_fields seen;
        return read_one<I>(in, object, seen);
    }
    static constexpr auto patchers = []<std::size_t... I>(std::index_sequence<I...>) {
        return std::array<bool (*)(json::reader&, T&), count>{&patch_one<I>...};
    }
    (std::make_index_sequence<count>{});

    // Sets members from the text of a composed attribute. Members that were already read keep their values.
    // Members that are read later overwrite those from the text.
    template <std::size_t I, fixed_string Template>
    static bool take_apart(json::reader& in, T& object, seen_fields& seen, std::string_view text,
                           std::type_identity<composed<Template>>) {
        std::string_view parts[key_template::max_holes];
        if (!split_key(template_of<Template>, text, parts)) return text_does_not_fit(in, text);
        [[maybe_unused]] const auto members = fields(object);
        [[maybe_unused]] const auto take = [&]<std::size_t Hole>(std::integral_constant<std::size_t, Hole>) {
            constexpr std::size_t k = hole_field<T, Template, Hole>;
            if constexpr (has_checked_keys) {
                if (seen[k] && !(is_checked_key<I>() && seen.guessed[k])) return true;
                seen.guessed[k] = !is_checked_key<I>();
            } else {
                if (seen[k]) return true;
            }
            seen[k] = true;
            return read_part(in, template_of<Template>.holes[Hole], parts[Hole], std::get<k>(members));
        };
        return [&]<std::size_t... Hole>(std::index_sequence<Hole...>) {
            return (take(std::integral_constant<std::size_t, Hole>{}) && ...);
        }
        (std::make_index_sequence<template_of<Template>.count>{});
    }

    template <std::size_t... I>
    static bool write_members(json::writer& out, const T& object, std::index_sequence<I...>) {
        [[maybe_unused]] const auto members = fields(object);
        return (write_one<I>(out, object, std::get<I>(members)) && ...);
    }

    template <std::size_t... I>
    static bool keys_agree(json::reader& in, const T& object, const seen_fields& seen,
                           std::index_sequence<I...>) {
        return (key_agrees<I>(in, object, seen) && ...);
    }
    template <std::size_t I>
    static bool key_agrees(json::reader& in, const T& object, const seen_fields& seen) {
        if constexpr (is_checked_key<I>()) {
            constexpr std::type_identity<field_type<T, I>> self;
            json::reader again = in;
            again.go_to(seen.texts[text_index<I>]);
            std::string_view text;
            if (!again.string(text) || agrees(object, text, self)) return true;
            std::string made;
            json::writer out(made);
            if (!write_composed(out, object, self)) made.clear();
            members_contradict(in, text, made);
            return in.fail_in(attribute_names<T>[I]);
        } else {
            return true;
        }
    }

    static std::size_t find(std::string_view name, std::size_t expected) noexcept {
        if (expected < count && attribute_names<T>[expected] == name) return expected;
        return attribute_index<T>(name);
    }
    static bool is_known(std::string_view name) noexcept {
        return attribute_index<T>(name) < count || (has_discriminator<T> && name == discriminator_of<T>);
    }

    static bool all_required(json::reader& in, const seen_fields& seen) {
        for (std::size_t i = 0; i < count; ++i) {
            if (!required_fields<T>[i] || seen[i]) continue;
            in.fail(errc::missing_attribute);
            return in.fail_in(attribute_names<T>[i]);
        }
        return true;
    }

    // Resets members that the item does not have, because a default for new objects must not look like a
    // stored value.
    template <std::size_t... I>
    static void clear_unseen([[maybe_unused]] T& object, [[maybe_unused]] const seen_fields& seen,
                             std::index_sequence<I...>) {
        [[maybe_unused]] const auto clear = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
            if constexpr (attributes_of<T>[K].default_for_new)
                if (!seen[K]) std::get<K>(fields(object)) = field_type<T, K>();
        };
        (clear(std::integral_constant<std::size_t, I>{}), ...);
    }
};

}  // namespace detail::model

template <detail::model::record T>
struct codec<T> {
    static constexpr attribute_type type = attribute_type::M;
    static bool write(detail::json::writer& out, const T& object) {
        if constexpr (detail::model::check_members<T>())
            return detail::model::record_attributes<T>::write(out, object);
        else
            return false;
    }
    static bool read(detail::json::reader& in, attribute_type, T& object) {
        if constexpr (detail::model::check_members<T>())
            return detail::model::record_attributes<T>::read(in, object);
        else
            return false;
    }
};

}  // namespace dynaco
