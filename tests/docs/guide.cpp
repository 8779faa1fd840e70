// The code of docs/guide.md and of README.md's later sections, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/asio.hpp>

#include <iostream>

namespace asio = boost::asio;
using namespace dynaco::literals;

namespace guide {

void endpoints(asio::io_context& io) {
    dynaco::client aws{io.get_executor(), {.region = "eu-west-1"}};
    dynaco::client local{io.get_executor(), {.endpoint = "http://localhost:8000"}};
    dynaco::client scylla{io.get_executor(),
                          {.endpoint = "https://scylla.example.com:8043", .ca_file = "/etc/my-ca.pem"}};
}

struct Address {
    std::string street{};
    std::string city{};
};

struct Customer {
    std::string customer_id{};
    std::string name{};
    Address address{};                            // a map attribute
    std::vector<std::string> phones{};            // a list
    std::set<std::string> tags{};                 // a string set; not stored when empty
    std::map<std::string, dynaco::value> rest{};  // a map with values of any type
    std::optional<dynaco::number> credit{};       // an exact decimal, or absent

    static constexpr dynaco::schema schema{
        .table_name = "customers",
        .hash_key = "customer_id",
        .attributes = {{.member = "name", .name = "full_name", .required = true}},
    };
};

asio::awaitable<void> one_item(dynaco::table<Customer> customers) {
    const Customer ann{.customer_id = "c-1", .name = "Ann", .phones = {"555-0100"}};
    co_await customers.save(ann);

    std::optional<Customer> found = co_await customers.get("c-1");
    if (found) std::cout << found->name << " lives in " << found->address.city << '\n';

    co_await customers.update("c-1", "address.city"_a.set("Bergen"), "credit"_a.add(10),
                              "rest.old"_a.remove());

    auto removed =
        co_await customers.try_remove("c-1", dynaco::when("credit"_a.not_exists() || "credit"_a == 0));
    if (auto kept = removed.existing()) std::cout << "kept: credit is " << kept->credit.value_or(0) << '\n';
}

asio::awaitable<void> archive(dynaco::client db, std::string year) {
    const dynaco::table<Customer> customers{db};  // "customers"
    const dynaco::table<Customer> old{db, "customers-" + year};
    std::optional<Customer> found = co_await customers.get("c-1");
    if (found) co_await old.save(*found);
}

asio::awaitable<void> failing(dynaco::table<Customer> customers) {
    try {
        co_await customers.get("c-1");
    } catch (const dynaco::error& e) {
        if (e.code() == dynaco::condition::throttled)
            std::cout << "slow down\n";
        else if (e.code() == dynaco::condition::not_found)
            std::cout << "create the table first\n";
        else
            std::cout << e.what() << '\n';  // operation, table, item, attribute, cause, advice, request id
    }
}

}  // namespace guide
