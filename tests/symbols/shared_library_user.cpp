// Uses dynaco as a shared library. Program and library each contain Asio, and some of its objects must be the
// same in both: the call stack of a thread, tables of executors, types, error categories.
#include <dynaco/client.hpp>
#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>

namespace {

namespace asio = boost::asio;

void check(bool right, const char* what) {
    if (right) return;
    std::cerr << "wrong: " << what << '\n';
    std::exit(1);
}

// The library runs a provider on a strand that it makes from the executor of the client.
class looking_provider final : public dynaco::credentials_provider {
 public:
    explicit looking_provider(asio::any_io_executor clients) : clients_(std::move(clients)) {}

    asio::awaitable<dynaco::result<std::shared_ptr<const dynaco::credentials>>> get() override {
        asked_ = true;
        const asio::any_io_executor mine = co_await asio::this_coro::executor;
        const auto* const strand = mine.target<asio::strand<asio::any_io_executor>>();
        check(strand != nullptr, "the program finds the strand of the library in an executor");
        check(strand->running_in_this_thread(), "the program knows that this thread runs the strand");
        check(strand->get_inner_executor() == clients_, "the executor of the library equals the program's");
        co_return dynaco::failure(dynaco::errc::credentials_failed, {.detail = "only looking"});
    }
    [[nodiscard]] bool was_asked() const { return asked_; }

 private:
    asio::any_io_executor clients_;
    bool asked_ = false;
};

dynaco::client_options options_with(std::shared_ptr<looking_provider> provider) {
    dynaco::client_options options;
    options.region = "eu-west-1";
    options.credentials = std::move(provider);
    options.retry.max_attempts = 1;
    return options;
}

asio::awaitable<void> list(dynaco::client db) {
    const dynaco::list_tables all{};
    co_await db.execute(all);
}

}  // namespace

int main() {
    asio::io_context io;
    const auto provider = std::make_shared<looking_provider>(io.get_executor());
    const dynaco::client db{io.get_executor(), options_with(provider)};
    bool caught = false;
    asio::co_spawn(io, list(db), [&](std::exception_ptr thrown) {
        try {
            check(thrown != nullptr, "the call fails");
            std::rethrow_exception(thrown);
        } catch (const boost::system::system_error& e) {
            caught = true;
            check(dynamic_cast<const dynaco::error*>(&e) != nullptr,
                  "the program knows the type of the error");
            check(e.code() == dynaco::errc::credentials_failed, "the program knows the code of the error");
            check(e.code().category() == dynaco::error_category(), "the category is the same");
        }
    });
    io.run();
    check(provider->was_asked(), "the library asks the provider");
    check(caught, "the program catches what the library throws");
}
