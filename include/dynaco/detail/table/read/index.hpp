#pragma once

#include <dynaco/detail/table/models/index_check.hpp>
#include <dynaco/detail/table/read/readable.hpp>

#include <string>
#include <type_traits>
#include <utility>

namespace dynaco {

namespace detail {

template <class Index, class List>
inline constexpr bool is_listed = false;
template <class Index, class... Listed>
inline constexpr bool is_listed<Index, indexes<Listed...>> = (std::is_same_v<Index, Listed> || ...);

template <class Index, class Model>
inline constexpr bool model_lists_the_index = false;

/// An index of the table of `Model`. It is queried and scanned like a table, by the keys of `Index::schema`.
/// Items are read into `Index`, or a view of it. Attributes that are not in the index cannot be read.
template <class Model, class Index>
class index_of : public readable<Index, Model> {
    static constexpr void check() {
        if constexpr (requires { typename Model::indexes; }) {
            if constexpr (detail::is_listed<Index, typename Model::indexes>) {
                static_cast<void>(table_checks::is_sound_source<Index, Model>);
                return;
            }
        }
        if constexpr (!requires { requires detail::is_listed<Index, typename Model::indexes>; })
            static_assert(
                model_lists_the_index<Index, Model>,
                "dynaco: the model does not list this index: add using indexes = dynaco::indexes<Index>; "
                "(see model_lists_the_index<Index, Model> in this message)");
    }

 public:
    index_of(client db, std::string table_name)
        : readable<Index, Model>(std::move(db), std::move(table_name)) {
        check();
    }
};

}  // namespace detail

}  // namespace dynaco
