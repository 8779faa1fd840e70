#pragma once

#include "table/admin/wait.hpp"

#include <dynaco/admin.hpp>
#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dynaco::detail {

/// A request of a plan, and the state of the table to wait for before the next request.
struct table_step {
    encoded_request request{};
    std::string index{};  ///< The index that is added or removed.
    index_fate fate = index_fate::any;
};

/// The requests that carry out a plan.
struct table_steps {
    std::vector<table_step> steps{};       ///< In order.
    std::vector<table_difference> left{};  ///< Differences that are not changed.
    std::optional<failure> refused{};      ///< Set if nothing may be done.
};

/// Returns the requests that carry out `plan`. Differences that take something away from the table are not
/// changed unless `allow_removals`. Sets `refused` if any other difference needs a new table.
table_steps steps_of(const table_plan& plan, bool allow_removals);

}  // namespace dynaco::detail
