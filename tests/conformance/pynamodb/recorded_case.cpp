#include "recorded_case.hpp"

#include "canonical_request.hpp"

#include <algorithm>

namespace dynaco::test::pynamodb {
namespace {

boost::asio::awaitable<bool> done(boost::asio::awaitable<void> call) {
    co_await std::move(call);
    co_return true;
}

}  // namespace

void expect_requests(recorded_case& c, call_bench& bench,
                     const std::function<boost::asio::awaitable<void>(client)>& call) {
    bench.wire->script(c.replies());
    EXPECT_TRUE(run(bench.io, done(call(client(bench.loop)))));
    const std::vector<std::string> wanted = c.requests();
    EXPECT_EQ(bench.wire->sent.size(), wanted.size());
    for (std::size_t i = 0; i < std::min(wanted.size(), bench.wire->sent.size()); ++i)
        EXPECT_EQ(canonical_request(bench.wire->sent[i].body), canonical_request(wanted[i]));
}
void expect_requests(recorded_case& c, const std::function<boost::asio::awaitable<void>(client)>& call) {
    call_bench bench;
    expect_requests(c, bench, call);
}

}  // namespace dynaco::test::pynamodb
