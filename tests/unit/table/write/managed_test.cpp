#include "unit/table/managed_models.hpp"
#include "unit/table/models.hpp"

#include <dynaco/detail/table/write/managed.hpp>
#include <dynaco/detail/table/write/managed_actions.hpp>
#include <dynaco/detail/table/write/write_condition.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <limits>
#include <string>
#include <tuple>

/// The effects of writes on versions and times.
namespace dynaco::test::managed_test {
namespace {

using namespace literals;
using detail::wall_time;
using std::chrono::milliseconds;

constexpr wall_time now{milliseconds(1'767'225'600'789)};

static_assert(!detail::has_managed_members<account> && !detail::is_versioned<account>);
static_assert(detail::is_versioned<document> && !detail::has_updated_at<document>);
static_assert(detail::is_versioned<note> && detail::has_created_at<note> && detail::has_updated_at<note>);
static_assert(!detail::is_versioned<stamped> && detail::has_managed_members<stamped>);

template <class Object>
std::string written(const Object& object) {
    std::string text;
    detail::json::writer out(text);
    EXPECT_TRUE(codec<Object>::write(out, object)) << out.why().text();
    return text;
}

template <class Model, class User = detail::unconditional>
std::string condition(const Model& object, bool ignored, const User& user = {}) {
    const auto condition =
        detail::condition_to_save<Model>(object, write_options{.ignore_version = ignored}, user);
    const auto statement = detail::expression::statement_of<Model>(condition);
    std::string text = "{";
    detail::json::writer out(text);
    EXPECT_TRUE(statement.write(out));
    return text + '}';
}

TEST(ManagedWrite, CountsTheVersionUp) {
    document d{.id = "1", .text = "a", .version = 7};
    const detail::managed_write<document> next(d, now);
    EXPECT_EQ(written(next), R"({"id":{"S":"1"},"text":{"S":"a"},"version":{"N":"8"}})");
    EXPECT_EQ(d.version, 7);
    EXPECT_EQ(written(next), R"({"id":{"S":"1"},"text":{"S":"a"},"version":{"N":"8"}})");
    next.apply();
    EXPECT_EQ(d.version, 8);
}

TEST(ManagedWrite, SetsTimes) {
    note n{.id = "1", .text = "a"};
    const detail::managed_write<note> next(n, now);
    const note before = n;
    EXPECT_EQ(written(next), R"({"id":{"S":"1"},"text":{"S":"a"},"rev":{"N":"1"},)"
                             R"("created":{"N":"1767225600"},"changed":{"N":"1767225600"}})");
    EXPECT_EQ(n, before);
    next.apply();
    EXPECT_EQ(n.revision, 1);
    EXPECT_EQ(n.created, birthday_seconds);
    EXPECT_EQ(n.updated, birthday_seconds);
}

TEST(ManagedWrite, KeepsTheTimeOfCreation) {
    note n{.id = "1", .text = {}, .created = 5, .updated = 6};
    detail::managed_write<note>(n, now).apply();
    EXPECT_EQ(n.created, 5);
    EXPECT_EQ(n.updated, birthday_seconds);
}

TEST(ManagedWrite, AppliesToWhatTheObjectBecameMeanwhile) {
    document d{.id = "1", .text = "a", .version = 7};
    const detail::managed_write<document> next(d, now);
    d.text = "b";
    next.apply();
    EXPECT_EQ(d, (document{.id = "1", .text = "b", .version = 8}));
}

TEST(ManagedWrite, RefusesAVersionThatCannotGrow) {
    note n{.id = "1", .text = {}, .revision = std::numeric_limits<std::uint8_t>::max()};
    const detail::managed_write<note> next(n, now);
    const auto request = encoded_request::of(put_item{.table_name = "t", .item = next});
    ASSERT_TRUE(request.refused);
    EXPECT_EQ(request.refused->cause(), errc::number_out_of_range);
    EXPECT_EQ(request.refused->diagnostics().attribute_path, "revision");
}

struct reading {
    std::string id{};
    double celsius = std::numeric_limits<double>::quiet_NaN();
    int version = 3;

    static constexpr dynaco::schema schema{.table_name = "readings", .hash_key = "id", .version = "version"};
};

TEST(ManagedWrite, RestoresTheObjectWhereItCannotBeEncoded) {
    reading r{.id = "1"};
    const detail::managed_write<reading> next(r, now);
    const auto request = encoded_request::of(put_item{.table_name = "t", .item = next});
    ASSERT_TRUE(request.refused);
    EXPECT_EQ(request.refused->cause(), errc::not_a_number);
    EXPECT_EQ(r.version, 3);
}

TEST(ExpectedVersion, ANewObjectMustHaveNoCountedVersion) {
    EXPECT_EQ(condition(document{}, false),
              R"x({"ConditionExpression":"(attribute_not_exists(#0) OR attribute_type(#0, :0) OR #0 = :1)",)x"
              R"("ExpressionAttributeNames":{"#0":"version"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"NULL"},":1":{"N":"0"}}})");
    EXPECT_EQ(condition(note{}, false),
              R"x({"ConditionExpression":"(attribute_not_exists(#0) OR attribute_type(#0, :0))",)x"
              R"("ExpressionAttributeNames":{"#0":"rev"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"NULL"}}})");
}

TEST(ExpectedVersion, AKnownVersionMustBeStored) {
    EXPECT_EQ(condition(document{.id = "1", .text = {}, .version = 7}, false),
              R"({"ConditionExpression":"#0 = :0","ExpressionAttributeNames":{"#0":"version"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"7"}}})");
    EXPECT_EQ(condition(document{.id = "1", .text = {}, .version = -1}, false),
              R"({"ConditionExpression":"#0 = :0","ExpressionAttributeNames":{"#0":"version"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"-1"}}})");
    EXPECT_EQ(condition(note{.id = "1", .text = {}, .revision = std::uint8_t{0}}, false),
              R"({"ConditionExpression":"#0 = :0","ExpressionAttributeNames":{"#0":"rev"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"0"}}})");
}

TEST(ExpectedVersion, FollowsTheUsersCondition) {
    const auto user = when("text"_a == "a" || "text"_a.not_exists());
    EXPECT_EQ(condition(document{.id = "1", .text = {}, .version = 7}, false, user),
              R"x({"ConditionExpression":"((#0 = :0 OR attribute_not_exists(#0)) AND #1 = :1)",)x"
              R"("ExpressionAttributeNames":{"#0":"text","#1":"version"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"a"},":1":{"N":"7"}}})");
    EXPECT_EQ(condition(document{}, false, user),
              R"x({"ConditionExpression":"((#0 = :0 OR attribute_not_exists(#0)) AND )x"
              R"x((attribute_not_exists(#1) OR attribute_type(#1, :1) OR #1 = :2))",)x"
              R"("ExpressionAttributeNames":{"#0":"text","#1":"version"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"a"},":1":{"S":"NULL"},":2":{"N":"0"}}})");
    const auto at_run_time = when(attribute("text") == "a");
    EXPECT_EQ(condition(document{}, false, at_run_time),
              R"x({"ConditionExpression":"(#0 = :0 AND )x"
              R"x((attribute_not_exists(#1) OR attribute_type(#1, :1) OR #1 = :2))",)x"
              R"("ExpressionAttributeNames":{"#0":"text","#1":"version"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"a"},":1":{"S":"NULL"},":2":{"N":"0"}}})");
}

TEST(ExpectedVersion, IsLeftOutWhereItIsIgnoredOrUnknown) {
    const auto user = when("id"_a.exists());
    const std::string only_user = R"x({"ConditionExpression":"attribute_exists(#0)",)x"
                                  R"("ExpressionAttributeNames":{"#0":"id"}})";
    EXPECT_EQ(condition(document{.id = "1", .text = {}, .version = 7}, true), "{}");
    EXPECT_EQ(condition(document{.id = "1", .text = {}, .version = 7}, true, user), only_user);
    EXPECT_EQ(condition(stamped{}, false), "{}");
    EXPECT_EQ(condition(stamped{}, false, user), only_user);
}

template <class Model, bool Sets_created_at = false>
std::string actions() {
    return std::apply(
        []<class... Action>(const Action&... action) {
            const detail::expression::update_clause<Action...> update(action...);
            const detail::expression::statement<Model, detail::expression::update_clause<Action...>>
                statement(update);
            std::string text = "{";
            detail::json::writer out(text);
            EXPECT_TRUE(statement.write(out));
            return text + '}';
        },
        detail::managed_actions<Model, Sets_created_at>(now));
}

TEST(ManagedActions, CountUpAndSetTimes) {
    EXPECT_EQ(actions<document>(),
              R"({"UpdateExpression":"ADD #0 :0","ExpressionAttributeNames":{"#0":"version"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"1"}}})");
    EXPECT_EQ(
        actions<note>(),
        R"x({"UpdateExpression":"SET #0 = :0, #1 = if_not_exists(#1, :1) ADD #2 :2",)x"
        R"("ExpressionAttributeNames":{"#0":"changed","#1":"created","#2":"rev"},)"
        R"("ExpressionAttributeValues":{":0":{"N":"1767225600"},":1":{"N":"1767225600"},":2":{"N":"1"}}})");
    EXPECT_EQ((actions<note, true>()),
              R"({"UpdateExpression":"SET #0 = :0 ADD #1 :1",)"
              R"("ExpressionAttributeNames":{"#0":"changed","#1":"rev"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"1767225600"},":1":{"N":"1"}}})");
    static_assert(std::tuple_size_v<decltype(detail::managed_actions<account>(now))> == 0);
}

template <class Model>
std::string counted(const Model& object, bool ignored) {
    const auto action =
        detail::known_version<Model>(object, {.ignore_version = ignored}).template count_up<Model>();
    using update_type = detail::expression::update_clause<std::remove_const_t<decltype(action)>>;
    const update_type update(action);
    std::string text = "{";
    detail::json::writer out(text);
    EXPECT_TRUE((detail::expression::statement<Model, update_type>(update).write(out)));
    return text + '}';
}

// Nothing can be added to a stored NULL; the condition of the write requires an item without a version.
TEST(ManagedActions, TheFirstVersionOfAnObjectIsSet) {
    EXPECT_EQ(counted(document{.id = "1"}, false),
              R"({"UpdateExpression":"SET #0 = :0","ExpressionAttributeNames":{"#0":"version"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"1"}}})");
    EXPECT_EQ(counted(note{}, false),
              R"({"UpdateExpression":"SET #0 = :0","ExpressionAttributeNames":{"#0":"rev"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"1"}}})");
    const std::string added =
        R"({"UpdateExpression":"ADD #0 :0","ExpressionAttributeNames":{"#0":"version"},)"
        R"("ExpressionAttributeValues":{":0":{"N":"1"}}})";
    EXPECT_EQ(counted(document{.id = "1", .text = {}, .version = 7}, false), added);
    EXPECT_EQ(counted(document{.id = "1", .text = {}, .version = -1}, false), added);
    EXPECT_EQ(counted(document{.id = "1"}, true), added);
}

struct from_time {
    std::chrono::sys_time<std::chrono::nanoseconds> at;
    explicit from_time(std::chrono::sys_time<std::chrono::nanoseconds> t) : at(t) {}
};
struct from_seconds {
    std::int64_t count;
    explicit from_seconds(std::chrono::sys_seconds t) : count(t.time_since_epoch().count()) {}
};

TEST(TimeOf, IsWhatTheMemberHolds) {
    EXPECT_EQ(detail::time_of<std::int64_t>(now), 1'767'225'600);
    EXPECT_EQ(detail::time_of<wall_time>(now), now);
    EXPECT_EQ(detail::time_of<std::chrono::sys_days>(now).time_since_epoch().count(), 20'454);
    EXPECT_EQ(detail::time_of<std::chrono::sys_time<std::chrono::microseconds>>(now), now);
    EXPECT_EQ(detail::time_of<from_time>(now).at, now);
    EXPECT_EQ(detail::time_of<from_seconds>(now).count, 1'767'225'600);
    EXPECT_EQ(detail::time_of<std::int64_t>(wall_time(milliseconds(-1))), -1);
    static_assert(detail::table_checks::time_type<std::optional<from_seconds>>);
    static_assert(!detail::table_checks::time_type<int> && !detail::table_checks::time_type<std::string>);
    static_assert(!detail::table_checks::version_type<bool> && !detail::table_checks::version_type<double>);
}

}  // namespace
}  // namespace dynaco::test::managed_test
