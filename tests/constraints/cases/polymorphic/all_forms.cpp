// expect-ok
#include "../models.hpp"

#include <variant>

struct Cat {
    std::string id{};

    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"cat"}};
};

struct Dog {
    std::string id{};
    bool good = true;

    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"dog"}};
};

awaitable<void> f(dynaco::client db) {
    table<std::variant<Cat, Dog>> pets(db);
    static_cast<void>(co_await pets.create());
    Dog rex{.id = "1"};
    co_await pets.save(rex);
    auto written = co_await pets.try_save(rex, when("id"_a.not_exists()));
    static_cast<void>(written);
    const std::variant<Cat, Dog> either = rex;
    co_await pets.save(either);
    co_await pets.update<Dog>("1", "good"_a.set(false));
    auto found = co_await pets.get("1", {.consistent_read = true});
    static_cast<void>(found);
    auto scan = pets.scan(filter("good"_a == true), {.limit = 5});
    while (auto pet = co_await scan.next()) static_cast<void>(pet);
    co_await pets.remove("1");
    co_await pets.remove<Dog>("1");
}
