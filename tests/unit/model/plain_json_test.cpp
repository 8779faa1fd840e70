#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/array_codec.hpp>
#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/detail/model/time_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/detail/model/variant_codec.hpp>
#include <dynaco/json.hpp>

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dynaco::plain_json_test {
namespace {

enum class colour { red, green };
struct point {
    int x = 0;
    double y = 0;
    friend bool operator==(const point&, const point&) = default;
};
struct thing {
    std::string id{};
    number price{};
    std::int64_t count = 0;
    bool good = false;
    binary blob{};
    point at{};
    std::vector<point> path{};
    std::map<std::string, int> marks{};
    std::set<std::string> tags{};
    std::set<number> rates{};
    std::set<binary> keys{};
    std::optional<int> maybe{};
    nullable<std::string> note{};
    std::variant<int, std::string> either{};
    colour shade = colour::red;
    std::chrono::sys_seconds since{};
    epoch_seconds until{};
    json_text<std::vector<int>> text{};
    std::array<std::byte, 1> octet{};

    static constexpr dynaco::schema schema{
        .table_name = "things", .hash_key = "id", .attributes = {{.member = "good", .name = "is good"}}};
    friend bool operator==(const thing&, const thing&) = default;
};

const thing full{.id = "a\"\u00e9",
                 .price = number("123456789012345678901234567890.5"),
                 .count = -9'223'372'036'854'775'807,
                 .good = true,
                 .blob = {std::byte{0xfb}},
                 .at = {1, 0.1},
                 .path = {{1, 2}, {}},
                 .marks = {{"a b", 1}},
                 .tags = {"x", "y"},
                 .rates = {number("0.5"), number(2)},
                 .keys = {{std::byte{1}}},
                 .maybe = 5,
                 .note = "n",
                 .either = "or",
                 .shade = colour::green,
                 .since = std::chrono::sys_seconds(std::chrono::seconds(1)),
                 .until = epoch_seconds(2),
                 .text = std::vector<int>{1, 2},
                 .octet = {std::byte{7}}};

constexpr std::string_view full_text =
    R"({"id":"a\"é","price":123456789012345678901234567890.5,"count":-9223372036854775807,"is good":true,)"
    R"("blob":"+w==","at":{"x":1,"y":0.1},"path":[{"x":1,"y":2},{"x":0,"y":0}],"marks":{"a b":1},"tags":["x","y"],)"
    R"("rates":[0.5,2],"keys":["AQ=="],"maybe":5,"note":"n","either":"or","shade":"green",)"
    R"("since":"1970-01-01T00:00:01.000000+0000","until":2,"text":"[1, 2]","octet":"Bw=="})";

template <class T>
failure refusal(std::string_view text) {
    try {
        static_cast<void>(from_json<T>(text));
    } catch (const error& e) {
        return e.as_failure();
    }
    return {};
}

TEST(PlainJson, IsReadAsItWasWritten) {
    EXPECT_EQ(to_json(full), full_text);
    EXPECT_EQ(from_json<thing>(full_text), full);
    const thing fresh{.id = "1"};
    EXPECT_EQ(from_json<thing>(to_json(fresh)), fresh);
}

TEST(PlainJson, LeavesOutWhatIsAbsent) {
    const std::string text = to_json(thing{.id = "1"});
    for (const char* name : {"maybe", "tags", "rates", "keys"}) EXPECT_EQ(text.find(name), std::string::npos);
    EXPECT_NE(text.find(R"("note":null)"), std::string::npos);
}

TEST(PlainJson, OfItemsAndValues) {
    const item some{{"a", value::list{number("1.50"), "x", null, true}}, {"b", binary{std::byte{1}}}};
    EXPECT_EQ(to_json(some), R"({"a":[1.5,"x",null,true],"b":"AQ=="})");
    EXPECT_EQ(from_json<item>(R"({"a":[1.50,"x",null,true],"b":"AQ=="})"),
              (item{{"a", value::list{number("1.5"), "x", null, true}}, {"b", "AQ=="}}));
    EXPECT_EQ(from_json<value>("-1E+2"), value(-100));
    EXPECT_EQ(from_json<value>("null"), value(null));
    EXPECT_EQ(from_json<value>("{}"), value(item{}));
    EXPECT_EQ(to_json(value(value::number_set{number("1E+100"), number(1)})), "[1,1E+100]");
    EXPECT_EQ(to_json(std::vector<point>{{1, 2}}), R"([{"x":1,"y":2}])");
    EXPECT_EQ(from_json<std::vector<point>>(R"([{"x":1},{}])"), (std::vector<point>{{1, 0}, {}}));
    EXPECT_EQ(to_json(std::optional<int>()), "null");
    EXPECT_EQ(from_json<std::optional<int>>("null"), std::optional<int>());
    EXPECT_EQ(from_json<nullable<int>>("null"), nullable<int>());
}

TEST(PlainJson, ReadsWhatLooksLikeWrappers) {
    using text_map = std::map<std::string, std::string>;
    EXPECT_EQ(from_json<text_map>(R"({"S":"a","__type":"b"})"), (text_map{{"S", "a"}, {"__type", "b"}}));
    EXPECT_EQ(to_json(text_map{{"S", "a"}}), R"({"S":"a"})");
    EXPECT_EQ(from_json<value>(R"({"N":"1"})"), value(item{{"N", "1"}}));
}

TEST(PlainJson, SkipsUnknownNames) {
    EXPECT_EQ(from_json<point>(R"( { "z" : [{"S":1}] , "x" : 1 , "y" : 2.5e0 } )"), (point{1, 2.5}));
    EXPECT_EQ(from_json<point>("{}"), point{});
}

TEST(PlainJson, TheMembersTypeDecides) {
    for (const auto& [text, path] : std::initializer_list<std::pair<const char*, const char*>>{
             {R"({"id":1})", "id"},
             {R"({"id":"1","count":"1"})", "count"},
             {R"({"id":"1","is good":1})", "is good"},
             {R"({"id":"1","at":[]})", "at"},
             {R"({"id":"1","path":{}})", "path"},
             {R"({"id":"1","tags":[1]})", "tags"},
             {R"({"id":"1","rates":["1"]})", "rates"},
             {R"({"id":"1","keys":[1]})", "keys"},
             {R"({"id":"1","either":true})", "either"},
             {R"({"id":"1","path":[{},{"y":"1"}]})", "path[1].y"},
             {R"({"id":"1","maybe":"1"})", "maybe"}}) {
        const failure got = refusal<thing>(text);
        EXPECT_EQ(got.cause(), errc::type_mismatch) << text;
        EXPECT_EQ(got.diagnostics().attribute_path, path) << text;
    }
    EXPECT_EQ(from_json<thing>(R"({"id":"1","at":{"x":null}})").at, point{});  // as if it were not there
    EXPECT_EQ(refusal<thing>("{}").cause(), errc::missing_attribute);
    EXPECT_EQ(refusal<thing>("[]").cause(), errc::type_mismatch);
    EXPECT_EQ(refusal<point>(R"({"x":1.5})").cause(), errc::number_out_of_range);
    EXPECT_EQ(refusal<thing>(R"({"id":"1","shade":"blue"})").cause(), errc::invalid_value);
    EXPECT_EQ(refusal<thing>(R"({"id":"1","blob":"?"})").cause(), errc::invalid_value);
}

TEST(PlainJson, RefusesTextThatIsNoJson) {
    for (const char* text :
         {"", "{", "{}x", "{x:1}", R"({"x":01})", R"({"x":+1})", R"({"x":.5})", R"({"x":NaN})", R"({"x":1,})",
          R"({1:2})", "{\"z\":\"\n\"}", R"({"x":})", R"({"x")", "'x'"}) {
        const failure got = refusal<point>(text);
        EXPECT_EQ(got.cause(), errc::invalid_argument) << text;
        EXPECT_TRUE(got.code() == condition::invalid) << text;
    }
    EXPECT_EQ(refusal<value>(std::string(200, '[')).cause(), errc::nested_too_deeply);
}

TEST(PlainJson, RefusesWhatCannotBeStored) {
    try {
        static_cast<void>(to_json(point{.y = 1e300}));
        FAIL() << "not refused";
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::number_out_of_range);
        EXPECT_EQ(e.diagnostics().attribute_path, "y");
    }
}

// The body of a PATCH.
struct outline {
    std::string id{};
    point at{};
    std::optional<point> next{};
    std::optional<point> last{};
    std::optional<int> maybe{};
    std::vector<int> numbers{};
    std::map<std::string, int> marks{};

    static constexpr dynaco::schema schema{.table_name = "outlines", .hash_key = "id"};
    friend bool operator==(const outline&, const outline&) = default;
};
const outline before{
    .id = "1", .at = {1, 2}, .next = point{3, 4}, .maybe = 5, .numbers = {1, 2, 3}, .marks = {{"a", 1}}};

outline patched(std::string_view text) {
    outline object = before;
    from_json(text, object);
    return object;
}

TEST(PlainJson, IntoAnObjectKeepsWhatTheTextDoesNotName) {
    EXPECT_EQ(patched("{}"), before);
    outline expected = before;
    expected.numbers = {9};
    expected.marks = {{"b", 2}};
    EXPECT_EQ(patched(R"({"numbers":[9],"marks":{"b":2},"unknown":{"x":[1]}})"), expected);
}

TEST(PlainJson, IntoAnObjectChangesMembersThatAreModels) {
    outline expected = before;
    expected.at.y = 7;
    expected.next->x = 8;
    expected.last = point{9, 0};
    EXPECT_EQ(patched(R"({"at":{"y":7},"next":{"x":8},"last":{"x":9}})"), expected);
}

TEST(PlainJson, IntoAnObjectNullEmptiesWhatIsOptional) {
    outline expected = before;
    expected.maybe.reset();
    expected.next.reset();
    EXPECT_EQ(patched(R"({"maybe":null,"next":null,"last":null})"), expected);
}

TEST(PlainJson, IntoAnObjectIsAllOrNothing) {
    for (const auto& [text, path] : std::initializer_list<std::pair<const char*, const char*>>{
             {R"({"maybe":6,"at":{"x":"seven"}})", "at.x"},
             {R"({"numbers":[4,5,"6"]})", "numbers[2]"},
             {R"({"maybe":6,"id":7})", "id"},
             {R"({"maybe":6)", ""},
             {R"({"maybe":6} {})", ""},
             {R"(["maybe"])", ""},
             {"{\"id\":\"\xff\"}", ""},
         }) {
        outline object = before;
        try {
            from_json(text, object);
            ADD_FAILURE() << text << " was read";
        } catch (const error& e) {
            EXPECT_EQ(e.diagnostics().attribute_path, path) << e.what();
            EXPECT_EQ(std::string_view(e.what()).find(" item"), std::string_view::npos) << e.what();
        }
        EXPECT_EQ(object, before) << text;
    }
}

TEST(PlainJson, IntoAnItemReplacesAttributes) {
    item object{{"a", 1}, {"b", item{{"c", 2}}}};
    from_json(R"({"b":{"d":3},"e":"f"})", object);
    EXPECT_EQ(object, (item{{"a", 1}, {"b", item{{"d", 3}}}, {"e", "f"}}));
}

}  // namespace
}  // namespace dynaco::plain_json_test
