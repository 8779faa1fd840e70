// Five models with ten attributes and ten expressions each, as in a user's program; see ../compile_time.py.
#include <dynaco.hpp>

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace asio = boost::asio;
using namespace dynaco::literals;

struct Account {
    std::string id{};
    std::string owner{};
    std::string email{};
    std::int64_t balance = 0;
    int quantity = 0;
    double price = 0;
    bool active = false;
    std::optional<std::string> note{};
    std::vector<std::string> tags{};
    std::map<std::string, std::string> labels{};

    static constexpr dynaco::schema schema{.table_name = "accounts", .hash_key = "id", .range_key = "owner"};
};

struct Order {
    std::string id{};
    std::string owner{};
    std::string email{};
    std::int64_t balance = 0;
    int quantity = 0;
    double price = 0;
    bool active = false;
    std::optional<std::string> note{};
    std::vector<std::string> tags{};
    std::map<std::string, std::string> labels{};

    static constexpr dynaco::schema schema{.table_name = "orders", .hash_key = "id", .range_key = "owner"};
};

struct Product {
    std::string id{};
    std::string owner{};
    std::string email{};
    std::int64_t balance = 0;
    int quantity = 0;
    double price = 0;
    bool active = false;
    std::optional<std::string> note{};
    std::vector<std::string> tags{};
    std::map<std::string, std::string> labels{};

    static constexpr dynaco::schema schema{.table_name = "products", .hash_key = "id", .range_key = "owner"};
};

struct Session {
    std::string id{};
    std::string owner{};
    std::string email{};
    std::int64_t balance = 0;
    int quantity = 0;
    double price = 0;
    bool active = false;
    std::optional<std::string> note{};
    std::vector<std::string> tags{};
    std::map<std::string, std::string> labels{};

    static constexpr dynaco::schema schema{.table_name = "sessions", .hash_key = "id", .range_key = "owner"};
};

struct Shipment {
    std::string id{};
    std::string owner{};
    std::string email{};
    std::int64_t balance = 0;
    int quantity = 0;
    double price = 0;
    bool active = false;
    std::optional<std::string> note{};
    std::vector<std::string> tags{};
    std::map<std::string, std::string> labels{};

    static constexpr dynaco::schema schema{.table_name = "shipments", .hash_key = "id", .range_key = "owner"};
};

/// Ten expressions: four in updates, three in conditions, two in queries, one in a scan.
template <class Model>
asio::awaitable<void> use(dynaco::table<Model> models) {
    std::optional<Model> found = co_await models.get("1", "ann");
    if (!found) co_return;
    co_await models.update("1", "ann", "email"_a.set("new"), "balance"_a.set("balance"_a + 1),
                           "note"_a.remove(), "quantity"_a.add(2));
    auto saved = co_await models.try_save(*found, dynaco::when("id"_a.not_exists() || "price"_a > 3.5));
    if (!saved) co_return;
    auto removed = co_await models.try_remove("1", "ann", dynaco::when("active"_a == false));
    if (!removed) co_return;
    auto query = models.query("1", "owner"_a.begins_with("a"), dynaco::filter("labels.size"_a == "xl"));
    while (auto each = co_await query.next()) co_await models.save(*each);
    auto scan = models.scan(dynaco::filter("tags"_a.contains("x")));
    std::vector<Model> all = co_await scan.collect();
}

asio::awaitable<void> use_all(dynaco::client db) {
    co_await use<Account>(dynaco::table<Account>(db));
    co_await use<Order>(dynaco::table<Order>(db));
    co_await use<Product>(dynaco::table<Product>(db));
    co_await use<Session>(dynaco::table<Session>(db));
    co_await use<Shipment>(dynaco::table<Shipment>(db));
}
