#include "faults/fault_bench.hpp"

#include "client/call/loop.hpp"

#include <utility>

namespace dynaco::test {
namespace {

using std::chrono::milliseconds;

std::string over_tls(const std::string& url) { return "https" + url.substr(url.find(':')); }

// A name that fails without a name server: a label has at most 63 characters.
std::string impossible_name() { return "http://" + std::string(70, 'x') + ".invalid"; }

}  // namespace

fault_bench::fault_bench(boost::asio::io_context& io, const fault_row& row, verb what, strikes how_often,
                         call_options how)
    : row_(row) {
    service_.hold(std::string(counted_item), "count", first_count);
    const client_options set_up = options();
    if (server_) stage(how_often);
    auto world = std::make_unique<hurried_effects>();
    world_ = world.get();
    db_.emplace(detail::make_call_loop(io.get_executor(), set_up, std::move(world)));
    call_ = start(io.get_executor(), perform(db_->with(how), what));
}

fault_bench::~fault_bench() = default;

std::string fault_bench::endpoint() {
    switch (row_.where) {
        case place::unresolvable: return impossible_name();
        case place::refusing: return refusing_.emplace().url();
        case place::unconnectable: return blackhole_.emplace(blackhole_kind::never_connects).url();
        case place::deaf: return blackhole_.emplace(blackhole_kind::never_reads).url();
        case place::tls_plain_server: return over_tls(server_.emplace().url());
        case place::tls_server: return server_.emplace(row_.tls).url();
        case place::server: break;
    }
    return server_.emplace().url();
}

client_options fault_bench::options() {
    constexpr milliseconds short_limit(500);
    constexpr milliseconds long_limit(20'000);
    client_options how{.region = "eu-west-1",
                       .endpoint = endpoint(),
                       .credentials = static_credentials("AKID", "secret"),
                       .proxy = "none",
                       .connect_timeout = row_.waits ? short_limit : long_limit,
                       .attempt_timeout = row_.waits ? short_limit : long_limit,
                       .retry = {.max_attempts = attempts_of(row_)},
                       .max_reply_size = 100'000};
    if (row_.where == place::tls_server) how.ca_file = server_->ca_pem_file().string();
    return how;
}

void fault_bench::stage(strikes how_often) {
    const bool always = how_often == strikes::always;
    // A reply that does not wait for a request must be in the script.
    const bool early = row_.spoil && row_.spoil(reply{}).parts().moment != reply_moment::on_request;
    const int early_replies = always ? attempts_of(row_) : 1;
    for (int i = 0; early && i < early_replies; ++i) server_->script({row_.spoil(reply{})});
    server_->on_request([this, always, early](const received_request& request) {
        const bool spared = !row_.spoil || early || (!always && request.number > 1);
        if (spared) return service_.answer(request);
        return row_.spoil(row_.applied ? service_.answer(request) : reply{});
    });
}

}  // namespace dynaco::test
