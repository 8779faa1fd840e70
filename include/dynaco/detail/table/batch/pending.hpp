#pragma once

#include <dynaco/detail/table/batch/queue.hpp>
#include <dynaco/detail/table/call/written_object.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations/attributes.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::detail {

/// Encodes a write of the item with this key for a `batch_write_queue`.
result<batch_write_queue::entry> batch_entry(attributes_ref key, result<std::string> request);

/// Decodes the pending writes of one table and of one kind: the saved objects (`kind` is PutRequest, `member`
/// is Item) or the removed keys (DeleteRequest, Key).
/// @throws error  condition::model_mismatch: one cannot be decoded
template <class T>
std::vector<T> read_pending(const batch_write_queue& queue, std::string_view table, std::string_view kind,
                            std::string_view member) {
    std::vector<T> all;
    for (const auto& each : queue.pending())
        if (each.table == table) append_written_object(each.request, kind, member, all);
    return all;
}

}  // namespace dynaco::detail
