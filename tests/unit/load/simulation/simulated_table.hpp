#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace dynaco::load_simulation {

/// A token bucket of the simulated service. Times are seconds.
struct capacity {
    double rate = std::numeric_limits<double>::infinity();  // units per second
    double most = 0;                                        // units that are saved for a burst
    double level = 0;
    double filled_at = 0;

    void refill(double now);
    /// Whether a write is accepted. A write that is larger than the bucket's capacity needs a full bucket.
    [[nodiscard]] bool has(double units, double now);
    void take(double units) { level -= units; }
};

/// A table or an index as DynamoDB provides it.
struct table_settings {
    double rate = std::numeric_limits<double>::infinity();  // provisioned units per second
    double burst_seconds = 300;
    double burst_filled = 0;  // part of the burst that is saved at the beginning
    std::size_t partitions = 1;
    double partition_rate = 1000;
    std::vector<double> index_rates{};  // the indexes are called index0, index1, …
    double index_part = 1;              // units of an index per unit of the table
};

/// A write as the service sees it.
struct service_write {
    std::uint64_t hash_key = 0;
    double units = 1;
    std::uint32_t indexes = 0;
};

enum class refusal : unsigned char { none, table, index, key_range };

/// The model of a table: provisioned throughput with a burst of 300 s, partitions, indexes with their own
/// throughput.
class simulated_table {
 public:
    explicit simulated_table(const table_settings& settings);

    /// Writes an item, or returns the reason of the refusal. `index`: the index that refused.
    refusal write(const service_write& write, double now, std::size_t& index);
    void set_rate(double rate, double now);
    /// The consumption of the latest accepted writes: the table, then the indexes. The caller clears it.
    std::vector<double> consumed;
    /// When the saved burst was used up for the first time; negative: not yet.
    double empty_at = -1;

 private:
    table_settings settings_;
    capacity table_;
    std::vector<capacity> partitions_;
    std::vector<capacity> indexes_;
};

}  // namespace dynaco::load_simulation
