#pragma once

#include <dynaco/client/reply.hpp>
#include <dynaco/operations/create_table.hpp>
#include <dynaco/table/model_check.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

/// From a model's schema to a CreateTable request.
namespace dynaco::table_definition {

/// The attribute behind a key: its name in DynamoDB and its type.
template <class Model, const std::string_view& Member>
constexpr key_definition key() {
    if constexpr (Member.empty()) {
        return {};
    } else {
        constexpr std::size_t i = model::field_index<Model>(Member);
        return {.name = model::attribute_names<Model>[i], .type = codec<model::field_type<Model, i>>::type};
    }
}

// The second to fourth members of the keys of an index.
template <class Index>
struct more_keys {
    template <std::size_t... I>
    static constexpr auto hash(std::index_sequence<I...>) {
        return std::array<key_definition, sizeof...(I)>{
            key<Index, table_checks::key_member<Index, I + 1>::hash>()...};
    }
    template <std::size_t... I>
    static constexpr auto range(std::index_sequence<I...>) {
        return std::array<key_definition, sizeof...(I)>{
            key<Index, table_checks::key_member<Index, I + 1>::range>()...};
    }
    template <std::size_t Members>
    using beyond_the_first = std::make_index_sequence<(Members > 0 ? Members - 1 : 0)>;

    static constexpr auto hash_keys = hash(beyond_the_first<Index::schema.hash_key.size()>{});
    static constexpr auto range_keys = range(beyond_the_first<Index::schema.range_key.size()>{});
};

// The members of an index that are no keys: what an INCLUDE projection lists.
template <class Model, class Index>
std::vector<std::string_view> non_key_attributes() {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < model::field_count<Index>; ++i) {
        const std::string_view member = model::field_names<Index>[i];
        const bool is_key =
            Index::schema.hash_key.contains(member) || Index::schema.range_key.contains(member) ||
            Model::schema.hash_key.contains(member) || Model::schema.range_key.contains(member);
        if (!is_key) names.push_back(model::attribute_names<Index>[i]);
    }
    return names;
}

// Called for sound models and indexes only.
template <class Model, class... Index>
encoded_request create(std::string_view table_name, indexes<Index...>) {
    [[maybe_unused]] const std::array<std::vector<std::string_view>, sizeof...(Index)> included{
        non_key_attributes<Model, Index>()...};
    [[maybe_unused]] std::size_t at = 0;
    const std::array<index_definition, sizeof...(Index)> definitions{
        index_definition{.name = Index::schema.index_name,
                         .scope = Index::schema.scope,
                         .hash_key = key<Index, table_checks::key_names<Index>::hash>(),
                         .range_key = key<Index, table_checks::key_names<Index>::range>(),
                         .projection = Index::schema.projection,
                         .non_key_attributes = included[at++],
                         .throughput = Index::schema.throughput,
                         .more_hash_keys = more_keys<Index>::hash_keys,
                         .more_range_keys = more_keys<Index>::range_keys}...};
    const create_table op{.table_name = table_name,
                          .hash_key = key<Model, table_checks::key_names<Model>::hash>(),
                          .range_key = key<Model, table_checks::key_names<Model>::range>(),
                          .billing_mode = Model::schema.billing_mode,
                          .throughput = Model::schema.throughput,
                          .indexes = definitions};
    return encoded_request::of(op);
}

/// CreateTable for `Model` and its `indexes`.
template <class Model>
encoded_request create(std::string_view table_name) {
    if constexpr (!table_checks::check_model<Model>()) {
        return {};
    } else if constexpr (!table_checks::check_indexes<Model>()) {
        return {};
    } else if constexpr (requires { typename Model::indexes; }) {
        return create<Model>(table_name, typename Model::indexes{});
    } else {
        return create<Model>(table_name, indexes<>{});
    }
}

}  // namespace dynaco::table_definition
