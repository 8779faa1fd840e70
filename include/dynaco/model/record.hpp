#pragma once

#include <dynaco/model/reflect.hpp>
#include <dynaco/model/schema.hpp>

#include <array>
#include <cstddef>
#include <string_view>

/// What is known of a model's attributes at compile time: reflection and schema together.
namespace dynaco::model {

template <class T>
concept has_schema = requires {
    T::schema.attributes;
};

/// The names of the attributes in DynamoDB, in the order of the members.
template <class T>
inline constexpr auto attribute_names = [] {
    auto names = field_names<T>;
    if constexpr (has_schema<T>) {
        for (const attribute_options& option : T::schema.attributes)
            for (std::size_t i = 0; i < names.size(); ++i)
                if (field_names<T>[i] == option.member && !option.name.empty()) names[i] = option.name;
    }
    return names;
}();

/// The position of the attribute called `name` in DynamoDB; `field_count<T>` if there is none.
template <class T>
constexpr std::size_t attribute_index(std::string_view name) noexcept {
    std::size_t i = 0;
    while (i < field_count<T> && attribute_names<T>[i] != name) ++i;
    return i;
}

/// True if an item without the attribute of member `i` does not fit the model.
template <class T>
constexpr bool is_required(std::size_t i) {
    if constexpr (requires { T::schema.hash_key; }) {
        if (T::schema.hash_key.contains(field_names<T>[i]) || T::schema.range_key.contains(field_names<T>[i]))
            return true;
    }
    if constexpr (has_schema<T>) {
        for (const attribute_options& option : T::schema.attributes)
            if (option.member == field_names<T>[i]) return option.required;
    }
    return false;
}

template <class T>
inline constexpr auto required_fields = [] {
    std::array<bool, field_count<T>> required{};
    for (std::size_t i = 0; i < required.size(); ++i) required[i] = is_required<T>(i);
    return required;
}();

}  // namespace dynaco::model
