#pragma once

#include "load/plan/planned_write.hpp"

#include <array>
#include <cstddef>
#include <limits>
#include <unordered_map>
#include <vector>

namespace dynaco::loading {

class key_order;

/// The limits of a request.
struct request_limits {
    std::size_t writes = 25;         ///< DynamoDB's limit. Alternator accepts 100.
    std::size_t bytes = 16'000'000;  ///< The bytes of all writes. DynamoDB refuses more than 16 MB.
    std::uint64_t units = std::numeric_limits<std::uint64_t>::max();  ///< Expected capacity units.
    /// The first write of a request may exceed `bytes` and `units`, up to this number of units.
    std::uint64_t first_units = std::numeric_limits<std::uint64_t>::max();
};

/// The writes of one request.
struct request_batch {
    std::vector<write_id> writes{};
    std::size_t bytes = 0;
    std::uint64_t units = 0;
    /// True for one write that needs its own request (PutItem, UpdateItem, DeleteItem).
    bool single = false;
    bool leftovers = false;  ///< True if all writes were put back. If all of them are throttled again,
                             ///< DynamoDB reports the reason.

    void clear() noexcept {
        writes.clear();
        bytes = units = 0;
        single = leftovers = false;
    }
};

/// Decides which writes go into the next request. It has the writes that may be sent (see `key_order`) and
/// are not in a request. Pure.
///
/// The writes of a table are in 64 lanes by their hash key, which are used in turn, so that the writes of a
/// request differ in their hash keys even if the source is sorted. Writes that were put back are first.
/// Writes of a held hash key wait separately until they are released.
///
/// All functions need constant time per write. Memory: 4 bytes per write and about 860 bytes per table.
class packing {
 public:
    explicit packing(std::size_t tables = 1) : tables_(tables) {}

    /// Adds a write that may be sent, after the others.
    void add(write_id id, const planned_write& write);
    /// Adds a write that was in a request and has to be sent again, before the others.
    void put_back(write_id id, const planned_write& write);

    /// Appends writes of a table to `batch` while they fit into `limits`. A batch that has a write of another
    /// kind is not changed: a single write is alone, and leftovers are not mixed with new writes.
    /// Writes of held hash keys are put aside.
    /// @returns whether something was appended
    bool take(std::size_t table, const request_limits& limits, const key_order& order, request_batch& batch);

    /// Puts the writes of a hash key aside from now on.
    void hold(std::uint64_t hash_key) { held_.try_emplace(hash_key); }
    /// Releases writes of a held hash key, the oldest first, until their units reach `units`. The key stays
    /// held. @returns the units of the writes
    std::uint64_t release(std::uint64_t hash_key, std::uint64_t units, const key_order& order);
    /// Ends `hold`.
    void free(std::uint64_t hash_key, const key_order& order);
    /// The number of writes of a held hash key that are put aside.
    [[nodiscard]] std::size_t held(std::uint64_t hash_key) const noexcept;

    /// The number of writes of a table that `take` can return. It includes writes of held hash keys that
    /// were not put aside yet.
    [[nodiscard]] std::size_t ready(std::size_t table) const noexcept { return tables_[table].ready; }
    /// Whether `take` can return `count` writes of a table that are spread over hash keys: of one lane, at
    /// most a sixteenth of `count` counts. With fewer hash keys, or while one has most of the writes, more
    /// writes are needed so that requests do not go to one partition.
    [[nodiscard]] bool has_supply(std::size_t table, std::size_t count) const noexcept;
    /// Whether a table has writes that were put back.
    [[nodiscard]] bool has_leftovers(std::size_t table) const noexcept {
        return tables_[table].returned.first != no_write;
    }
    [[nodiscard]] std::size_t tables() const noexcept { return tables_.size(); }
    void add_table() { tables_.emplace_back(); }
    /// Removes all writes of a table. @returns them
    std::vector<write_id> take_table(std::size_t table, const key_order& order);

 private:
    struct list {
        write_id first = no_write;
        write_id last = no_write;
        std::uint32_t count = 0;
    };
    static constexpr unsigned lane_count = 64;
    static constexpr std::size_t lanes_of_supply = 16;
    struct table_queue {
        list returned{};
        list released{};  // writes whose hash keys are no longer held
        list singles{};
        list released_singles{};
        std::array<list, lane_count> lanes{};
        std::uint64_t filled = 0;  // bit i: lane i has writes
        unsigned lane = 0;         // used next
        bool single_next = false;
        std::size_t ready = 0;
    };

    void push(list& to, write_id id);
    void push_front(list& to, write_id id);
    write_id pop(list& from) noexcept;
    void pop_all(list& from, std::vector<write_id>& to);
    bool put_aside(table_queue& from, write_id id, const planned_write& write, bool first = false);
    bool take_list(table_queue& table, list& from, const request_limits& limits, const key_order& order,
                   request_batch& batch);
    bool take_single(table_queue& table, const request_limits& limits, const key_order& order,
                     request_batch& batch);
    void take_lanes(table_queue& table, const request_limits& limits, const key_order& order,
                    request_batch& batch);

    std::vector<table_queue> tables_;
    std::vector<write_id> next_;  // the next write after each write, in its list
    std::unordered_map<std::uint64_t, list> held_;
};

}  // namespace dynaco::loading
