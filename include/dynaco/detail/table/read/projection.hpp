#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/detail/model/record.hpp>
#include <dynaco/detail/table/models/key_check.hpp>
#include <dynaco/observing.hpp>

namespace dynaco::detail {

/// ProjectionExpression of the hash key alone, which is enough to see whether an item exists.
template <class Model>
class key_projection {
 public:
    bool write(json::writer& out) const {
        out.member("ProjectionExpression", "#0");
        out.plain_key("ExpressionAttributeNames");
        out.begin_object();
        out.member(
            "#0",
            model::attribute_names<Model>[model::field_index<Model>(table_checks::key_names<Model>::hash)]);
        out.end_object();
        return true;
    }
};

/// Returns true if the response to GetItem has an item. If `report` is not null, the call is added to it.
/// @throws error
awaitable<bool> is_there(awaitable<result<reply>> call, call_report* report = nullptr);

}  // namespace dynaco::detail
