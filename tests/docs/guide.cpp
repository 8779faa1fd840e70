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
    std::set<std::string> tags{};                 // a string set; an empty one is left out
    std::map<std::string, dynaco::value> rest{};  // anything, by name
    std::optional<dynaco::number> credit{};       // absent, or an exact decimal

    static constexpr dynaco::schema schema{
        .table_name = "customers",
        .hash_key = "customer_id",
        .attributes = {{.member = "name", .name = "full_name", .required = true}},
    };
};

struct CustomerName {  // a view: only these attributes are fetched
    std::string customer_id{};
    std::string name{};

    static constexpr dynaco::schema schema{
        .table_name = "customers",
        .hash_key = "customer_id",
        .attributes = {{.member = "name", .name = "full_name", .required = true}},
    };
};

asio::awaitable<void> reading(dynaco::table<Customer> customers) {
    std::optional<Customer> customer = co_await customers.get("c-1", {.consistent_read = true});
    std::optional<CustomerName> name = co_await customers.get<CustomerName>("c-1");

    const std::vector<std::string> ids{"c-1", "c-2", "c-3"};
    std::vector<Customer> several = co_await customers.batch_get(ids).collect();

    auto scan = customers.scan(dynaco::filter("address.city"_a == "Oslo" && "tags"_a.contains("vip")),
                               {.limit = 100});
    while (auto page = co_await scan.next_page()) std::cout << page->size() << " customers\n";
    std::string where = scan.resume_token();  // go on from here later, in another process if need be
    auto rest = customers.scan({.resume_token = where});
    auto count = co_await rest.count();
    std::cout << count << " more\n";
}

asio::awaitable<void> writing(dynaco::table<Customer> customers) {
    const std::vector<std::string> more{"555-0100"};
    co_await customers.update("c-1", "address.city"_a.set("Bergen"), "phones"_a.set("phones"_a.append(more)),
                              "credit"_a.add(10), "rest.old"_a.remove());

    auto removed = co_await customers.remove("c-2", dynaco::when("credit"_a.not_exists() || "credit"_a == 0));
    if (!removed) std::cout << "kept: credit is " << *removed.existing()->credit << '\n';

    auto batch = customers.batch_write();
    for (int i = 0; i < 1000; ++i) {
        Customer each{.customer_id = "c-" + std::to_string(i), .name = "Customer " + std::to_string(i)};
        co_await batch.save(each);
    }
    co_await batch.flush();
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
            std::cout << e.what() << '\n';  // operation, table, attribute, cause, what to do, request id
    }
}

asio::awaitable<void> lower(dynaco::client db) {
    const dynaco::item key{{"customer_id", "c-1"}};
    auto answer = co_await db.send(dynaco::get_item{.table_name = "customers", .key = key});
    if (!answer)
        std::cout << answer.error().text() << '\n';
    else if (answer->item)
        std::cout << *answer->item << '\n';

    dynaco::client hasty = db.with({.deadline = std::chrono::milliseconds(200)});
    auto tables = co_await hasty.execute(dynaco::list_tables{.limit = 10});
    for (const std::string& name : tables.table_names) std::cout << name << '\n';
}

}  // namespace guide
