#pragma once

#include <dynaco/operations/table_description.hpp>
#include <dynaco/types.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace dynaco::program {

/// The items that a measurement writes into a table: their keys fit the table, and no other items have them,
/// because they contain the run's number.
class bench_items {
 public:
    /// @param run   a random number; below 10^12
    /// @param size  the bytes of an item as DynamoDB counts them, with names and key; at least one more than
    /// those of the key
    bench_items(const table_description& table, std::uint64_t run, std::size_t size);

    /// The key of an item, from 0.
    [[nodiscard]] item key(std::uint64_t number) const;
    /// The item: its key, and the attribute "payload".
    [[nodiscard]] item whole(std::uint64_t number) const;

 private:
    std::vector<key_description> hash_;
    std::vector<key_description> range_;
    std::uint64_t run_;
    std::size_t size_;
};

}  // namespace dynaco::program
