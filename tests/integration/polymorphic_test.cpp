#include "support/local_table.hpp"

#include <dynaco/polymorphic.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

/// Several models in one table.
namespace dynaco::test::polymorphic_test {
namespace {

struct by_owner {
    std::string owner{};
    std::string id{};
    static constexpr dynaco::index_schema schema{
        .index_name = "by-owner", .hash_key = "owner", .range_key = "id"};
};
struct cat {
    std::string id{};
    std::string owner{};
    int lives = 9;
    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"cat", "old-cat"}};
    using indexes = dynaco::indexes<by_owner>;
};
struct dog {
    std::string id{};
    std::string owner{};
    bool good = true;
    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"dog"}};
    using indexes = dynaco::indexes<by_owner>;
};
using pet = std::variant<cat, dog>;

struct profile {
    composed<"USER#{user_id}"> pk{};
    composed<"PROFILE"> sk{};
    std::string user_id{};
    std::string email{};
    static constexpr dynaco::schema schema{.table_name = "app", .hash_key = "pk", .range_key = "sk"};
};
struct purchase {
    composed<"USER#{user_id}"> pk{};
    composed<"ORDER#{number:06}"> sk{};
    std::string user_id{};
    std::uint32_t number = 0;
    static constexpr dynaco::schema schema{.table_name = "app", .hash_key = "pk", .range_key = "sk"};
};
using entity = std::variant<profile, purchase>;

using anything = std::variant<cat, dog, item>;

// A cat, a dog, a cat of an old kind and an item of no model.
awaitable<void> fill(client db, std::string name) {
    const table<anything> all(db, name);
    const cat tom{.id = "tom", .owner = "al", .lives = 7};
    const dog rex{.id = "rex", .owner = "al"};
    auto batch = all.batch_write();
    co_await batch.save(tom);
    co_await batch.save(rex);
    co_await batch.flush();
    const anything old = item{{"id", value("old")}, {"owner", value("al")}, {"kind", value("old-cat")}};
    const anything fish = item{{"id", value("fish")}, {"owner", value("al")}, {"kind", value("fish")}};
    co_await all.save(old);
    co_await all.save(fish);
}

std::string id_of(const pet& each) {
    return std::visit([](const auto& content) { return content.id; }, each);
}

class Polymorphic : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(Polymorphic);

TEST_P(Polymorphic, EachItemIsReadAsWhatItIs) {
    run([](client db) -> awaitable<void> {
        const auto pets = co_await make_table<pet>(db);
        co_await fill(db, pets.table_name());
        const auto found = co_await pets.get("rex");
        EXPECT_TRUE(std::get<dog>(found.value()).good);
        auto scan = pets.scan();
        const auto all = co_await scan.collect();
        EXPECT_EQ(all.size(), 3u) << "the fish is not asked for";
        const auto is_cat = [](const pet& each) { return std::holds_alternative<cat>(each); };
        EXPECT_EQ(std::ranges::count_if(all, is_cat), 2);
        const std::vector<std::string> ids{"tom", "old"};
        auto reader = pets.batch_get(ids);
        const auto cats = co_await reader.collect();
        EXPECT_EQ(std::ranges::count_if(cats, is_cat), 2);
        auto lively = pets.scan(filter("lives"_a > 5));
        const auto some = co_await lively.collect();
        EXPECT_EQ(some.size(), 1u);
        EXPECT_EQ(id_of(some.at(0)), "tom");
    });
}

TEST_P(Polymorphic, AnItemThatIsNoneOfTheModels) {
    run([](client db) -> awaitable<void> {
        const auto pets = co_await make_table<pet>(db);
        co_await fill(db, pets.table_name());
        const failure got = co_await failure_of(pets.get("fish"));
        EXPECT_EQ(got.cause(), errc::wrong_model);
        EXPECT_TRUE(got.code() == condition::model_mismatch);
        const table<anything> all(db, pets.table_name());
        const auto fish = co_await all.get("fish");
        EXPECT_EQ(std::get<item>(fish.value()).at("kind"), value("fish"));
        auto scan = all.scan();
        EXPECT_EQ(co_await scan.count(), 4u);
    });
}

TEST_P(Polymorphic, OneModelSeesItsOwnItems) {
    run([](client db) -> awaitable<void> {
        const auto pets = co_await make_table<pet>(db);
        co_await fill(db, pets.table_name());
        const auto cats = pets.as<cat>();
        auto scan = cats.scan();
        EXPECT_EQ(co_await scan.count(), 2u);
        auto lively = cats.scan(filter("lives"_a > 5));
        EXPECT_EQ(co_await lively.count(), 1u);
        auto owned = cats.index<by_owner>().query("al");
        EXPECT_EQ(co_await owned.count(), 2u);
        const failure got = co_await failure_of(cats.get("rex"));
        EXPECT_EQ(got.cause(), errc::wrong_model);
        EXPECT_EQ(got.diagnostics().attribute_path, "kind");
    });
}

TEST_P(Polymorphic, WritesOfEachModel) {
    run([](client db) -> awaitable<void> {
        const auto pets = co_await make_table<pet>(db);
        const dog rex{.id = "rex", .owner = "al"};
        const auto made = co_await pets.try_save(rex, when("id"_a.not_exists()));
        EXPECT_TRUE(made);
        const auto twice = co_await pets.try_save(rex, when("id"_a.not_exists()));
        EXPECT_FALSE(twice);
        co_await pets.update<dog>("rex", "good"_a.set(false));
        auto found = co_await pets.get("rex");
        EXPECT_FALSE(std::get<dog>(found.value()).good);
        co_await pets.remove("rex");
        found = co_await pets.get("rex");
        EXPECT_FALSE(found);
    });
}

TEST_P(Polymorphic, OneQueryGivesAllThatAUserHas) {
    run([](client db) -> awaitable<void> {
        const auto entities = co_await make_table<entity>(db);
        const profile al{.user_id = "al", .email = "al@example.com"};
        co_await entities.save(al);
        for (const std::uint32_t number : {2U, 1U}) {
            const purchase each{.user_id = "al", .number = number};
            co_await entities.save(each);
        }
        auto query = entities.query("al");
        const auto all = co_await query.collect();
        EXPECT_EQ(all.size(), 3u);
        EXPECT_EQ(std::get<purchase>(all.at(0)).number, 1u);
        EXPECT_EQ(std::get<purchase>(all.at(1)).number, 2u);
        EXPECT_EQ(std::get<profile>(all.at(2)).email, "al@example.com");
        auto orders = entities.query("al", "sk"_a.begins_with("ORDER#"));
        EXPECT_EQ(co_await orders.count(), 2u);
        const auto found = co_await entities.as<profile>().get("al");
        EXPECT_EQ(found.value().user_id, "al");
        co_await entities.remove("al", "PROFILE");
        const auto gone = co_await entities.get("al", "PROFILE");
        EXPECT_FALSE(gone);
    });
}

TEST_P(Polymorphic, AModelOfTheTableReadsItsOwnItemsOnly) {
    run([](client db) -> awaitable<void> {
        const auto pets = co_await make_table<pet>(db);
        co_await fill(db, pets.table_name());
        auto scan = pets.scan<cat>();
        EXPECT_EQ((co_await scan.collect()).size(), 2u);
        auto owned = pets.index<by_owner>().query<dog>("al");
        const auto dogs = co_await owned.collect();
        EXPECT_EQ(dogs.size(), 1u);
        auto either = pets.index<by_owner>().query<pet>("al");
        EXPECT_EQ((co_await either.collect()).size(), 3u);
        EXPECT_EQ((co_await failure_of(pets.get<cat>("rex"))).cause(), errc::wrong_model);
        const auto tom = co_await pets.get<cat>("tom");
        EXPECT_EQ(tom.value().lives, 7);
    });
}

TEST_P(Polymorphic, WritesByKeyLeaveOtherKindsAlone) {
    run([](client db) -> awaitable<void> {
        const auto pets = co_await make_table<pet>(db);
        co_await fill(db, pets.table_name());
        EXPECT_TRUE((co_await failure_of(pets.update<cat>("rex", "lives"_a.set(1)))).code() ==
                    condition::conflict);
        EXPECT_TRUE((co_await failure_of(pets.remove<cat>("rex"))).code() == condition::conflict);
        const auto rex = co_await pets.get("rex");
        EXPECT_TRUE(std::holds_alternative<dog>(rex.value()));
        co_await pets.update<cat>("new", "lives"_a.set(1));
        const auto made = co_await pets.get("new");
        EXPECT_EQ(std::get<cat>(made.value()).lives, 1);
        co_await pets.update<cat>("old", "lives"_a.set(2));
        co_await pets.remove<cat>("missing");
        const table<anything> all(db, pets.table_name());
        const table<dynaco::item> items(db, pets.table_name(), "id");
        const auto old = co_await items.get("old");
        EXPECT_EQ(old.value().at("kind"), value("old-cat")) << "it keeps its kind";
    });
}

struct by_state {
    composed<"STATE#{state}"> state_key{};
    std::string state{};
    std::string id{};
    static constexpr dynaco::index_schema schema{
        .index_name = "by-state", .hash_key = "state_key", .range_key = "id"};
};
struct job {
    std::string id{};
    composed<"STATE#{state}"> state_key{};
    std::string state{};
    static constexpr dynaco::schema schema{.table_name = "jobs", .hash_key = "id"};
    using indexes = dynaco::indexes<by_state>;
};

TEST_P(Polymorphic, AnUpdateMovesTheItemInTheIndexOfAComposedKey) {
    run([](client db) -> awaitable<void> {
        const auto jobs = co_await make_table<job>(db);
        const job first{.id = "1", .state = "open"};
        co_await jobs.save(first);
        co_await jobs.update("1", "state"_a.set("done"));
        auto open = jobs.index<by_state>().query("open");
        EXPECT_EQ(co_await open.count(), 0u);
        auto done = jobs.index<by_state>().query("done");
        EXPECT_EQ(co_await done.count(), 1u);
    });
}

}  // namespace
}  // namespace dynaco::test::polymorphic_test
