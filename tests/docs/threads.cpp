// The code of docs/guide/threads.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/asio.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace threads {

using namespace std::chrono_literals;

struct Account {
    std::string account_id{};
    std::int64_t balance = 0;

    static constexpr dynaco::schema schema{.table_name = "accounts", .hash_key = "account_id"};
};

asio::awaitable<void> work(dynaco::client db);
void report(const std::exception_ptr& failed);
asio::awaitable<std::size_t> compress(std::string text);

void start() {
    asio::thread_pool threads(4);
    dynaco::client db(threads.get_executor(), {.region = "eu-west-1"});
    for (int i = 0; i < 100; ++i)
        asio::co_spawn(asio::make_strand(threads), work(db), [](std::exception_ptr e) { report(e); });
    threads.join();
}

void serve_on_own_context(std::shared_ptr<dynaco::credentials_provider> keys) {
    asio::io_context io(1);  // run by one thread
    dynaco::client db(io.get_executor(), {.region = "eu-west-1", .credentials = keys, .max_connections = 16});
    asio::co_spawn(io, work(db), [](std::exception_ptr e) { report(e); });
    io.run();
}

void serve(unsigned count) {
    const auto keys = dynaco::default_credentials();  // loaded once for all clients
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < count; ++i) threads.emplace_back(serve_on_own_context, keys);
    for (std::thread& each : threads) each.join();
}

std::optional<Account> get_and_wait(asio::thread_pool& threads, const dynaco::table<Account>& accounts,
                                    const std::string& id) {
    std::future<std::optional<Account>> found =
        asio::co_spawn(asio::make_strand(threads), accounts.get(id), asio::use_future);
    return found.get();  // throws the dynaco::error of a failed call
}

asio::awaitable<std::size_t> in_the_background(asio::thread_pool& for_blocking_work, std::string text) {
    const asio::cancellation_slot none;  // work on another executor must not be cancelled from here
    co_return co_await asio::co_spawn(for_blocking_work, compress(std::move(text)),
                                      asio::bind_cancellation_slot(none, asio::use_awaitable));
}

void get_then_call(const asio::any_io_executor& executor, const dynaco::table<Account>& accounts,
                   const std::string& id,
                   std::function<void(std::exception_ptr, std::optional<Account>)> done) {
    asio::co_spawn(asio::make_strand(executor), accounts.get(id), std::move(done));
}

class database {  // the members are destroyed in reverse order: the client, then its threads
 public:
    ~database() {  // calls in progress have 5 s to end; new calls fail with errc::client_closed
        asio::co_spawn(asio::make_strand(threads_), db_.shutdown(5s), asio::use_future).wait();
        threads_.join();
    }
    const dynaco::client& client() const { return db_; }

 private:
    asio::thread_pool threads_{2};
    dynaco::client db_{threads_.get_executor(), {.region = "eu-west-1"}};
};

void serve_in_processes(int count) {
    std::vector<pid_t> workers;
    for (int i = 0; i < count; ++i) {
        const pid_t worker = ::fork();
        if (worker == 0) {
            serve_on_own_context(dynaco::default_credentials());
            std::_Exit(0);
        }
        workers.push_back(worker);
    }
    for (const pid_t each : workers) ::waitpid(each, nullptr, 0);
}

}  // namespace threads
