#pragma once

#include "load/plan/planned_write.hpp"
#include "load/plan/sequence_range.hpp"

#include <cstddef>
#include <vector>

namespace dynaco::loading {

/// What happens to a write whose key has an unsent write already.
enum class same_key_policy : unsigned char {
    replace,  ///< The new write replaces the unsent one. So the last write counts.
    refuse,   ///< The new write is refused.
};

/// Decides the order of the writes of each key: a write is sent only after the write of the same key before
/// it was settled. Pure.
///
/// A key has a chain of writes. Only the first one is sent. A new write replaces the last one of the chain if
/// that is unsent and both are whole items (`planned_write::single` is false); otherwise it is appended. So
/// a chain has more than two writes only if it has single ones.
///
/// All functions need constant time on average, and `settle` needs time for each write that was replaced.
/// Memory: 88 bytes and one entry of 8 bytes in a table that is at most three quarters full per write, and
/// nothing per key; and 24 bytes per run of consecutive sequence numbers of replaced writes.
class key_order {
 public:
    /// The outcome of a write.
    enum class outcome : unsigned char {
        ready,     ///< It may be sent.
        held,      ///< It waits for a write of the same key. `settle` returns it when it may be sent.
        replaced,  ///< It has taken over the number and the place of an unsent write. See
                   ///< `acceptance::superseded`.
        refused,   ///< Its key has an unsent write (`same_key_policy::refuse`). The write has no number.
    };
    struct acceptance {
        outcome what = outcome::ready;
        write_id id = no_write;
        /// The write that was replaced (`outcome::replaced`). It counts as written when `id` is settled.
        planned_write superseded{};
    };

    /// `seed` should be random; see `hash_of`.
    explicit key_order(same_key_policy policy = same_key_policy::replace, std::uint64_t seed = 0);

    /// Adds a write.
    acceptance accept(const planned_write& write);
    /// Records that a write which may be sent is now in a request. It is not replaced any more.
    void sent(write_id id) noexcept;
    /// Records that a sent write was not applied, or has to be repeated: it may be sent and replaced again.
    void returned(write_id id) noexcept;
    /// Removes a write after its end: it was written or rejected. Appends the sequence numbers of the
    /// writes that it had replaced to `superseded`, without its own.
    /// @returns the next write of the key, which may be sent now; `no_write` if there is none
    write_id settle(write_id id, std::vector<sequence_range>& superseded);

    /// The write with the number `id`. The reference is valid until the next `accept`.
    [[nodiscard]] const planned_write& operator[](write_id id) const noexcept { return slots_[id].write; }
    [[nodiscard]] bool in_flight(write_id id) const noexcept { return slots_[id].in_flight; }
    /// The number of writes that are not settled, without those that were replaced.
    [[nodiscard]] std::size_t pending() const noexcept { return pending_; }
    /// The number of writes that are in flight.
    [[nodiscard]] std::size_t sent_count() const noexcept { return sent_; }
    /// All numbers are less than this.
    [[nodiscard]] std::size_t id_limit() const noexcept { return slots_.size(); }
    /// The number of a pending write of the key; `no_write` if there is none. For tests and diagnostics.
    [[nodiscard]] write_id find(std::uint32_t table, std::string_view key) const noexcept;

 private:
    struct slot {
        planned_write write{};
        std::uint32_t hash = 0;
        write_id next = no_write;         // the next write in the chain, or in the list of free slots
        write_id last = no_write;         // the end of the chain; only the first write of a chain knows it
        std::uint32_t replaced = no_run;  // the newest run of sequence numbers that were replaced
        bool in_flight = false;
    };
    struct entry {
        std::uint32_t hash = 0;
        write_id first = no_write;
    };
    struct run {
        sequence_range range{};
        std::uint32_t next = no_run;
    };
    static constexpr std::uint32_t no_run = ~std::uint32_t{0};

    [[nodiscard]] std::uint32_t hash(std::uint32_t table, std::string_view key) const noexcept;
    [[nodiscard]] std::size_t place_of(std::uint32_t hash, std::uint32_t table,
                                       std::string_view key) const noexcept;
    [[nodiscard]] std::size_t place_of(write_id first) const noexcept;
    [[nodiscard]] std::size_t after(std::size_t place) const noexcept {
        return (place + 1) & (entries_.size() - 1);
    }
    void grow();
    void remove(std::size_t hole) noexcept;
    write_id new_slot(const planned_write& write, std::uint32_t hash);
    void replace(slot& old, const planned_write& write);
    void add_run(slot& to, std::uint64_t sequence);
    void take_runs(const slot& from, std::vector<sequence_range>& out);

    same_key_policy policy_;
    std::uint64_t seed_;
    std::vector<slot> slots_;
    std::vector<entry> entries_;  // an open hash table with linear probing; its size is a power of two
    std::vector<run> runs_;
    std::size_t keys_ = 0;
    std::size_t pending_ = 0;
    std::size_t sent_ = 0;
    write_id free_slot_ = no_write;
    std::uint32_t free_run_ = no_run;
};

}  // namespace dynaco::loading
