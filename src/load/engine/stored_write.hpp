#pragma once

#include "load/check/item_check.hpp"
#include "load/engine/loaded_table.hpp"
#include "load/engine/ticket_state.hpp"

#include <dynaco/client.hpp>
#include <dynaco/load/record.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace dynaco::loading {

/// A write that was accepted and has not ended.
struct stored_write {
    loaded_table* table = nullptr;  ///< Lives as long as the load.
    record_kind kind = record_kind::put;
    std::string text{};          ///< The item or the key, as DynamoDB JSON.
    checked_item checked{};      ///< Its key is `planned_write::key`; so the object must not move.
    source_position position{};  ///< Where the record is in its source.
    std::shared_ptr<ticket_state> ticket{};  ///< Null: no caller waits.
    /// The request of a write with a condition, or of an update; null for writes that fit into a batch.
    std::unique_ptr<const encoded_request> single{};
    bool repeatable = true;  ///< It may be sent again if its result is not known.
    bool in_doubt = false;   ///< It was sent, and the result is not known.

    /// Prepares the object for another write, which reuses its memory.
    void clear() noexcept {
        text.clear();
        checked.key.clear();
        ticket.reset();
        single.reset();
        repeatable = true;
        in_doubt = false;
    }
    /// The bytes of memory that the write is counted with.
    [[nodiscard]] std::size_t memory() const noexcept {
        return sizeof(stored_write) + text.capacity() + checked.key.capacity() + overhead +
               (single ? sizeof(*single) + single->body.capacity() : 0);
    }
    /// Memory of the plan for each write, and of the allocator.
    static constexpr std::size_t overhead = 200;
};

}  // namespace dynaco::loading
