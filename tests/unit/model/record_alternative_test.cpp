#include <dynaco/detail/model/record_alternative.hpp>
#include <dynaco/detail/model/value_codec.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

/// Items that are one of several models.
namespace dynaco::record_alternative_test {
namespace {

struct cat {
    std::string id{};
    int lives = 9;
    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"cat", "old-cat"}};
};
struct dog {
    std::string id{};
    bool good = true;
    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "kind", .kinds = {"dog"}};
};
struct profile {
    composed<"USER#{user_id}"> pk{};
    composed<"PROFILE"> sk{};
    std::string user_id{};
    static constexpr dynaco::schema schema{.table_name = "app", .hash_key = "pk", .range_key = "sk"};
};
struct order {
    composed<"USER#{user_id}"> pk{};
    composed<"ORDER#{number:04}"> sk{};
    std::string user_id{};
    std::uint32_t number = 0;
    static constexpr dynaco::schema schema{.table_name = "app", .hash_key = "pk", .range_key = "sk"};
};
struct audit {  // has a discriminator beside models without one
    std::string pk{};
    std::string sk{};
    static constexpr dynaco::schema schema{.table_name = "app",
                                           .hash_key = "pk",
                                           .range_key = "sk",
                                           .discriminator = "what",
                                           .kinds = {"audit"}};
};
struct circle {
    double radius = 0;
    static constexpr map_schema schema{.discriminator = "shape", .kinds = {"circle"}};
};

using pet = std::variant<cat, dog>;
using entity = std::variant<profile, order, audit>;

template <class T>
T read(std::string_view text) {
    detail::json::reader in(text);
    T object{};
    EXPECT_TRUE((detail::model::item_reader<T>::read(in, object))) << in.why().text();
    EXPECT_TRUE(in.at_end());
    return object;
}
template <class T>
failure read_failure(std::string_view text) {
    detail::json::reader in(text);
    T object{};
    return detail::model::item_reader<T>::read(in, object) ? failure{} : in.why();
}

using detail::model::can_be_distinguished;
using detail::model::facts_of;
static_assert(can_be_distinguished(facts_of<cat>, facts_of<dog>) &&
              !can_be_distinguished(facts_of<cat>, facts_of<cat>));
static_assert(can_be_distinguished(facts_of<profile>, facts_of<order>));
static_assert(!can_be_distinguished(facts_of<order>, facts_of<order>));
static_assert(can_be_distinguished(facts_of<order>, facts_of<audit>));
static_assert(!can_be_distinguished(facts_of<cat>, facts_of<circle>), "two discriminators");

TEST(RecordAlternative, IsChosenByItsKind) {
    EXPECT_EQ(std::get<dog>(read<pet>(R"({"id":{"S":"1"},"good":{"BOOL":false},"kind":{"S":"dog"}})")).good,
              false);
    EXPECT_EQ(std::get<cat>(read<pet>(R"({"kind":{"S":"cat"},"id":{"S":"1"},"lives":{"N":"3"}})")).lives, 3);
    EXPECT_EQ(read<pet>(R"({"kind":{"S":"old-cat"},"id":{"S":"1"}})").index(), 0u);
}

TEST(RecordAlternative, IsChosenByItsKeys) {
    EXPECT_EQ(std::get<order>(read<entity>(R"({"sk":{"S":"ORDER#0042"},"pk":{"S":"USER#1"}})")).number, 42u);
    EXPECT_EQ(std::get<profile>(read<entity>(R"({"pk":{"S":"USER#1"},"sk":{"S":"PROFILE"}})")).user_id, "1");
}

TEST(RecordAlternative, TheKindComesBeforeTheKeys) {
    EXPECT_EQ(read<entity>(R"({"pk":{"S":"USER#1"},"sk":{"S":"PROFILE"},"what":{"S":"audit"}})").index(), 2u);
    EXPECT_EQ(read_failure<entity>(R"({"pk":{"S":"USER#1"},"sk":{"S":"PROFILE"},"what":{"S":"x"}})").cause(),
              errc::wrong_model);
}

TEST(RecordAlternative, AnItemThatIsNoneIsAnError) {
    for (const char* text : {R"({"id":{"S":"1"},"kind":{"S":"fish"}})", R"({"id":{"S":"1"}})",
                             R"({"id":{"S":"1"},"kind":{"N":"1"}})", "{}"})
        EXPECT_EQ(read_failure<pet>(text).cause(), errc::wrong_model) << text;
    for (const char* text :
         {R"({"pk":{"S":"USER#1"},"sk":{"S":"ORDER#42"}})", R"({"pk":{"S":"X#1"},"sk":{"S":"PROFILE"}})",
          R"({"pk":{"S":"USER#1"}})", R"({"pk":{"S":"USER#1"},"sk":{"N":"1"}})"})
        EXPECT_EQ(read_failure<entity>(text).cause(), errc::wrong_model) << text;
}

TEST(RecordAlternative, ItemTakesTheRest) {
    using any_pet = std::variant<cat, dog, item>;
    EXPECT_EQ(std::get<item>(read<any_pet>(R"({"id":{"S":"1"},"kind":{"S":"fish"}})")).at("kind"),
              value("fish"));
    EXPECT_EQ(read<any_pet>(R"({"kind":{"S":"dog"},"id":{"S":"1"}})").index(), 1u);
}

TEST(RecordAlternative, WhatTheModelRefusesIsItsFailure) {
    const failure f = read_failure<pet>(R"({"kind":{"S":"dog"},"id":{"S":"1"},"good":{"N":"1"}})");
    EXPECT_EQ(f.cause(), errc::type_mismatch);
    EXPECT_EQ(f.diagnostics().attribute_path, "good");
    EXPECT_EQ(read_failure<pet>(R"({"kind":{"S":"dog"},"id":{"S":"1"})").cause(), errc::malformed_reply);
}

TEST(RecordAlternative, OfAVariantThatIsAMember) {
    static_assert(detail::model::distinguishable<circle> && !detail::model::distinguishable<order>);
    EXPECT_TRUE(
        detail::model::alternative<circle>::accepts(R"({"radius":{"N":"1"},"shape":{"S":"circle"}})"));
    EXPECT_FALSE(detail::model::alternative<circle>::accepts(R"({"shape":{"S":"square"}})"));
    EXPECT_FALSE(detail::model::alternative<circle>::accepts("{}"));
    EXPECT_TRUE(detail::model::alternative<circle>::accepts(R"({"radius":1,"shape":"circle"})"))
        << "plain JSON";
    EXPECT_FALSE(detail::model::alternative<circle>::accepts(R"({"shape":"circle)"));
}

}  // namespace
}  // namespace dynaco::record_alternative_test
