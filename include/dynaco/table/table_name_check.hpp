#pragma once

#include <dynaco/table/model_check.hpp>

#include <string_view>

/// What is checked of a model whose table is not named at run time; see model_check.hpp.
namespace dynaco::table_checks {

template <class Model>
inline constexpr bool schema_has_a_table_name = false;

/// The name in the schema.
template <class Model>
constexpr std::string_view name_of_table() {
    constexpr std::string_view name = [] {
        if constexpr (is_sound<Model> && requires { Model::schema.table_name; })
            return std::string_view(Model::schema.table_name);
        else
            return std::string_view();
    }();
    if constexpr (name.empty() && is_sound<Model>)
        static_assert(schema_has_a_table_name<Model>,
                      "dynaco: the model's schema has no .table_name: add it, or give the name after the "
                      "client, (db, \"name\") (see schema_has_a_table_name<Model> in this message)");
    return name;
}

}  // namespace dynaco::table_checks
