// The sixth tutorial: load many items. The loader packs them into batches, sends as many as the table
// accepts, and never lets two writes of one item overtake each other.
//
// Runs against the service at DYNACO_ENDPOINT, for example a local DynamoDB. If that is not set, it runs
// against AWS.
#include <dynaco.hpp>
#include <dynaco/load/loader.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
#include <string>

namespace asio = boost::asio;

struct Reading {
    std::string sensor{};
    int second = 0;
    double celsius = 0;

    static constexpr dynaco::schema schema{
        .table_name = "tutorial-readings",
        .hash_key = "sensor",
        .range_key = "second",
        .billing_mode = dynaco::billing_mode::pay_per_request,
    };
};

// A source of rows: `next` returns one row after the other, and nothing at the end. It may await.
class Readings {
 public:
    explicit Readings(int count) : count_(count) {}

    asio::awaitable<std::optional<Reading>> next() {
        if (number_ == count_) co_return std::nullopt;
        const int number = number_++;
        co_return Reading{.sensor = "sensor-" + std::to_string(number % 50),
                          .second = number / 50,
                          .celsius = 20 + number % 7 * 0.5};
    }

 private:
    int count_;
    int number_ = 0;
};

void print(const dynaco::load_report& report) {
    std::cout << "  accepted " << report.accepted << ", written " << report.written << ", superseded "
              << report.superseded << ", rejected " << report.rejected << '\n';
    if (report.stopped) std::cout << "  the load ended early: " << report.stopped->text() << '\n';
}

asio::awaitable<void> load_rows(dynaco::client db, std::string table) {
    std::cout << "Load 10,000 readings from a source:\n";
    dynaco::loader load{db, table, {.max_memory = std::size_t{8} << 20}};
    Readings rows{10'000};
    co_await load.put_all(rows);
    print(co_await load.finish());
}

asio::awaitable<void> load_from_a_service(dynaco::client db, std::string table) {
    std::cout << "Write single readings, as a service does:\n";
    dynaco::loader load{db, table};
    const Reading first{.sensor = "door", .second = 1, .celsius = 18.5};
    const Reading corrected{.sensor = "door", .second = 1, .celsius = 19};
    co_await load.put(first);                          // waits for room, not for the response
    const auto ticket = co_await load.put(corrected);  // the last write of an item wins
    co_await ticket.written();                         // when it matters that it is stored
    print(co_await load.finish());
}

asio::awaitable<void> load_a_bad_row(dynaco::client db, std::string table) {
    std::cout << "A bad row does not stop the others:\n";
    const auto show = [](const dynaco::rejected_record& each) {
        std::cout << "  record " << each.position.number() << ", " << each.attribute << ": " << each.reason
                  << '\n';
    };
    dynaco::loader load{db, table, {.max_rejected = 10, .rejected = show}};
    class rows {
     public:
        asio::awaitable<std::optional<std::string>> next() {
            switch (number_++) {
                case 0: co_return R"({"sensor":{"S":"a"},"second":{"N":"1"}})";
                case 1: co_return R"({"sensor":{"S":"b"},"second":{"S":"one"}})";
                case 2: co_return R"({"sensor":{"S":"c"},"second":{"N":"1"}})";
                default: co_return std::nullopt;
            }
        }

     private:
        int number_ = 0;
    };
    co_await load.put_all(rows());
    print(co_await load.finish());
}

asio::awaitable<void> tutorial(dynaco::client db) {
    const dynaco::table<Reading> readings{db};
    const bool created = co_await readings.create();
    std::cout << "The table " << readings.table_name()
              << (created ? " was created.\n" : " exists already.\n");
    const std::string table{readings.table_name()};
    co_await load_rows(db, table);
    co_await load_from_a_service(db, table);
    co_await load_a_bad_row(db, table);
    auto scan = readings.scan();
    const auto count = co_await scan.count();
    std::cout << "The table has " << count << " readings.\n";
    if (created) co_await readings.delete_table();
}

int main() {
    try {
        asio::io_context io;
        const char* endpoint = std::getenv("DYNACO_ENDPOINT");
        dynaco::client db{io.get_executor(), {.endpoint = endpoint ? endpoint : ""}};
        std::exception_ptr failure;
        asio::co_spawn(io, tutorial(db), [&failure](std::exception_ptr e) { failure = e; });
        io.run();
        if (failure) std::rethrow_exception(failure);
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return 0;
}
