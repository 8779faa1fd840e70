// A user's program: a model of its own, a table, one item saved and read. Runs against DYNACO_ENDPOINT.
#include <dynaco.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
#include <string>

namespace asio = boost::asio;

struct Note {
    std::string id{};
    std::string text{};
    int stars = 0;

    static constexpr dynaco::schema schema{
        .table_name = "consumer-notes",
        .hash_key = "id",
        .billing_mode = dynaco::billing_mode::pay_per_request,
    };
};

asio::awaitable<void> run(dynaco::client db) {
    dynaco::table<Note> notes{db};
    co_await notes.create();

    Note note{.id = "1", .text = "hello", .stars = 5};
    co_await notes.save(note);

    std::optional<Note> found = co_await notes.get("1");
    if (!found || found->text != "hello" || found->stars != 5)
        throw std::runtime_error("another note came back");
    std::cout << "note 1 says " << found->text << '\n';
}

int main() {
    const char* endpoint = std::getenv("DYNACO_ENDPOINT");
    if (endpoint == nullptr) return 0;  // without a server, only the build is tested
    try {
        asio::io_context io;
        dynaco::client db{io.get_executor(), {.endpoint = endpoint}};
        std::exception_ptr failure;
        asio::co_spawn(io, run(db), [&](std::exception_ptr e) { failure = e; });
        io.run();
        if (failure) std::rethrow_exception(failure);
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return 0;
}
