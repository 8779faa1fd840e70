#pragma once

#include <dynaco/detail/table/key/key.hpp>
#include <dynaco/detail/table/key/object_key.hpp>
#include <dynaco/detail/table/key/runtime_key.hpp>
#include <dynaco/detail/table/models/models_of.hpp>
#include <dynaco/types.hpp>

#include <type_traits>

namespace dynaco {

template <class Model>
class table;

namespace detail {

/// The key of an item of `in`, a table of any type, made from its hash key and optionally its range key.
/// Refers to them and to the table.
template <class Model, class... Part>
auto key_in([[maybe_unused]] const table<Model>& in, const Part&... part) {
    if constexpr (std::is_same_v<Model, item>) {
        return runtime_key_ref<Part...>(in.key_names(), part...);
    } else {
        return key_ref<models_of<Model>, Part...>(part...);
    }
}

/// The key of an object. Refers to it. @throws error  errc::missing_attribute, for a `dynaco::item`
template <class Model>
auto key_of_object([[maybe_unused]] const table<Model>& in, const Model& object) {
    if constexpr (std::is_same_v<Model, item>) {
        return key_of(object, in.key_names());
    } else {
        return key_of(object);
    }
}

}  // namespace detail

}  // namespace dynaco
