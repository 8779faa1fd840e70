// A user's program that loads some items and counts them by an export. Runs against DYNACO_ENDPOINT.
#include <dynaco.hpp>
#include <dynaco/load/export.hpp>
#include <dynaco/load/loader.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

namespace asio = boost::asio;

struct Row {
    std::string id{};
    int number = 0;

    static constexpr dynaco::schema schema{
        .table_name = "consumer-rows",
        .hash_key = "id",
        .billing_mode = dynaco::billing_mode::pay_per_request,
    };
};

asio::awaitable<void> run(dynaco::client db) {
    dynaco::table<Row> table{db};
    co_await table.create();

    dynaco::loader load{db, "consumer-rows"};
    for (int i = 0; i < 30; ++i) {
        const Row row{.id = std::to_string(i), .number = i};
        co_await load.put(row);
    }
    const dynaco::load_report done = co_await load.finish();
    if (done.stopped) throw dynaco::error(*done.stopped);

    dynaco::table_export rows{db, "consumer-rows"};
    int count = 0;
    while (co_await rows.next()) ++count;
    std::cout << done.written << " items were loaded, " << count << " are in the table\n";
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
