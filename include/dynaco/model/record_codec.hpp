#pragma once

#include <dynaco/model/container_codec.hpp>
#include <dynaco/model/record.hpp>

#include <array>
#include <bitset>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

/// The codec of aggregates: an item's attributes, or those of a map attribute.
namespace dynaco {
namespace model {

/// A plain aggregate with named members.
template <class T>
concept record = std::is_aggregate_v<T> && std::is_class_v<T> && !container<T> && !requires {
    typename T::value_type;
};

// Refusal of a member whose type has no codec: one line that names the member's type and the model.
template <class Member, class Model>
inline constexpr bool has_a_dynamodb_representation = storable<Member>;

template <class T, std::size_t... I>
consteval bool check_members(std::index_sequence<I...>) {
    [[maybe_unused]] const auto check = []<class Member>(std::type_identity<Member>) {
        static_assert(
            has_a_dynamodb_representation<Member, T>,
            "dynaco: a member's type has no DynamoDB representation; use a supported type or specialise "
            "dynaco::codec (see has_a_dynamodb_representation<Member, Model> in this message)");
    };
    (check(std::type_identity<field_type<T, I>>{}), ...);
    return true;
}

/// The members of `T` written and read as `{"name":{"S":"text"},…}`.
template <class T>
class record_attributes {
    static constexpr std::size_t count = field_count<T>;
    static_assert(check_members<T>(std::make_index_sequence<count>{}));

 public:
    static bool write(json::writer& out, const T& object) {
        out.begin_object();
        if (!write_members(out, object, std::make_index_sequence<count>{})) return false;
        out.end_object();
        return true;
    }

    /// Attributes that the model does not have are skipped; members that the item does not have keep their
    /// value.
    static bool read(json::reader& in, T& object) {
        if (!in.enter() || !in.expect('{')) return false;
        std::bitset<count> seen;
        std::size_t expected = 0;  // items list their attributes in the same order, mostly
        bool first = true;
        std::string_view name;
        while (in.next_member(first, name)) {
            const std::size_t i = find(name, expected);
            if (i == count) {
                if (!in.skip()) return false;
                continue;
            }
            if (!readers[i](in, object)) return in.fail_in(attribute_names<T>[i]);
            seen[i] = true;
            expected = i + 1;
        }
        in.leave();
        return !in.failed() && all_required(in, seen);
    }

 private:
    using read_member = bool (*)(json::reader&, T&);

    template <std::size_t I>
    static bool read_one(json::reader& in, T& object) {
        return read_attribute(in, std::get<I>(fields(object)));
    }
    static constexpr auto readers = []<std::size_t... I>(std::index_sequence<I...>) {
        return std::array<read_member, count>{&read_one<I>...};
    }
    (std::make_index_sequence<count>{});

    template <std::size_t I>
    static bool write_one(json::writer& out, const field_type<T, I>& value) {
        if (is_absent(value)) return true;
        out.key(attribute_names<T>[I]);
        return write_attribute(out, value) || out.fail_in(attribute_names<T>[I]);
    }
    template <std::size_t... I>
    static bool write_members(json::writer& out, const T& object, std::index_sequence<I...>) {
        [[maybe_unused]] const auto members = fields(object);
        return (write_one<I>(out, std::get<I>(members)) && ...);
    }

    static std::size_t find(std::string_view name, std::size_t expected) noexcept {
        if (expected < count && attribute_names<T>[expected] == name) return expected;
        return attribute_index<T>(name);
    }

    static bool all_required(json::reader& in, const std::bitset<count>& seen) {
        for (std::size_t i = 0; i < count; ++i) {
            if (!required_fields<T>[i] || seen[i]) continue;
            in.fail(errc::missing_attribute);
            return in.fail_in(attribute_names<T>[i]);
        }
        return true;
    }
};

}  // namespace model

template <model::record T>
struct codec<T> {
    static constexpr attribute_type type = attribute_type::M;
    static bool write(json::writer& out, const T& object) {
        return model::record_attributes<T>::write(out, object);
    }
    static bool read(json::reader& in, attribute_type, T& object) {
        return model::record_attributes<T>::read(in, object);
    }
};

}  // namespace dynaco
