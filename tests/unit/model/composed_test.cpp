#include "record_text.hpp"

#include <dynaco/detail/model/record_codec.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Attributes composed from other members.
namespace dynaco::composed_test {
namespace {

using detail::model::parse_key_template;
using detail::model::templates_differ;

struct order {
    composed<"USER#{user_id}"> pk{};
    composed<"ORDER#{number:06}#{region}/x"> sk{};
    composed<"OPEN#{open_since}"> open{};
    std::string user_id{};
    std::uint32_t number = 0;
    std::string region{};
    std::optional<std::int64_t> open_since{};
    friend bool operator==(const order&, const order&) = default;
    static constexpr dynaco::schema schema{
        .table_name = "app",
        .hash_key = "pk",
        .range_key = "sk",
        .attributes = {{.member = "pk", .name = "PK"}, {.member = "region", .required = true}}};
};
struct profile {
    composed<"PROFILE"> sk{};
    int n = 0;
};
struct quoted {
    composed<"\"{a}\"\n{b}"> key{};
    std::string a{};
    double b = 0;
};
struct signed_number {
    composed<"N#{n:03}"> key{};
    int n = 0;
};

using test::records::read;
using test::records::read_failure;
using test::records::write_failure;
using test::records::written;

static_assert(parse_key_template("A#{b}").valid && parse_key_template("A#{b}").count == 1);
static_assert(parse_key_template("{a:08}-{b}!").tail == "!" &&
              parse_key_template("{a:08}-{b}").holes[0].width == 8);
static_assert(parse_key_template("").valid && parse_key_template("PROFILE").tail == "PROFILE");
static_assert(!parse_key_template("{a").valid && !parse_key_template("a}").valid &&
              !parse_key_template("{}").valid);
static_assert(!parse_key_template("{a:}").valid && !parse_key_template("{a:8}").valid);
static_assert(!parse_key_template("{a:0}").valid && !parse_key_template("{a:00}").valid);
static_assert(!parse_key_template("{a:0x}").valid && !parse_key_template("{a:0123}").valid);
static_assert(!parse_key_template("{{a}}").valid);
static_assert(!parse_key_template("{a}{b}").separated && parse_key_template("{a}#{b}").separated);
static_assert(parse_key_template("{a}1{a}2{a}3{a}4{a}5{a}6{a}7{a}").valid);
static_assert(!parse_key_template("{a}1{a}2{a}3{a}4{a}5{a}6{a}7{a}8{a}").valid);
static_assert(templates_differ(parse_key_template("USER#{a}"), parse_key_template("ORDER#{a}")));
static_assert(templates_differ(parse_key_template("{a}#user"), parse_key_template("{a}#order")));
static_assert(templates_differ(parse_key_template("PROFILE"), parse_key_template("ORDER#{a}")));
static_assert(templates_differ(parse_key_template("A"), parse_key_template("B")));
static_assert(!templates_differ(parse_key_template("A"), parse_key_template("A")));
static_assert(!templates_differ(parse_key_template("A#{a}"), parse_key_template("A#{b}#C")));
static_assert(!templates_differ(parse_key_template("A{n:03}"), parse_key_template("A001")));
static_assert(templates_differ(parse_key_template("A{n:03}"), parse_key_template("A01")));

TEST(Composed, IsWrittenFromTheMembers) {
    EXPECT_EQ(written(order{.user_id = "bob", .number = 42, .region = "eu"}),
              R"({"PK":{"S":"USER#bob"},"sk":{"S":"ORDER#000042#eu/x"},)"
              R"("user_id":{"S":"bob"},"number":{"N":"42"},"region":{"S":"eu"}})");
    EXPECT_EQ(written(profile{}), R"({"sk":{"S":"PROFILE"},"n":{"N":"0"}})");
}

TEST(Composed, IsAbsentIfAMemberIs) {
    EXPECT_NE(written(order{.open_since = -5}).find(R"("open":{"S":"OPEN#-5"})"), std::string::npos);
    EXPECT_EQ(written(order{}).find("OPEN"), std::string::npos);
}

TEST(Composed, IsTakenApartForWhatTheItemLacks) {
    const auto object =
        read<order>(R"({"sk":{"S":"ORDER#000042#eu/x"},"PK":{"S":"USER#bob"},"open":{"S":"OPEN#7"}})");
    EXPECT_EQ(object, (order{.user_id = "bob", .number = 42, .region = "eu", .open_since = 7}));
    EXPECT_EQ(read<signed_number>(R"({"key":{"S":"N#000"}})").n, 0);
}

TEST(Composed, WhatTheItemBringsComesFirst) {
    constexpr std::string_view keys = R"("PK":{"S":"USER#bob"},"sk":{"S":"ORDER#000001#eu/x"})";
    const std::string first = R"({"open_since":{"N":"5"},"open":{"S":"OPEN#7"},)" + std::string(keys) + "}";
    const std::string last = "{" + std::string(keys) + R"(,"open":{"S":"OPEN#7"},"open_since":{"N":"5"}})";
    EXPECT_EQ(read<order>(first).open_since, 5);
    EXPECT_EQ(read<order>(last).open_since, 5);
}

struct numbered {
    composed<"N#{n}"> pk{};
    composed<"{at:04}#{note}"> sk{};
    int n = 0;
    std::optional<int> at{};
    std::string note{};
    static constexpr dynaco::schema schema{.table_name = "numbers", .hash_key = "pk", .range_key = "sk"};
};
struct key_view {
    composed<"USER#{user_id}"> pk{};
    std::string user_id{};
};

// A write of the object would write the item with the key of its members.
TEST(Composed, AKeyThatItsMembersContradictIsNotRead) {
    constexpr std::string_view sk = R"("sk":{"S":"ORDER#000001#eu/x"})";
    for (const std::string& text :
         {R"({"user_id":{"S":"al"},"PK":{"S":"USER#bob"},)" + std::string(sk) + "}",
          R"({"PK":{"S":"USER#bob"},)" + std::string(sk) + R"(,"user_id":{"S":"al"}})"}) {
        const failure why = read_failure<order>(text);
        EXPECT_EQ(why.cause(), errc::invalid_value) << text;
        EXPECT_EQ(why.diagnostics().attribute_path, "PK");
        EXPECT_NE(why.text().find(R"(key is "USER#bob", but its members compose the key "USER#al")"),
                  std::string::npos)
            << why.text();
    }
    const failure number =
        read_failure<order>(R"({"PK":{"S":"USER#bob"},)" + std::string(sk) + R"(,"number":{"N":"2"}})");
    EXPECT_EQ(number.diagnostics().attribute_path, "sk") << number.text();
    EXPECT_EQ(read<order>(R"({"PK":{"S":"USER#bob"},"number":{"N":"1"},)" + std::string(sk) + "}").number,
              1u);
    EXPECT_EQ(
        read<order>(R"({"PK":{"S":"USER#b\u0022b"},"user_id":{"S":"b\"b"},)" + std::string(sk) + "}").user_id,
        "b\"b");
    // A view is not written.
    EXPECT_EQ(read<key_view>(R"({"user_id":{"S":"al"},"pk":{"S":"USER#bob"}})").user_id, "al");
}

struct staled {
    composed<"G#{a}"> other{};
    composed<"K#{a}"> pk{};
    std::string a{};
    static constexpr dynaco::schema schema{.table_name = "staled", .hash_key = "pk"};
};

TEST(Composed, TheKeyKnowsBetterThanAnotherComposedAttribute) {
    for (const char* text :
         {R"({"pk":{"S":"K#b"},"other":{"S":"G#c"}})", R"({"other":{"S":"G#c"},"pk":{"S":"K#b"}})"})
        EXPECT_EQ(read<staled>(text).a, "b") << text;
    EXPECT_EQ(read_failure<staled>(R"({"a":{"S":"c"},"other":{"S":"G#c"},"pk":{"S":"K#b"}})").cause(),
              errc::invalid_value);
    EXPECT_EQ(read_failure<staled>(R"({"other":{"S":"G#c"},"pk":{"S":"K#b"},"a":{"S":"c"}})").cause(),
              errc::invalid_value);
}

struct with_required {
    std::string id{};
    composed<"S#{state}"> by_state{};
    std::optional<std::string> state{};
    static constexpr dynaco::schema schema{
        .table_name = "w", .hash_key = "id", .attributes = {{.member = "by_state", .required = true}}};
};

TEST(Composed, OneThatIsRequiredIsNotLeftOut) {
    const failure why = write_failure(with_required{.id = "1"});
    EXPECT_EQ(why.cause(), errc::invalid_value);
    EXPECT_EQ(why.diagnostics().attribute_path, "by_state");
    EXPECT_EQ(written(with_required{.id = "1", .state = "a"}),
              R"({"id":{"S":"1"},"by_state":{"S":"S#a"},"state":{"S":"a"}})");
}

TEST(Composed, AKeyThatIsWrittenInAnotherWayIsNotRead) {
    EXPECT_EQ(read<numbered>(R"({"pk":{"S":"N#7"},"sk":{"S":"0012#a"}})").at, 12);
    const failure why = read_failure<numbered>(R"({"pk":{"S":"N#007"},"sk":{"S":"0012#a"}})");
    EXPECT_EQ(why.cause(), errc::invalid_value);
    EXPECT_NE(why.text().find(R"(its members compose the key "N#7")"), std::string::npos) << why.text();
    EXPECT_EQ(read_failure<numbered>(R"({"pk":{"S":"N#7"},"sk":{"S":"0012#a"},"at":{"N":"13"}})")
                  .diagnostics()
                  .attribute_path,
              "sk");
}

TEST(Composed, MustFitItsTemplate) {
    for (const char* text : {"", "USER", "user#1", "xUSER#1"}) {
        const failure f = read_failure<order>(R"({"PK":{"S":")" + std::string(text) + R"("}})");
        EXPECT_EQ(f.cause(), errc::invalid_value) << text;
        EXPECT_EQ(f.diagnostics().attribute_path, "PK") << text;
    }
    for (const char* text : {"ORDER#42#eu/x", "ORDER#0000042#eu/x", "ORDER#00004x#eu/x", "ORDER#000042#eu",
                             "ORDER#000042", "ORDER#-00042#eu/x"})
        EXPECT_EQ(read_failure<order>(R"({"sk":{"S":")" + std::string(text) + R"("}})").cause(),
                  errc::invalid_value)
            << text;
    EXPECT_EQ(read_failure<order>(R"({"open":{"S":"OPEN#soon"}})").cause(), errc::invalid_value);
    EXPECT_EQ(read_failure<order>(R"({"PK":{"N":"1"}})").cause(), errc::type_mismatch);
    EXPECT_EQ(read_failure<profile>(R"({"sk":{"S":"PROFILES"}})").cause(), errc::invalid_value);
}

TEST(Composed, AKeyIsRequired) {
    const failure f = read_failure<order>(R"({"PK":{"S":"USER#1"}})");
    EXPECT_EQ(f.cause(), errc::missing_attribute);
    EXPECT_EQ(f.diagnostics().attribute_path, "sk");
}

TEST(Composed, TextIsEscaped) {
    const quoted object{.a = "x\\y", .b = 0.5};
    EXPECT_EQ(written(object), R"({"key":{"S":"\"x\\y\"\n0.5"},"a":{"S":"x\\y"},"b":{"N":"0.5"}})");
    const auto back = read<quoted>(R"({"key":{"S":"\"x\\y\"\n0.5"}})");
    EXPECT_EQ(back.a, "x\\y");
    EXPECT_EQ(back.b, 0.5);
}

TEST(Composed, WhatWouldNotBeReadBackIsNotWritten) {
    const failure hash = write_failure(quoted{.a = "x\"\n"});
    EXPECT_EQ(hash.cause(), errc::invalid_argument);
    EXPECT_EQ(hash.diagnostics().attribute_path, "key.a");
    // "aa" before "ab": the part would end one character early.
    struct overlap {
        composed<"{a}aab{b}"> key{};
        std::string a{};
        std::string b{};
    };
    EXPECT_EQ(write_failure(overlap{.a = "xaab"}).cause(), errc::invalid_argument);
    EXPECT_EQ(read<overlap>(R"({"key":{"S":"xaaaabaab"}})").a, "xaa");
    EXPECT_EQ(written(overlap{.a = "xaa", .b = "aab"}),
              R"({"key":{"S":"xaaaabaab"},"a":{"S":"xaa"},"b":{"S":"aab"}})");
}

TEST(Composed, PaddedNumbersMustSortAsNumbersDo) {
    EXPECT_EQ(written(signed_number{.n = 999}), R"({"key":{"S":"N#999"},"n":{"N":"999"}})");
    for (const int n : {-1, 1000}) {
        const failure f = write_failure(signed_number{.n = n});
        EXPECT_EQ(f.cause(), errc::number_out_of_range) << n;
        EXPECT_EQ(f.diagnostics().attribute_path, "key.n") << n;
    }
}

}  // namespace
}  // namespace dynaco::composed_test
