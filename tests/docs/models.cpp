#include <dynaco.hpp>

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace asio = boost::asio;

/// The code of docs/guide/models.md, word for word.
namespace models_guide {

using namespace dynaco::literals;

template <class T>
void use(const T&) {}

struct Address {
    std::string street{};
    std::string post_code{};

    static constexpr dynaco::map_schema schema{.attributes = {{.member = "post_code", .name = "zip"}}};
};

struct Customer {
    std::string customer_id{};
    Address address{};
    int credit = 100;  // for new customers; 0 if a stored item lacks it

    static constexpr dynaco::schema schema{
        .table_name = "customers",
        .hash_key = "customer_id",
        .attributes = {{.member = "address", .required = true},
                       {.member = "credit", .default_for_new = true}},
    };
};

struct Audit {
    std::string created_by{};
    std::int64_t created_on = 0;
};

struct Document {
    std::string document_id{};
    dynaco::embedded<Audit> audit{};
    dynaco::unknown_attributes rest{};

    static constexpr dynaco::schema schema{
        .table_name = "documents", .hash_key = "document_id", .range_key = "created_on"};
};

asio::awaitable<void> sign(dynaco::table<Document> documents) {
    auto found = co_await documents.get("1", 1700000000);
    if (!found) co_return;
    found->audit.created_by = "alice";
    co_await documents.save(*found);  // also writes found->rest
}

struct User {
    dynaco::composed<"USER#{user_id}"> pk{};
    dynaco::composed<"PROFILE"> sk{};
    std::string user_id{};
    std::string email{};

    static constexpr dynaco::schema schema{.table_name = "app", .hash_key = "pk", .range_key = "sk"};
};

struct ByStatus {
    dynaco::composed<"STATUS#{status}"> status_key{};
    std::string status{};

    static constexpr dynaco::index_schema schema{.index_name = "by-status", .hash_key = "status_key"};
};

struct Order {
    dynaco::composed<"USER#{user_id}"> pk{};
    dynaco::composed<"ORDER#{region}#{number:08}"> sk{};  // padded, so that keys sort like numbers
    dynaco::composed<"STATUS#{status}"> status_key{};     // absent without a status
    std::string user_id{};
    std::string region{};
    std::uint32_t number = 0;
    std::optional<std::string> status{};

    static constexpr dynaco::schema schema{.table_name = "app", .hash_key = "pk", .range_key = "sk"};
    using indexes = dynaco::indexes<ByStatus>;
};

asio::awaitable<void> look_up(dynaco::client db) {
    const dynaco::table<User> users{db};
    const dynaco::table<Order> orders{db};
    auto alice = co_await users.get("alice");
    auto order = co_await orders.get("alice", dynaco::parts("eu", 42));
    auto in_europe = orders.query("alice", "sk"_a.begins_with("ORDER#eu#"));
    auto same = orders.query(dynaco::composed_text("USER#alice"));
    auto open = orders.index<ByStatus>().query("open");
    co_await orders.update("alice", dynaco::parts("eu", 42), "status"_a.set("done"));  // also sets status_key
}

struct Cat {
    std::string pet_id{};
    int lives = 9;

    static constexpr dynaco::schema schema{
        .table_name = "pets",
        .hash_key = "pet_id",
        .discriminator = "kind",      // an attribute, not a member
        .kinds = {"cat", "old-cat"},  // writes the first, reads all
    };
};

struct Dog {
    std::string pet_id{};
    bool good = true;

    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "pet_id", .discriminator = "kind", .kinds = {"dog"}};
};

asio::awaitable<void> all_pets(dynaco::client db) {
    const dynaco::table<std::variant<Cat, Dog>> pets{db};
    const Dog rex{.pet_id = "rex"};
    co_await pets.save(rex);
    co_await pets.update<Cat>("tom", "lives"_a.set(8));
    auto scan = pets.scan();
    while (auto pet = co_await scan.next())
        if (const Cat* cat = std::get_if<Cat>(&*pet)) use(*cat);

    auto lively = pets.scan<Cat>(dynaco::filter("lives"_a > 5));  // no dogs: filters by kind, too
    auto tom = co_await pets.get<Cat>("tom");                     // errc::wrong_model if it is a dog
    const dynaco::table<Cat> cats = pets.as<Cat>();               // the same table, cats only
}

asio::awaitable<void> all_of_alice(dynaco::client db) {
    const dynaco::table<std::variant<User, Order, dynaco::item>> app{db};
    auto items = app.query("alice");  // profile and orders; any other item is a dynaco::item
    while (auto each = co_await items.next()) use(*each);
}

}  // namespace models_guide
