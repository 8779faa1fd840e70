#include "record_text.hpp"

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/json.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dynaco::record_codec_test {
namespace {

struct label {
    std::string owner{};
    int level = 0;
    friend bool operator==(const label&, const label&) = default;
};
struct account {
    std::string id{};
    std::int64_t balance = 7;
    std::optional<std::string> note{};
    std::set<std::string> tags{};
    std::vector<label> labels{};
    std::map<std::string, label> by_name{};
    friend bool operator==(const account&, const account&) = default;
    static constexpr dynaco::schema schema{
        .table_name = "accounts",
        .hash_key = "id",
        .attributes = {{.member = "note", .name = "the \"note\""}, {.member = "labels", .name = "Labels"}},
    };
};
struct strict {
    std::string id{};
    int at = 0;
    std::optional<int> must{};
    static constexpr dynaco::schema schema{
        .table_name = "strict",
        .hash_key = "id",
        .range_key = "at",
        .attributes = {{.member = "must", .name = "Must", .required = true}}};
};
struct fresh {
    int count = 5;
    std::string name = "new";
    int kept = 6;
    static constexpr map_schema schema{.attributes = {{.member = "count", .default_for_new = true},
                                                      {.member = "name", .default_for_new = true}}};
};
struct point {
    int x = 0;
    int y = 0;
    static constexpr map_schema schema{.attributes = {{.member = "x", .name = "X", .required = true}}};
};
struct has_point {
    point at{};
};
struct nothing {};
struct holds_nothing {
    nothing inner{};
    int after = 0;
};
struct any_type {
    value anything{};
    item map{};
    std::optional<value> maybe{};
    null_t nil{};
};
struct tree {
    int depth = 0;
    std::vector<tree> branches{};
};

// A type that can only be moved and needs an argument, with a codec of the user's.
class token {
 public:
    explicit token(std::string text) : text_(std::make_unique<std::string>(std::move(text))) {}
    [[nodiscard]] const std::string& text() const { return *text_; }
    void set(std::string_view text) { *text_ = text; }

 private:
    std::unique_ptr<std::string> text_;
};

// A codec that accepts any type may still refuse NULL.
struct never_null {
    bool set = true;
};

}  // namespace
}  // namespace dynaco::record_codec_test

namespace dynaco {

template <>
struct codec<record_codec_test::token> {
    static constexpr attribute_type type = attribute_type::S;
    static bool write(detail::json::writer& out, const record_codec_test::token& t) {
        if (t.text() == "bad") return out.fail(errc::invalid_argument, "bad token");
        return out.string(t.text()), true;
    }
    static bool read(detail::json::reader& in, attribute_type, record_codec_test::token& t) {
        std::string_view text;
        if (!in.string(text)) return false;
        if (text == "bad") return in.fail(errc::invalid_value, "bad token");
        return t.set(text), true;
    }
    static bool absent(const record_codec_test::token& t) { return t.text().empty(); }
};

template <>
struct codec<record_codec_test::never_null> {
    static constexpr attribute_type type = attribute_type::any;
    static constexpr bool keeps_null = false;
    static bool write(detail::json::writer& out, const record_codec_test::never_null&) {
        return out.raw(R"({"BOOL":true})"), true;
    }
    static bool read(detail::json::reader& in, attribute_type, record_codec_test::never_null& v) {
        return in.boolean(v.set);
    }
};

}  // namespace dynaco

namespace dynaco::record_codec_test {
namespace {

struct holds_never_null {
    never_null member{};
};
struct holds_token {
    int before = 0;
    token secret;
};

using test::records::read;
using test::records::read_failure;
using test::records::write_failure;
using test::records::written;

account full_account() {
    return {.id = "1",
            .balance = -5,
            .note = "n",
            .tags = {"a", "b"},
            .labels = {{.owner = "x", .level = 1}, {}},
            .by_name = {{"k", {.owner = "y", .level = 2}}}};
}
constexpr std::string_view full_text =
    R"({"id":{"S":"1"},"balance":{"N":"-5"},"the \"note\"":{"S":"n"},"tags":{"SS":["a","b"]},)"
    R"("Labels":{"L":[{"M":{"owner":{"S":"x"},"level":{"N":"1"}}},{"M":{"owner":{"S":""},"level":{"N":"0"}}}]},)"
    R"("by_name":{"M":{"k":{"M":{"owner":{"S":"y"},"level":{"N":"2"}}}}}})";

static_assert(storable<account> && storable<label> && storable<nothing> && storable<tree>);
static_assert(storable<std::optional<label>> && storable<std::vector<account>>);
static_assert(codec<account>::type == attribute_type::M);

TEST(RecordCodec, ReadsWhatItWrites) {
    EXPECT_EQ(written(full_account()), full_text);
    EXPECT_EQ(read<account>(full_text), full_account());
}

TEST(RecordCodec, LeavesOutWhatIsAbsent) {
    EXPECT_EQ(written(account{.id = "1"}),
              R"({"id":{"S":"1"},"balance":{"N":"7"},"Labels":{"L":[]},"by_name":{"M":{}}})");
}

TEST(RecordCodec, MembersThatTheItemLacksKeepTheirValue) {
    EXPECT_EQ(read<account>(R"({"id":{"S":"1"}})"), account{.id = "1"});
    EXPECT_EQ(read<account>(R"({"id":{"S":"1"}})", account{.balance = 99}).balance, 99);
}

TEST(RecordCodec, OrderDoesNotMatter) {
    EXPECT_EQ(read<label>(R"({"level":{"N":"1"},"owner":{"S":"x"}})"), (label{.owner = "x", .level = 1}));
    EXPECT_EQ(read<label>(" { \"level\" : { \"N\" : \"1\" } , \"owner\" : { \"S\" : \"x\" } } "),
              (label{.owner = "x", .level = 1}));
}

TEST(RecordCodec, SkipsUnknownAttributes) {
    EXPECT_EQ(read<label>(R"({"a":{"S":"x"},"owner":{"S":"x"},"b":{"M":{"c":{"L":[{"NULL":true}]}}},)"
                          R"("level":{"N":"1"},"z":{"NS":["1"]},"new":{"XX":{}}})"),
              (label{.owner = "x", .level = 1}));
    EXPECT_EQ(read<label>(R"({"Owner":{"S":"x"},"owne":{"S":"x"},"":{"S":"x"}})"), label{});
}

TEST(RecordCodec, SkipsUnknownAttributesOfAnyDepth) {
    std::string deep = R"({"S":"x"})";
    for (int i = 0; i < 32; ++i) deep = R"({"L":[)" + deep + "]}";
    EXPECT_EQ(read<label>(R"({"deep":)" + deep + R"(,"level":{"N":"1"}})").level, 1);
}

TEST(RecordCodec, UnknownAttributesMustBeJson) {
    EXPECT_EQ(read_failure<label>(R"({"x":{"S":"\ud800"}})").cause(), errc::malformed_reply);
    EXPECT_EQ(read_failure<label>(R"({"x":{"S":)").cause(), errc::malformed_reply);
}

TEST(RecordCodec, NamesMayBeEscaped) {
    EXPECT_EQ(read<label>(R"({"\u006fwner":{"S":"x"}})").owner, "x");
    EXPECT_EQ(read<account>(R"({"the \u0022note\u0022":{"S":"n"},"id":{"S":"1"}})").note, "n");
}

TEST(RecordCodec, LastOfEqualNamesWins) {
    EXPECT_EQ(read<label>(R"({"level":{"N":"1"},"level":{"N":"2"}})").level, 2);
}

TEST(RecordCodec, KeysAreRequired) {
    const failure f = read_failure<account>(R"({"balance":{"N":"1"}})");
    EXPECT_EQ(f.cause(), errc::missing_attribute);
    EXPECT_EQ(f.diagnostics().attribute_path, "id");
    EXPECT_EQ(read_failure<account>("{}").cause(), errc::missing_attribute);
    EXPECT_EQ(read_failure<strict>(R"({"id":{"S":"1"},"Must":{"N":"1"}})").diagnostics().attribute_path,
              "at");
}

TEST(RecordCodec, RequiredAttributesAreNamedAsInDynamoDB) {
    const failure f = read_failure<strict>(R"({"id":{"S":"1"},"at":{"N":"1"},"must":{"N":"1"}})");
    EXPECT_EQ(f.cause(), errc::missing_attribute);
    EXPECT_EQ(f.diagnostics().attribute_path, "Must");
    EXPECT_EQ(read<strict>(R"({"id":{"S":"1"},"at":{"N":"1"},"Must":{"N":"5"}})").must, 5);
}

struct demanding {
    std::string id{};
    std::set<std::string> tags{};
    std::optional<int> count{};
    dynaco::nullable<int> level{};

    static constexpr dynaco::schema schema{
        .table_name = "demanding",
        .hash_key = "id",
        .attributes = {{.member = "tags", .name = "Tags", .required = true},
                       {.member = "count", .required = true},
                       {.member = "level", .required = true}}};
};

TEST(RecordCodec, RequiredMembersThatAreEmptyAreNotWritten) {
    const auto refusal = [](const demanding& object) {
        std::string text;
        detail::json::writer out(text);
        EXPECT_FALSE(detail::model::write_element(out, object));
        return out.why();
    };
    EXPECT_EQ(refusal({.id = "1", .count = 1}).cause(), errc::invalid_value);
    EXPECT_EQ(refusal({.id = "1", .count = 1}).diagnostics().attribute_path, "Tags");
    EXPECT_EQ(refusal({.id = "1", .tags = {"a"}}).diagnostics().attribute_path, "count");
    const demanding whole{.id = "1", .tags = {"a"}, .count = 1};  // NULL is a value
    EXPECT_TRUE(from_dynamodb_json<demanding>(to_dynamodb_json(whole)).level.is_null());
}

TEST(RecordCodec, RequiredInsideListsIsNamedWithItsPath) {
    using list = std::map<std::string, std::vector<strict>>;
    detail::json::reader in(R"({"M":{"a":{"L":[{"M":{"id":{"S":"1"},"at":{"N":"1"}}}]}}})");
    list value;
    EXPECT_FALSE(detail::model::read_attribute(in, value));
    EXPECT_EQ(in.why().diagnostics().attribute_path, "a[0].Must");
}

TEST(RecordCodec, FailuresNameThePath) {
    const failure f = read_failure<account>(R"({"Labels":{"L":[{"M":{}},{"M":{"level":{"S":"x"}}}]}})");
    EXPECT_EQ(f.cause(), errc::type_mismatch);
    EXPECT_EQ(f.diagnostics().attribute_path, "Labels[1].level");
    const failure g = read_failure<account>(R"({"by_name":{"M":{"k":{"M":{"level":{"N":"3e9"}}}}}})");
    EXPECT_EQ(g.cause(), errc::number_out_of_range);
    EXPECT_EQ(g.diagnostics().attribute_path, "by_name.k.level");
}

TEST(RecordCodec, NullIsAnAbsentAttributeWhereItIsNoValue) {
    EXPECT_EQ(read<account>(R"({"id":{"S":"1"},"balance":{"NULL":true},"Labels":{"NULL":true}})"),
              account{.id = "1"});
    const failure key = read_failure<account>(R"({"id":{"NULL":true}})");
    EXPECT_EQ(key.cause(), errc::missing_attribute);
    EXPECT_EQ(key.diagnostics().attribute_path, "id");
    EXPECT_EQ(read<any_type>(R"({"anything":{"NULL":true}})", {.anything = 5}).anything, value(null));
    EXPECT_TRUE(read<holds_never_null>(R"({"member":{"NULL":false}})").member.set);
    EXPECT_FALSE(read<holds_never_null>(R"({"member":{"BOOL":false}})").member.set);
    EXPECT_EQ(read_failure<label>(R"({"level":{"NULL":"x"},"owner":1})").cause(), errc::malformed_reply);
    EXPECT_EQ(read_failure<label>(R"({"level":{"NULL":})").cause(), errc::malformed_reply);
}

TEST(RecordCodec, ADefaultForNewObjectsDoesNotPassForWhatIsStored) {
    EXPECT_EQ(written(fresh{}), R"({"count":{"N":"5"},"name":{"S":"new"},"kept":{"N":"6"}})");
    const auto empty = read<fresh>("{}");
    EXPECT_EQ(empty.count, 0);
    EXPECT_EQ(empty.name, "");
    EXPECT_EQ(empty.kept, 6);
    EXPECT_EQ(read<fresh>(R"({"count":{"NULL":true}})").count, 0);
    EXPECT_EQ(read<fresh>(R"({"count":{"N":"7"},"name":{"S":"x"}})").name, "x");
}

TEST(RecordCodec, MapsHaveNamesAndRequiredAttributesToo) {
    EXPECT_EQ(written(has_point{}), R"({"at":{"M":{"X":{"N":"0"},"y":{"N":"0"}}}})");
    EXPECT_EQ(read<has_point>(R"({"at":{"M":{"X":{"N":"1"},"x":{"N":"2"}}}})").at.x, 1);
    const failure f = read_failure<has_point>(R"({"at":{"M":{"y":{"N":"1"}}}})");
    EXPECT_EQ(f.cause(), errc::missing_attribute);
    EXPECT_EQ(f.diagnostics().attribute_path, "at.X");
}

TEST(RecordCodec, WriteFailuresNameThePath) {
    const holds_token object{.before = 1, .secret = token("bad")};
    EXPECT_EQ(write_failure(object).cause(), errc::invalid_argument);
    EXPECT_EQ(write_failure(object).diagnostics().attribute_path, "secret");
    EXPECT_EQ(write_failure(object).diagnostics().detail, "bad token");
    const any_type sets{.map = {{"a", value::list{value::string_set{}}}}};
    EXPECT_EQ(write_failure(sets).cause(), errc::empty_set);
    EXPECT_EQ(write_failure(sets).diagnostics().attribute_path, "map.a[0]");
}

TEST(RecordCodec, RefusesBrokenJson) {
    for (const char* text :
         {"", "{", "[]", "null", R"({"owner"})", R"({"owner":"x"})", R"({"owner":null})",
          R"({"owner":{"S":"x"},})", R"({"owner":{"S":"x"} "level":{"N":"1"}})", R"({"owner":{}})",
          R"({"owner":{"S":"x","N":"1"}})", R"({"level":{"N":1}})", R"({,})", R"({"owner":{"S":"x")"})
        EXPECT_EQ(read_failure<label>(text).cause(), errc::malformed_reply) << text;
}

TEST(RecordCodec, MembersMayBeMoveOnlyAndNotDefaultConstructible) {
    EXPECT_EQ(written(holds_token{.before = 1, .secret = token("x")}),
              R"({"before":{"N":"1"},"secret":{"S":"x"}})");
    EXPECT_EQ(written(holds_token{.before = 1, .secret = token("")}), R"({"before":{"N":"1"}})");
    const auto back = read<holds_token>(R"({"secret":{"S":"y"}})", {.before = 2, .secret = token("")});
    EXPECT_EQ(back.secret.text(), "y");
    EXPECT_EQ(back.before, 2);
    const failure f =
        read_failure<holds_token>(R"({"secret":{"S":"bad"}})", {.before = 0, .secret = token("")});
    EXPECT_EQ(f.cause(), errc::invalid_value);
    EXPECT_EQ(f.diagnostics().attribute_path, "secret");
}

TEST(RecordCodec, EmptyRecords) {
    EXPECT_EQ(written(nothing{}), "{}");
    EXPECT_EQ(written(holds_nothing{}), R"({"inner":{"M":{}},"after":{"N":"0"}})");
    EXPECT_EQ(read<holds_nothing>(R"({"inner":{"M":{"x":{"S":"y"}}},"after":{"N":"1"}})").after, 1);
}

TEST(RecordCodec, MembersOfAnyType) {
    const any_type object{.anything = value::list{1, "x"}, .map = {{"a", true}}, .maybe = {}, .nil = null};
    constexpr std::string_view text =
        R"({"anything":{"L":[{"N":"1"},{"S":"x"}]},"map":{"M":{"a":{"BOOL":true}}},"nil":{"NULL":true}})";
    EXPECT_EQ(written(object), text);
    const auto back = read<any_type>(text);
    EXPECT_EQ(back.anything, object.anything);
    EXPECT_EQ(back.map, object.map);
    EXPECT_FALSE(back.maybe);
}

TEST(RecordCodec, RecursiveRecords) {
    const tree object{.depth = 1, .branches = {{.depth = 2}, {.depth = 3, .branches = {{.depth = 4}}}}};
    const auto back = read<tree>(written(object));
    EXPECT_EQ(back.branches[1].branches[0].depth, 4);
    EXPECT_EQ(written(back), written(object));
}

TEST(RecordCodec, LimitsDepth) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += R"({"branches":{"L":[{"M":)";
    EXPECT_EQ(read_failure<tree>(text).cause(), errc::nested_too_deeply);
}

}  // namespace
}  // namespace dynaco::record_codec_test
