#include "simulated_table.hpp"

#include <algorithm>
#include <cmath>

namespace dynaco::load_simulation {

void capacity::refill(double now) {
    if (std::isinf(rate) || now <= filled_at) return;
    level = std::min(most, level + rate * (now - filled_at));
    filled_at = now;
}

bool capacity::has(double units, double now) {
    if (std::isinf(rate)) return true;
    refill(now);
    return level >= std::min(units, most);
}

simulated_table::simulated_table(const table_settings& settings)
    : consumed(1 + settings.index_rates.size()),
      settings_(settings),
      partitions_(settings.partitions, {.rate = settings.partition_rate,
                                        .most = settings.partition_rate,
                                        .level = settings.partition_rate}) {
    const auto bucket = [&](double rate) {
        const double most = std::isinf(rate) ? 0 : rate * settings.burst_seconds;
        return capacity{.rate = rate, .most = most, .level = most * settings.burst_filled};
    };
    table_ = bucket(settings.rate);
    for (const double rate : settings.index_rates) indexes_.push_back(bucket(rate));
}

void simulated_table::set_rate(double rate, double now) {
    table_.refill(now);
    table_.rate = rate;
    table_.most = rate * settings_.burst_seconds;
    table_.level = std::min(table_.level, table_.most);
}

refusal simulated_table::write(const service_write& write, double now, std::size_t& index) {
    capacity& partition = partitions_[write.hash_key * 0x9e3779b97f4a7c15 % partitions_.size()];
    if (!table_.has(write.units, now)) {
        if (empty_at < 0) empty_at = now;
        return refusal::table;
    }
    if (!partition.has(write.units, now)) return refusal::key_range;
    const double index_units = std::ceil(write.units * settings_.index_part);
    for (index = 0; index < indexes_.size(); ++index)
        if ((write.indexes >> index & 1) != 0 && !indexes_[index].has(index_units, now))
            return refusal::index;
    table_.take(write.units);
    partition.take(write.units);
    consumed[0] += write.units;
    for (std::size_t i = 0; i < indexes_.size(); ++i) {
        if ((write.indexes >> i & 1) == 0) continue;
        indexes_[i].take(index_units);
        consumed[i + 1] += index_units;
    }
    return refusal::none;
}

}  // namespace dynaco::load_simulation
