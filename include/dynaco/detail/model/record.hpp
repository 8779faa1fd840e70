#pragma once

#include <dynaco/detail/model/attribute_traits.hpp>
#include <dynaco/detail/model/name_index.hpp>
#include <dynaco/detail/model/reflect.hpp>
#include <dynaco/schema.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

/// The attributes of a model at compile time: reflection and schema combined.
namespace dynaco::detail::model {

template <class T>
concept declares_schema = requires {
    requires is_a_schema<std::remove_cv_t<decltype(T::schema)>>;
};
template <class T>
concept declares_static_schema = declares_schema<T> && requires {
    requires !std::is_member_object_pointer_v<decltype(&T::schema)>;
};
template <class T>
concept declares_const_schema = requires {
    requires std::is_const_v<decltype(T::schema)>;
};
// This must be a named concept: clang 14 evaluates any other test to true for a schema with a misspelt field.
template <class T>
concept has_constant_schema = requires {
    typename model::constant<T::schema.attributes.count>;
};
/// True if the type has a schema and the schema is a constant. If it is not, `check_schema` prints the
/// message.
template <class T>
concept has_schema = declares_static_schema<T> && has_constant_schema<T>;

/// The properties of a member as an attribute.
struct attribute_facts {
    std::string_view name{};  ///< The name in DynamoDB.
    bool required = false;
    bool default_for_new = false;
};

template <class T>
consteval std::array<attribute_facts, field_count<T>> collect_facts();

template <class T, std::size_t I, std::size_t N>
constexpr void append_facts(std::array<attribute_facts, N>& facts, std::size_t& size) {
    using member = declared_type<T, I>;
    if constexpr (is_embedded<member>) {
        for (const attribute_facts& each : collect_facts<part_of<member>>()) facts[size++] = each;
    } else if constexpr (!is_unknown_attributes<member>) {
        facts[size] = {.name = field_names<T>[size]};
        ++size;
    }
}

template <class T, std::size_t N>
consteval void apply_options(std::array<attribute_facts, N>& facts) {
    if constexpr (has_schema<T>) {
        for (const attribute_options& option : T::schema.attributes)
            for (std::size_t i = 0; i < N; ++i) {
                if (field_names<T>[i] != option.member) continue;
                if (!option.name.empty()) facts[i].name = option.name;
                facts[i].required = option.required;
                facts[i].default_for_new = option.default_for_new;
            }
    }
    if constexpr (has_schema<T> && requires { T::schema.hash_key; }) {
        for (std::size_t i = 0; i < N; ++i)
            if (T::schema.hash_key.contains(field_names<T>[i]) ||
                T::schema.range_key.contains(field_names<T>[i]))
                facts[i].required = true;
    }
}

// Embedded parts come first, because the model's schema can override the properties of their members.
template <class T>
consteval std::array<attribute_facts, field_count<T>> collect_facts() {
    std::array<attribute_facts, field_count<T>> facts{};
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        [[maybe_unused]] std::size_t size = 0;
        (append_facts<T, I>(facts, size), ...);
    }
    (std::make_index_sequence<declared_count<T>>{});
    apply_options<T>(facts);
    return facts;
}

/// The attributes, in the order of the members.
template <class T>
inline constexpr auto attributes_of = model::collect_facts<T>();

/// The attributes' names in DynamoDB, stored close together, because reading compares them.
template <class T>
inline constexpr auto attribute_names = [] {
    std::array<std::string_view, field_count<T>> names{};
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = attributes_of<T>[i].name;
    return names;
}();

/// True for each attribute that an item must have to fit the model.
template <class T>
inline constexpr auto required_fields = [] {
    std::array<bool, field_count<T>> required{};
    for (std::size_t i = 0; i < required.size(); ++i) required[i] = attributes_of<T>[i].required;
    return required;
}();

template <class T>
inline constexpr name_index<field_count<T>> attribute_name_index(attribute_names<T>);

/// The index of the attribute called `name` in DynamoDB, or `field_count<T>` if it does not exist.
template <class T>
constexpr std::size_t attribute_index(std::string_view name) noexcept {
    return model::attribute_name_index<T>.find(attribute_names<T>, name);
}

/// The discriminator: the attribute that names the model of an item. Empty if the model has none.
template <class T>
inline constexpr std::string_view discriminator_of = [] {
    if constexpr (has_schema<T> && requires { T::schema.discriminator; }) {
        return std::string_view(T::schema.discriminator);
    } else {
        return std::string_view();
    }
}();
template <class T>
inline constexpr bool has_discriminator = !discriminator_of<T>.empty();

/// True if `kind` is a value of the discriminator for `T`.
template <class T>
constexpr bool is_kind(std::string_view kind) noexcept {
    if constexpr (has_discriminator<T>)
        for (const std::string_view each : T::schema.kinds)
            if (each == kind) return true;
    return false;
}

template <class T>
consteval std::size_t count_rests();
template <class T, std::size_t I>
consteval std::size_t count_rests_in() {
    using member = declared_type<T, I>;
    if constexpr (is_embedded<member>) {
        return count_rests<part_of<member>>();
    } else {
        return is_unknown_attributes<member> ? 1 : 0;
    }
}
template <class T>
consteval std::size_t count_rests() {
    if constexpr (is_flat<declared_tuple<T>>) {
        return 0;
    } else {
        return []<std::size_t... I>(std::index_sequence<I...>) { return (count_rests_in<T, I>() + ...); }
        (std::make_index_sequence<declared_count<T>>{});
    }
}

/// True if the model, or a part of it, has a member `unknown_attributes`.
template <class T>
inline constexpr bool keeps_unknown_attributes = model::count_rests<T>() > 0;

/// Returns that member. Can be called only if it exists.
template <class T>
constexpr auto& unknown_attributes_of(T& object) noexcept {
    constexpr std::size_t at = []<std::size_t... I>(std::index_sequence<I...>) {
        const bool found[] = {(model::count_rests_in<std::remove_const_t<T>, I>() > 0)...};
        std::size_t i = 0;
        while (!found[i]) ++i;
        return i;
    }
    (std::make_index_sequence<model::declared_count<T>>{});
    auto& member = std::get<at>(model::declared_fields(object));
    using type = std::remove_cvref_t<decltype(member)>;
    if constexpr (is_unknown_attributes<type>) {
        return member;
    } else {
        using part = part_of<type>;
        return unknown_attributes_of(
            static_cast<std::conditional_t<std::is_const_v<T>, const part, part>&>(member));
    }
}

}  // namespace dynaco::detail::model
