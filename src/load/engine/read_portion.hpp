#pragma once

#include "load/check/item_check.hpp"
#include "load/engine/loaded_table.hpp"
#include "load/engine/stored_write.hpp"
#include "load/plan/source_progress.hpp"

#include <dynaco/load/record.hpp>
#include <dynaco/load/sources.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace dynaco::loading {

/// A record of a source that was read and is not accepted yet.
struct read_record {
    std::unique_ptr<stored_write> write{};  ///< Null: it is rejected.
    rejected_record rejected{};
    source_position position{};  ///< Where reading can continue, if `source_progress` needs it.
};

/// Records that are accepted together, so that threads do not wait for each other with each record.
struct portion {
    static constexpr std::size_t most_records = 50;
    static constexpr std::size_t most_bytes = 100'000;

    std::vector<read_record> records{};
    std::vector<std::unique_ptr<stored_write>> spare{};  ///< For the next records.
    std::uint64_t bytes_read = 0;                        ///< Of the source.
    std::uint64_t total_bytes = 0;
};

/// Converts a record as `use` says, and checks it: with `check`, or with that of the table if it is null.
/// @returns what is wrong with it
[[nodiscard]] std::optional<item_fault> check_record(stored_write& write, record_use use,
                                                     item_check* check = nullptr);

/// Reads the records of a source for a table. Not thread-safe.
class portion_reader {
 public:
    /// All arguments outlive the reader.
    portion_reader(loaded_table& in, record_source& rows, record_use use)
        : in_(in), rows_(rows), use_(use), check_(in.keys) {}

    /// Appends some records to `to`, and checks them. `progress`: marks the records, of which the first has
    /// the number `sequence`; may be null.
    /// @returns false at the end of the source
    /// @throws error  what `record_source::next` throws
    bool read(portion& to, const source_progress* progress, std::uint64_t sequence);
    /// Returns records to the source, which has them again.
    void put_back(std::span<read_record> records);

 private:
    void check(const load_record& record, portion& in, read_record& one);

    loaded_table& in_;
    record_source& rows_;
    record_use use_;
    item_check check_;
};

}  // namespace dynaco::loading
