#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/model/record.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/models/key_check.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/item.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/types.hpp>

#include <memory>
#include <string_view>
#include <type_traits>

namespace dynaco::detail {

template <class Model, const std::string_view& Member>
consteval std::string_view attribute_of_key() {
    if constexpr (Member.empty()) {
        return {};
    } else {
        return model::attribute_names<Model>[model::field_index<Model>(Member)];
    }
}

template <class Model>
inline constexpr item_key_names key_names_of{
    .hash = attribute_of_key<Model, table_checks::key_names<Model>::hash>(),
    .range = attribute_of_key<Model, table_checks::key_names<Model>::range>()};

/// The key attributes of a model. Without a reference count, because they always exist.
template <class Model>
std::shared_ptr<const item_key_names> shared_key_names() noexcept {
    return {std::shared_ptr<const void>(), &key_names_of<Model>};
}

/// Encodes PutItem, UpdateItem or DeleteItem with its condition and, for UpdateItem, its update.
template <class Model, class Op, class Condition, class... Update>
encoded_request encode_write(Op op, const write_options& options, return_values returned,
                             const Condition& condition, const Update&... update) {
    const auto statement = expression::statement_of<Model>(update..., condition);
    op.expressions = statement;
    op.returned = returned;
    op.return_existing = condition.is_present() && options.return_existing;
    if (options.report) op.report_capacity = report_capacity::indexes, op.report_collection = true;
    encoded_request request = encoded_request::of(op);
    if constexpr (std::is_same_v<Op, put_item> && !std::is_same_v<Model, item>)
        request.key_names = shared_key_names<Model>();
    return request;
}

}  // namespace dynaco::detail
