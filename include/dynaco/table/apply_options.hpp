#pragma once

#include <dynaco/table/wait_options.hpp>

namespace dynaco {

struct apply_options {
    /// Also do what takes something away from the table: see `table_difference::takes_away`.
    bool allow_removals = false;
    table_wait_options wait{};  ///< Filling a new index of a large table takes hours.
};

}  // namespace dynaco
