#pragma once

#include "load/engine/room_queue.hpp"
#include "load/engine/stored_write.hpp"
#include "load/plan/planned_write.hpp"

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace dynaco::loading {

/// The writes that were accepted and have not ended, by their numbers, and the memory that they use. Not
/// thread-safe: the engine's mutex guards it.
class write_store {
 public:
    explicit write_store(std::size_t max_memory) noexcept : room_(max_memory) {}

    /// The memory. Room for a write must be reserved before `put`.
    [[nodiscard]] room_queue& room() noexcept { return room_; }
    [[nodiscard]] const room_queue& room() const noexcept { return room_; }

    /// Stores a write. It replaces the write with the same number: both have the same end, so they share a
    /// ticket, and the earlier one's room is released.
    stored_write& put(write_id id, std::unique_ptr<stored_write> write);
    /// The write with this number, which lives until `take` or `put` with the same number; null if there is
    /// none.
    [[nodiscard]] stored_write* operator[](write_id id) const noexcept { return writes_[id].get(); }
    /// Removes a write that has ended, and releases its room.
    std::unique_ptr<stored_write> take(write_id id);

    /// Calls `act(id, write)` for each write.
    template <class Act>
    void for_each(Act&& act) const {
        for (std::size_t id = 0; id < writes_.size(); ++id)
            if (writes_[id]) act(static_cast<write_id>(id), *writes_[id]);
    }

    /// Keeps a write that has ended for `move_spare`. Otherwise one thread would free what another has
    /// allocated, which is slow.
    void keep_spare(std::unique_ptr<stored_write> write);
    /// Moves empty writes to `to` until it has `count`, or until there are no more.
    void move_spare(std::vector<std::unique_ptr<stored_write>>& to, std::size_t count);

 private:
    room_queue room_;
    std::vector<std::unique_ptr<stored_write>> writes_{};
    std::vector<std::unique_ptr<stored_write>> spare_{};
};

}  // namespace dynaco::loading
