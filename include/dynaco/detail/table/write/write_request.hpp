#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>

namespace dynaco::detail {

/// Encodes PutItem, UpdateItem or DeleteItem with its condition and, for UpdateItem, its update.
template <class Model, class Op, class Condition, class... Update>
encoded_request encode_write(Op op, const write_options& options, return_values returned,
                             const Condition& condition, const Update&... update) {
    const auto statement = expression::statement_of<Model>(update..., condition);
    op.expressions = statement;
    op.returned = returned;
    op.return_existing = condition.is_present() && options.return_existing;
    if (options.report) op.report_capacity = report_capacity::indexes, op.report_collection = true;
    return encoded_request::of(op);
}

}  // namespace dynaco::detail
