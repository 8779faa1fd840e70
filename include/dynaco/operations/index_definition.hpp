#pragma once

#include <dynaco/core/attribute_type.hpp>
#include <dynaco/model/schema.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace dynaco {

/// A key attribute: its name and type (S, N or B).
struct key_definition {
    std::string_view name{};  ///< Empty: no such key.
    attribute_type type = attribute_type::S;
};

/// The attributes that make up a key of an index: one; for a global index up to four, in their order.
class key_definitions {
 public:
    constexpr key_definitions() = default;
    /// Those beyond the fourth are left out.
    constexpr key_definitions(std::initializer_list<key_definition> keys) noexcept {
        for (const key_definition& each : keys) add(each);
    }
    constexpr void add(const key_definition& key) noexcept {
        if (count_ < key_attributes::max) keys_[count_++] = key;
    }

    [[nodiscard]] constexpr std::size_t size() const noexcept { return count_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return count_ == 0; }
    [[nodiscard]] constexpr const key_definition* begin() const noexcept { return keys_; }
    [[nodiscard]] constexpr const key_definition* end() const noexcept { return keys_ + count_; }

 private:
    key_definition keys_[key_attributes::max]{};
    std::size_t count_ = 0;
};

/// The most that an on-demand table or index may use, in request units per second (OnDemandThroughput);
/// 0: no limit.
struct on_demand_limits {
    std::int64_t max_read_request_units = 0;
    std::int64_t max_write_request_units = 0;
};

/// What a table or index can bear at once, in units per second (WarmThroughput); 0: as it comes. It can only
/// be raised, and costs.
struct warm_throughput {
    std::int64_t read_units_per_second = 0;
    std::int64_t write_units_per_second = 0;
};

/// An index to create, with a table or later.
struct index_definition {
    std::string_view name{};
    index_scope scope = index_scope::global;
    key_definitions hash_key{};
    key_definitions range_key{};
    dynaco::projection projection = projection::all;
    std::span<const std::string_view> non_key_attributes{};  ///< For projection::include.
    dynaco::throughput throughput{};                         ///< For a global index of a provisioned table.
    dynaco::on_demand_limits on_demand{};                    ///< For a global index of an on-demand table.
    dynaco::warm_throughput warm_throughput{};               ///< For a global index.
};

}  // namespace dynaco
