#pragma once

#include <dynaco/detail/table/models/index_check.hpp>
#include <dynaco/detail/table/models/model_check.hpp>
#include <dynaco/detail/table/models/one_of.hpp>
#include <dynaco/detail/table/models/ttl_check.hpp>
#include <dynaco/operations/table.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

namespace dynaco {

namespace detail {

/// The table that a model declares. Refers only to constants of the model.
struct table_definition {
    create_table table{};
    std::string_view ttl{};  ///< The attribute with the time to live; empty if the model has none.
};

/// The attribute of a key: its name in DynamoDB and its type.
template <class Model, std::size_t I>
constexpr key_definition key_of_member() {
    return {.name = model::attribute_names<Model>[I], .type = codec<model::field_type<Model, I>>::type};
}

template <class Model, bool IsRange>
constexpr const key_attributes& key_members = IsRange ? Model::schema.range_key : Model::schema.hash_key;

template <class Model, bool IsRange>
constexpr key_definitions define_key() {
    return []<std::size_t... I>(std::index_sequence<I...>) {
        return key_definitions{
            key_of_member<Model, model::field_index<Model>(key_members<Model, IsRange>[I])>()...};
    }
    (std::make_index_sequence<key_members<Model, IsRange>.size()>{});
}

/// The members of an index that are not keys, and the discriminator: the list of an INCLUDE projection.
template <class Model, class Index>
struct included {
    static constexpr bool is_included(std::string_view member) {
        return !Index::schema.hash_key.contains(member) && !Index::schema.range_key.contains(member) &&
               !Model::schema.hash_key.contains(member) && !Model::schema.range_key.contains(member);
    }
    static constexpr std::string_view kind = table_checks::discriminator_among<Model>;
    static constexpr bool tells_kinds = [] {
        for (const std::string_view name : model::attribute_names<Index>)
            if (name == kind) return false;  // already listed, or a key
        return !kind.empty() && Index::schema.projection == projection::include;
    }();
    static constexpr std::size_t count = [] {
        std::size_t n = tells_kinds ? 1 : 0;
        for (const std::string_view member : model::field_names<Index>) n += is_included(member) ? 1 : 0;
        return n;
    }();
    static constexpr std::array<std::string_view, count> names = [] {
        std::array<std::string_view, count> found{};
        std::size_t n = 0;
        for (std::size_t i = 0; i < model::field_count<Index>; ++i)
            if (is_included(model::field_names<Index>[i])) found[n++] = model::attribute_names<Index>[i];
        if constexpr (tells_kinds) found[n] = kind;
        return found;
    }();
};

/// The index that `Index` declares for `Model`.
template <class Model, class Index>
constexpr index_definition define_index() {
    return {.name = Index::schema.index_name,
            .scope = Index::schema.scope,
            .hash_key = detail::define_key<Index, false>(),
            .range_key = detail::define_key<Index, true>(),
            .projection = Index::schema.projection,
            .non_key_attributes = detail::included<Model, Index>::names,
            .throughput = Index::schema.throughput};
}

template <class Model, class List>
struct defined_indexes {
    static constexpr std::array<index_definition, 0> all{};
};
template <class Model, class... Index>
struct defined_indexes<Model, indexes<Index...>> {
    static constexpr std::array<index_definition, sizeof...(Index)> all{define_index<Model, Index>()...};
};

template <class Model>
constexpr std::string_view ttl_attribute() {
    if constexpr (Model::schema.ttl.empty())
        return {};
    else
        return model::attribute_names<Model>[model::field_index<Model>(Model::schema.ttl)];
}

// Called only for models and indexes that passed all checks.
template <class Model>
constexpr table_definition define_sound_table(std::string_view table_name) {
    constexpr const dynaco::schema& s = Model::schema;
    constexpr key_definitions range = define_key<Model, true>();
    return {.table = {.table_name = table_name,
                      .hash_key = *define_key<Model, false>().begin(),
                      .range_key = range.empty() ? key_definition() : *range.begin(),
                      .billing_mode = s.billing_mode,
                      .throughput = s.throughput,
                      .indexes = defined_indexes<Model, typename model::listed_indexes<Model>::type>::all,
                      .on_demand = {.max_read_request_units = s.settings.max_read_request_units,
                                    .max_write_request_units = s.settings.max_write_request_units},
                      .stream = s.settings.stream,
                      .table_class = s.settings.table_class,
                      .deletion_protection = s.settings.deletion_protection,
                      .kms_key = s.settings.kms_key,
                      .tags = std::span(s.settings.tags.begin(), s.settings.tags.end())},
            .ttl = ttl_attribute<Model>()};
}

/// The table that `Model` and its `indexes` declare. Refers to `table_name`.
template <class Model>
constexpr table_definition define_table(std::string_view table_name) {
    if constexpr (!table_checks::check_model<Model>()) {
        return {};
    } else if constexpr (!table_checks::check_indexes<Model>()) {
        return {};
    } else if constexpr (!table_checks::check_ttl<Model>()) {
        return {};
    } else {
        return detail::define_sound_table<Model>(table_name);
    }
}

}  // namespace detail

namespace detail::table_checks {

template <class Index, class Model>
inline constexpr bool index_can_be_added_later = false;

/// Checks that `Index` is valid and can be added to an existing table.
template <class Index, class Model>
consteval bool check_global_index() {
    constexpr bool is_global = Index::schema.scope == index_scope::global;
    if constexpr (!is_global)
        static_assert(index_can_be_added_later<Index, Model>,
                      "dynaco: a local index cannot be added to an existing table: it is created together "
                      "with its table (see index_can_be_added_later<Index, Model> in this message)");
    return is_global && check_index<Index, Model>();
}

}  // namespace detail::table_checks

}  // namespace dynaco
