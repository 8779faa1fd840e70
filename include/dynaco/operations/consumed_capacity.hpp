#pragma once

#include <map>
#include <string>

namespace dynaco {

/// The capacity that an operation consumed (ConsumedCapacity), in capacity units.
struct consumed_capacity {
    std::string table_name{};
    double capacity_units = 0;
    double read_capacity_units = 0;
    double write_capacity_units = 0;
    std::map<std::string, double> indexes{};  ///< Per index, local and global, with report_capacity::indexes.
};

}  // namespace dynaco
