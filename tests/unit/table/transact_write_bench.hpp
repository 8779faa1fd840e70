#pragma once

#include "managed_models.hpp"
#include "models.hpp"
#include "unit/client/call_bench.hpp"

#include <dynaco/transaction.hpp>

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// Transactions over a transport with scripted responses.
namespace dynaco::test {

using namespace literals;
using attempt = scripted_attempt;

inline attempt cancellation(std::string_view reasons) {
    return attempt::answer(
        R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"cancelled",)"
        R"("CancellationReasons":[)" +
            std::string(reasons) + "]}",
        400);
}
inline constexpr std::string_view none = R"({"Code":"None"})";
inline constexpr std::string_view conflict = R"({"Code":"TransactionConflict","Message":"ongoing"})";
inline constexpr std::string_view unmet = R"({"Code":"ConditionalCheckFailed","Message":"failed"})";
inline constexpr std::string_view unmet_by_4 =
    R"({"Code":"ConditionalCheckFailed","Item":{"id":{"S":"1"},"balance":{"N":"4"}},"Message":"failed"})";

inline std::string list(std::initializer_list<std::string_view> reasons) {
    std::string text;
    for (const std::string_view each : reasons) (text += text.empty() ? "" : ",") += each;
    return text;
}

struct TransactWrite : testing::Test {
    void script(const std::vector<attempt>& attempts) { bench.wire->script(attempts); }
    transaction_verdict commit(transact_write& tx) { return test::run(bench.io, tx.try_commit()); }
    failure refused(transact_write& tx) {
        try {
            if (commit(tx)) ADD_FAILURE() << "applied";
            ADD_FAILURE() << "did not throw";
        } catch (const error& e) {
            return e.as_failure();
        }
        return {};
    }
    [[nodiscard]] std::string body(std::size_t i = 0) const { return bench.wire->sent.at(i).body; }
    [[nodiscard]] std::string token(std::size_t i = 0) const {
        constexpr std::string_view member = R"("ClientRequestToken":")";
        const std::string text = body(i);
        const auto at = text.find(member);
        return at == std::string::npos ? "" : text.substr(at + member.size(), 36);
    }

    call_bench bench{};
    client db{bench.loop};
    table<account> accounts{db};
    table<order> orders{db};
    table<document> documents{db};
    table<note> notes{db};
};

}  // namespace dynaco::test
