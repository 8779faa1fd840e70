// The code of docs/guide/observing.md, compiled; check_snippets.py compares the two.
#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/observing.hpp>

#include <boost/asio.hpp>

#include <chrono>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>

namespace asio = boost::asio;

namespace observing {

dynaco::client observed(const asio::any_io_executor& executor, std::shared_ptr<dynaco::metrics> counters) {
    dynaco::client_options options;
    options.observer = dynaco::observers({counters, std::make_shared<dynaco::debug_log>()});
    return dynaco::client(executor, options);
}

asio::awaitable<void> answer_scrape(asio::ip::tcp::socket scraper,
                                    std::shared_ptr<dynaco::metrics> counters) {
    std::string request;
    co_await asio::async_read_until(scraper, asio::dynamic_buffer(request, 8192), "\r\n\r\n",
                                    asio::use_awaitable);
    const std::string page = counters->to_prometheus();
    const std::string head = "HTTP/1.0 200 OK\r\nContent-Length: " + std::to_string(page.size()) +
                             "\r\nContent-Type: " + std::string(dynaco::metrics::content_type) + "\r\n\r\n";
    co_await asio::async_write(scraper, asio::buffer(head + page), asio::use_awaitable);
}

void how_it_goes(const dynaco::metrics& counters) {
    const auto usual = counters.quantile("GetItem", 0.5);
    const auto slow = counters.quantile("GetItem", "accounts", 0.99);
    std::cout << "a GetItem takes " << usual.count() << " µs; of \"accounts\", one in a hundred more than "
              << slow.count() << " µs\n";
}

std::shared_ptr<dynaco::observer> log_to(std::ostream& file) {
    return std::make_shared<dynaco::debug_log>(
        dynaco::debug_log_options{.level = dynaco::log_level::everything},
        [&file](std::string_view line) { file << line << '\n'; });  // for one thread only
}

class slow_calls final : public dynaco::observer {
 public:
    void call_ended(const dynaco::call_event& event) override {
        if (event.duration < std::chrono::milliseconds(200)) return;
        std::ostringstream line;
        line << event.call.operation << " on " << event.call.table << " took " << event.duration.count()
             << " µs, of them " << event.times.lease.count() << " waiting for a connection and "
             << event.times.backoff.count() << " between " << event.attempts << " attempts";
        if (event.why) line << "; it failed: " << dynaco::name_of(event.why->cause());
        std::cerr << line.str() << '\n';
    }
};

}  // namespace observing
