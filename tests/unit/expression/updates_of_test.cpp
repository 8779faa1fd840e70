#include "account.hpp"

#include <dynaco/expressions.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace dynaco::detail::expression::tests::updates_of_test {
namespace {

using namespace literals;
using updates = updates_of<account>;

TEST(UpdatesOf, WritesEachSectionOnce) {
    updates u;
    u.add("balance"_a.add(1)).add("rate"_a.set(1.5)).add("description"_a.remove());
    u.add("roles"_a.delete_elements("x")).add("tags[0]"_a.remove());
    EXPECT_EQ(u.size(), 5u);
    EXPECT_EQ(update_text(u), "SET #0 = :0 REMOVE #1, #2[0] ADD #3 :1 DELETE #4 :2");
}

TEST(UpdatesOf, StandsBesideOtherActions) {
    updates u;
    for (const char* label : {"a", "b.c"}) u.add("labels"_a[label].set("x"));
    u.add("scores"_a.add_elements(1));
    EXPECT_EQ(update_text("balance"_a.add(1), "rate"_a.set(1.5), u, "created"_a.set("now"), u),
              "SET #0 = :0, #1.#2 = :1, #1.#3 = :2, #4 = :3, #1.#2 = :4, #1.#3 = :5 "
              "ADD #5 :6, #6 :7, #6 :8");
}

TEST(UpdatesOf, TakesAnotherList) {
    updates u;
    u.add("balance"_a.add(1));
    u.add(u);
    EXPECT_EQ(update_text(u), "ADD #0 :0, #0 :1");
}

TEST(UpdatesOf, KeepsTheNamesOnTheWireAndItsOwnCopies) {
    updates u;
    {
        std::string text = "a long text that does not fit into the object itself";
        u.add("primary_email"_a.set(std::string_view(text)));
        text.assign(text.size(), '!');
    }
    EXPECT_EQ(
        written<account>(update_clause(u)),
        R"({"UpdateExpression":"SET #0 = :0","ExpressionAttributeNames":{"#0":"e"},)"
        R"("ExpressionAttributeValues":{":0":{"S":"a long text that does not fit into the object itself"}}})");
}

TEST(UpdatesOf, WhatASaveLeavesOutIsRemoved) {
    updates u;
    u.add("roles"_a.set(std::set<std::string>())).add("balance"_a.set(1));
    EXPECT_EQ(update_text(u), "SET #0 = :0 REMOVE #1");
}

TEST(UpdatesOf, NothingBesideSomethingIsNothing) {
    EXPECT_EQ(update_text(updates(), "balance"_a.add(1)), "ADD #0 :0");
}

TEST(UpdatesOf, NothingAtAllIsAnInvalidArgument) {
    EXPECT_TRUE(updates().empty());
    EXPECT_EQ(refused<account>(update_clause(updates())).cause(), errc::invalid_argument);
    EXPECT_EQ(refused<account>(update_clause(updates(), updates())).cause(), errc::invalid_argument);
}

TEST(UpdatesOf, WhatCannotBeWrittenFailsWithTheRequest) {
    updates u;
    u.add("roles"_a.add(std::set<std::string>())).add("balance"_a.set(1));
    EXPECT_EQ(refused<account>(update_clause(u)).cause(), errc::empty_set);
}

}  // namespace
}  // namespace dynaco::detail::expression::tests::updates_of_test
