#pragma once

#include "table/admin/wait.hpp"

#include <dynaco/admin.hpp>
#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dynaco::detail {

/// A request that is part of carrying out a plan, and what to wait for before the next.
struct table_step {
    encoded_request request{};
    std::string index{};  ///< The index that is added or removed.
    index_fate fate = index_fate::any;
};

/// How a plan is carried out.
struct table_steps {
    std::vector<table_step> steps{};       ///< In order.
    std::vector<table_difference> left{};  ///< What is left alone.
    std::optional<failure> refused{};      ///< Why nothing at all may be done.
};

/// The requests that carry `plan` out. What takes something away from the table is left alone unless
/// `allow_removals`. Refused if something would remain that needs a new table.
table_steps steps_of(const table_plan& plan, bool allow_removals);

}  // namespace dynaco::detail
