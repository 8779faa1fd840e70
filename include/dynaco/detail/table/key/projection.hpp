#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/detail/model/record.hpp>
#include <dynaco/detail/table/models/key_check.hpp>
#include <dynaco/observing.hpp>

namespace dynaco::detail {

/// ProjectionExpression: the hash key alone, enough to see whether an item is there.
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

/// Whether GetItem's reply has an item. A `report` that is not null is added to. @throws error
awaitable<bool> is_there(awaitable<result<reply>> call, call_report* report = nullptr);

}  // namespace dynaco::detail
