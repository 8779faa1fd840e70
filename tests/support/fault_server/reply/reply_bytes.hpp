#pragma once

#include "support/fault_server/reply/reply.hpp"

#include <string>
#include <string_view>

namespace dynaco::test {

/// The bytes of the whole reply, without cuts.
[[nodiscard]] std::string reply_bytes(const reply_parts& parts, std::string_view request_id);

}  // namespace dynaco::test
