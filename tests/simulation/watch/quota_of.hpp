#pragma once

#include "client/call/loop.hpp"

namespace dynaco::simulation {

// The loop's quota is private. An explicit instantiation may name private members.
template <auto Member>
struct private_member {
    friend const retry::retry_quota& quota_of(const detail::call_loop& loop) { return loop.*Member; }
};

/// The actual retry quota of a call loop.
const retry::retry_quota& quota_of(const detail::call_loop& loop);

}  // namespace dynaco::simulation
