// The code of docs/guide/expressions.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/asio.hpp>

#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace asio = boost::asio;
using namespace dynaco::literals;

namespace expressions {

struct Address {
    std::string city{};
    std::string zip{};
};

struct Account {
    std::string account_id{};
    std::string email{};
    std::int64_t balance = 0;
    std::optional<std::string> note{};
    std::vector<Address> addresses{};
    std::map<std::string, std::string> labels{};
    std::set<std::string> roles{};

    static constexpr dynaco::schema schema{
        .table_name = "accounts",
        .hash_key = "account_id",
        .attributes = {{.member = "email", .name = "e-mail"}},
    };
};

auto paths(int i, std::string label) {
    auto nested = "addresses[0].city"_a == "Oslo";
    auto quoted = "labels.'cost.centre'"_a == "X1";              // a name with a dot; write ' as ''
    auto element = "addresses"_a[i]["city"_a] == "Oslo";         // an index known at run time
    auto key = "labels"_a[label] == "X1";                        // a map key: any text, without quotes
    auto unchecked = dynaco::attribute("labels.'a.b'") == "X1";  // not checked against the model
    auto parts = dynaco::attribute_path("addresses", i, "city") == "Oslo";
    return nested && quoted && element && key && unchecked && parts;
}

auto find(dynaco::table<Account> accounts, std::optional<int> least, std::vector<std::string> words) {
    dynaco::condition_of<Account> wanted;
    if (least) wanted.and_also("balance"_a >= *least);
    for (const auto& word : words) wanted.and_also("email"_a.contains(word) || "note"_a.contains(word));
    std::cout << "looking for " << wanted << '\n';
    return accounts.scan(dynaco::filter(wanted && "roles"_a.contains("customer")));
}

asio::awaitable<void> relabel(dynaco::table<Account> accounts, std::map<std::string, std::string> labels) {
    dynaco::updates_of<Account> changes;
    for (const auto& [name, text] : labels) changes.add("labels"_a[name].set(text));
    co_await accounts.update("1", changes, "roles"_a.add_elements("labelled", "seen"));
}

struct Order {
    std::string customer{};
    std::string day{};
    int quantity = 0;

    static constexpr dynaco::schema schema{
        .table_name = "orders", .hash_key = "customer", .range_key = "day"};
};

auto orders_since(dynaco::table<Order> orders, std::optional<std::string> day) {
    dynaco::key_condition_of<Order> range;  // empty: every day
    if (day) range = "day"_a >= *day;
    return orders.query("customer-1", range, dynaco::filter("quantity"_a > 5));
}

}  // namespace expressions
