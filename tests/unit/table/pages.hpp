#pragma once

#include "models.hpp"
#include "table/read/resume_token.hpp"
#include "unit/client/call_bench.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

/// Readers over a transport with scripted responses.
namespace dynaco::test {

/// A page with the accounts `first` to `last`, which consumed `units`.
inline std::string page(int first, int last, bool more, double units = 0) {
    std::string items;
    for (int i = first; i <= last; ++i)
        items += (i > first ? "," : "") + (R"({"id":{"S":")" + std::to_string(i)) + R"("}})";
    const std::string count = std::to_string(last - first + 1);
    return R"({"Items":[)" + items + R"(],"Count":)" + count + R"(,"ScannedCount":)" + count +
           (units > 0 ? R"(,"ConsumedCapacity":{"TableName":"accounts","CapacityUnits":)" +
                            std::to_string(units) + "}"
                      : "") +
           (more ? R"(,"LastEvaluatedKey":{"id":{"S":")" + std::to_string(last) + R"("}})" : "") + "}";
}

struct Pages : testing::Test {
    using attempt = scripted_attempt;

    static attempt refusal() { return attempt::service_error(400, "ValidationException"); }
    void script(const std::vector<attempt>& attempts) { bench.wire->script(attempts); }
    template <class T>
    T run(boost::asio::awaitable<T> call) {
        return test::run(bench.io, std::move(call));
    }
    /// The id of the next item; empty at the end.
    template <class View>
    std::string next(item_iterator<View>& items) {
        const auto each = run(items.next());
        return each ? each->account_id : "";
    }
    /// Runs the work in the background.
    void settle() {
        bench.io.restart();
        bench.io.poll();
    }
    [[nodiscard]] std::size_t sent() const { return bench.wire->sent.size(); }
    [[nodiscard]] const std::string& body(std::size_t i) const { return bench.wire->sent.at(i).body; }

    call_bench bench{};
    dynaco::table<account> accounts{client(bench.loop)};
};

}  // namespace dynaco::test
