#pragma once

#include <array>
#include <chrono>
#include <string_view>

namespace dynaco {

/// An operation that DynamoDB carries out once however often it is sent, if it has a token.
struct idempotent_operation {
    std::string_view name;
    std::string_view token_member;  ///< "ClientToken".
};

/// All members that the API's model marks as idempotencyToken. A call that gives none gets a random one, the
/// same for all its attempts.
inline constexpr std::array idempotent_operations{
    idempotent_operation{"ExecuteTransaction", "ClientRequestToken"},
    idempotent_operation{"ExportTableToPointInTime", "ClientToken"},
    idempotent_operation{"ImportTable", "ClientToken"},
    idempotent_operation{"TransactWriteItems", "ClientRequestToken"},
};

/// How long DynamoDB knows a token (API reference, TransactWriteItems, ClientRequestToken; imports and exports
/// have eight hours). A request that is sent again later is another one.
inline constexpr std::chrono::minutes idempotency_token_life{10};

/// The name of the operation's token; empty if it has none.
constexpr std::string_view token_member_of(std::string_view operation) noexcept {
    for (const idempotent_operation& each : idempotent_operations)
        if (each.name == operation) return each.token_member;
    return {};
}

}  // namespace dynaco
