#pragma once

#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/table/batch/queue.hpp>
#include <dynaco/detail/table/key/table_key.hpp>
#include <dynaco/detail/table/models/kind_check.hpp>
#include <dynaco/detail/table/models/models_of.hpp>
#include <dynaco/operations/batch.hpp>

#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco::detail {

// A key in a range of keys: a hash key, or a pair of hash and range key.
template <class Model, class Key>
result<std::string> encode_batch_key(const table<Model>& in, const Key& key) {
    const auto encode = [&in](const auto&... part) {
        return batch_get_item::encode_key(key_in(in, part...));
    };
    if constexpr (requires { std::tuple_size<Key>::value; }) {
        static_assert(std::tuple_size<Key>::value == 2,
                      "dynaco: a key must be a hash key, or a pair of hash and range key");
        return std::apply(encode, key);
    } else {
        return encode(key);
    }
}

/// Encodes what a batch reads from one table of any type: its keys and, for a view, the projection.
template <class View, class Model, class Keys>
batch_get_queue::part encode_batch_part(const table<Model>& in, const Keys& keys, bool consistent_read) {
    batch_get_queue::part part{.table = in.table_name()};
    for (const auto& each : keys) {
        result<std::string> key = encode_batch_key(in, each);
        if (key)
            part.keys.push_back(std::move(*key));
        else if (!part.refused)
            part.refused = key.error();
    }
    std::string members = "{";
    json::writer out(members);
    if (consistent_read) out.member("ConsistentRead", true);
    if constexpr (!std::is_same_v<View, Model> && !std::is_same_v<Model, item>) {
        using models = models_of<Model>;
        static_assert(check_kinds<models, View>());
        part.check = check_of_view<models, View>;
        if constexpr (!reads_whole_items<models, View>) {
            const checked_projection<View, models> projection;
            const expression::statement<models, checked_projection<View, models>> statement(projection);
            if (!statement.write(out)) part.refused = out.why();
        }
    }
    part.more_members = members.substr(1);
    return part;
}

}  // namespace dynaco::detail
