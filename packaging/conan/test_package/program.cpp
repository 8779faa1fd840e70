// Calls a port where no service listens: the whole library is linked, and the call must fail with an error of
// dynaco.
#include <dynaco.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <iostream>
#include <string>

struct Note {
    std::string id{};
    static constexpr dynaco::schema schema{.table_name = "notes", .hash_key = "id"};
};

boost::asio::awaitable<void> call(dynaco::client db) {
    dynaco::table<Note> notes{db};
    co_await notes.get("1");
}

int main() {
    boost::asio::io_context io;
    dynaco::client db{io.get_executor(),
                      {.region = "eu-west-1",
                       .endpoint = "http://127.0.0.1:1",
                       .credentials = dynaco::anonymous_credentials(),
                       .retry = {.max_attempts = 1}}};
    bool failed = false;
    boost::asio::co_spawn(io, call(db), [&](std::exception_ptr e) {
        try {
            if (e) std::rethrow_exception(e);
        } catch (const dynaco::error& error) {
            failed = true;
            std::cout << "as expected: " << error.what() << '\n';
        }
    });
    io.run();
    return failed ? 0 : 1;
}
