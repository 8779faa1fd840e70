#pragma once

#include "client/call/loop.hpp"

namespace dynaco::simulation {

// The loop keeps its quota to itself, as it should. An explicit instantiation may name what is private.
template <auto Member>
struct private_member {
    friend const retry::retry_quota& quota_of(const detail::call_loop& loop) { return loop.*Member; }
};

/// The retry quota that a call loop really has.
const retry::retry_quota& quota_of(const detail::call_loop& loop);

}  // namespace dynaco::simulation
