#include "table/admin/steps.hpp"

#include <dynaco/admin.hpp>

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Plans are values: their input is the wanted and the actual table, their output are differences and
/// requests.
namespace dynaco::table_plan_test {
namespace {

using tags_map = std::map<std::string, std::string>;

constexpr std::array<std::string_view, 2> included{"y", "x"};
constexpr std::array indexes{
    index_definition{.name = "by-a",
                     .hash_key = {{.name = "a"}, {.name = "b", .type = attribute_type::N}},
                     .projection = projection::include,
                     .non_key_attributes = included},
    index_definition{.name = "local",
                     .scope = index_scope::local,
                     .hash_key = {{.name = "id"}},
                     .range_key = {{.name = "c"}},
                     .projection = projection::keys_only},
};
constexpr std::array tags{table_tag{.key = "team", .value = "red"}};

constexpr detail::table_definition wanted{
    .table = {.table_name = "t",
              .hash_key = {.name = "id"},
              .range_key = {.name = "at", .type = attribute_type::N},
              .indexes = indexes,
              .stream = stream_view::new_image,
              .tags = tags},
    .ttl = "expires",
};

table_description as_wanted() {
    table_description d;
    d.name = "t";
    d.arn = "arn:t";
    d.status = table_status::active;
    d.billing_mode = billing_mode::pay_per_request;
    d.hash_keys = {{.name = "id", .type = attribute_type::S}};
    d.range_keys = {{.name = "at", .type = attribute_type::N}};
    d.stream.view = stream_view::new_image;
    d.indexes.resize(2);
    d.indexes[0].name = "by-a";
    d.indexes[0].hash_keys = {{.name = "a", .type = attribute_type::S},
                              {.name = "b", .type = attribute_type::N}};
    d.indexes[0].projection = projection::include;
    d.indexes[0].non_key_attributes = {"x", "y"};
    d.indexes[1].name = "local";
    d.indexes[1].scope = index_scope::local;
    d.indexes[1].hash_keys = {{.name = "id", .type = attribute_type::S}};
    d.indexes[1].range_keys = {{.name = "c", .type = attribute_type::S}};
    d.indexes[1].projection = projection::keys_only;
    return d;
}
const time_to_live_description ttl_on{.status = time_to_live_status::enabled, .attribute = "expires"};
const tags_map red{{"team", "red"}, {"owner", "somebody"}};

table_plan plan_of(const table_description& actual) { return {wanted, actual, ttl_on, red}; }

/// A table that differs from the wanted one in one setting, and the expected plan.
struct plan_case {
    std::string_view name;
    std::function<void(detail::table_definition&, table_description&)> change;
    std::string_view text;              ///< The differences.
    bool takes_away = false;            ///< The text of each difference.
    std::vector<std::string> requests;  ///< Operation and body; removals allowed.
};

std::vector<std::string> requests_of(const detail::table_steps& steps) {
    std::vector<std::string> all;
    for (const detail::table_step& each : steps.steps)
        all.push_back(std::string(each.request.info.name) + ' ' + each.request.body);
    return all;
}

constexpr const char* add_by_a =
    R"(UpdateTable {"TableName":"t","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"},)"
    R"({"AttributeName":"b","AttributeType":"N"}],"GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"by-a",)"
    R"("KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"HASH"}],)"
    R"("Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["y","x"]}}}]})";
constexpr const char* remove_by_a =
    R"(UpdateTable {"TableName":"t","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"by-a"}}]})";

std::vector<plan_case> cases() {
    return {
        {"Nothing", [](auto&, auto&) {}, "", false, {}},
        {"IndexIsMissing",
         [](auto&, auto& d) { d.indexes.erase(d.indexes.begin()); },
         "index \"by-a\": wanted hash a (S), b (N), INCLUDE x, y, found none; would be added\n",
         false,
         {add_by_a}},
        {"IndexIsBeingDeleted",
         [](auto&, auto& d) { d.indexes[0].status = index_status::deleting; },
         "index \"by-a\": wanted hash a (S), b (N), INCLUDE x, y, found none; would be added\n",
         false,
         {add_by_a}},
        {"IndexHasOtherKeys",
         [](auto&, auto& d) { d.indexes[0].hash_keys.pop_back(); },
         "index \"by-a\": wanted hash a (S), b (N), INCLUDE x, y, found hash a (S), INCLUDE x, y; "
         "would be removed and created again\n",
         true,
         {remove_by_a, add_by_a}},
        {"IndexHasAnotherProjection",
         [](auto&, auto& d) {
             d.indexes[0].projection = projection::all;
             d.indexes[0].non_key_attributes.clear();
         },
         "index \"by-a\": wanted hash a (S), b (N), INCLUDE x, y, found hash a (S), b (N), ALL; "
         "would be removed and created again\n",
         true,
         {remove_by_a, add_by_a}},
        {"IndexIsNotOfTheModel",
         [](auto&, auto& d) {
             d.indexes.emplace_back();
             d.indexes.back().name = "old";
             d.indexes.back().hash_keys = {{.name = "o", .type = attribute_type::B}};
         },
         "index \"old\": wanted none, found hash o (B), ALL; would be removed\n",
         true,
         {R"(UpdateTable {"TableName":"t","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"old"}}]})"}},
        {"BillingBecomesOnDemand",
         [](auto& w, auto& d) {
             d.billing_mode = billing_mode::provisioned;
             w.table.on_demand.max_read_request_units = 10;
         },
         "billing mode: wanted PAY_PER_REQUEST, found PROVISIONED; would be changed in place\n",
         false,
         {R"(UpdateTable {"TableName":"t","BillingMode":"PAY_PER_REQUEST",)"
          R"("OnDemandThroughput":{"MaxReadRequestUnits":10,"MaxWriteRequestUnits":-1}})"}},
        {"BillingBecomesProvisioned",
         [](auto& w, auto&) {
             w.table.billing_mode = billing_mode::provisioned;
             w.table.throughput = {.read_capacity_units = 1, .write_capacity_units = 2};
         },
         "billing mode: wanted PROVISIONED, found PAY_PER_REQUEST; would be changed in place\n",
         false,
         {R"(UpdateTable {"TableName":"t","BillingMode":"PROVISIONED",)"
          R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2},)"
          R"("GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"by-a",)"
          R"("ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5}}}]})"}},
        {"Throughput",
         [](auto& w, auto& d) {
             w.table.billing_mode = d.billing_mode = billing_mode::provisioned;
             d.read_capacity_units = 5;
             d.write_capacity_units = 6;
             d.indexes[0].read_capacity_units = d.indexes[0].write_capacity_units = 4;
         },
         "throughput: wanted read 5, write 5, found read 5, write 6; would be changed in place\n"
         "throughput of index \"by-a\": wanted read 5, write 5, found read 4, write 4; would be changed in "
         "place\n",
         false,
         {R"(UpdateTable {"TableName":"t","ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5},)"
          R"("GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"by-a",)"
          R"("ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5}}}]})"}},
        {"LimitIsSet",
         [](auto& w, auto&) { w.table.on_demand.max_write_request_units = 7; },
         "on-demand limits: wanted read unlimited, write 7, found read unlimited, write unlimited; would be "
         "changed in place\n",
         false,
         {R"(UpdateTable {"TableName":"t","OnDemandThroughput":{"MaxReadRequestUnits":-1,"MaxWriteRequestUnits":7}})"}},
        {"LimitIsLifted",
         [](auto&, auto& d) { d.on_demand.max_read_request_units = 7; },
         "on-demand limits: wanted read unlimited, write unlimited, found read 7, write unlimited; would be "
         "changed in place\n",
         true,
         {R"(UpdateTable {"TableName":"t","OnDemandThroughput":{"MaxReadRequestUnits":-1,"MaxWriteRequestUnits":-1}})"}},
        {"StreamBegins",
         [](auto&, auto& d) { d.stream.view = stream_view::none; },
         "stream: wanted NEW_IMAGE, found none; would be changed in place\n",
         false,
         {R"(UpdateTable {"TableName":"t","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}})"}},
        {"StreamHasAnotherView",
         [](auto&, auto& d) { d.stream.view = stream_view::keys_only; },
         "stream: wanted NEW_IMAGE, found KEYS_ONLY; would be changed in place\n",
         true,
         {R"(UpdateTable {"TableName":"t","StreamSpecification":{"StreamEnabled":false}})",
          R"(UpdateTable {"TableName":"t","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}})"}},
        {"StreamEnds",
         [](auto& w, auto&) { w.table.stream = stream_view::none; },
         "stream: wanted none, found NEW_IMAGE; would be changed in place\n",
         true,
         {R"(UpdateTable {"TableName":"t","StreamSpecification":{"StreamEnabled":false}})"}},
        {"TableClass",
         [](auto& w, auto&) { w.table.table_class = table_class::standard_infrequent_access; },
         "table class: wanted STANDARD_INFREQUENT_ACCESS, found STANDARD; would be changed in place\n",
         false,
         {R"(UpdateTable {"TableName":"t","TableClass":"STANDARD_INFREQUENT_ACCESS"})"}},
        {"ProtectionIsWanted",
         [](auto& w, auto&) { w.table.deletion_protection = true; },
         "deletion protection: wanted on, found off; would be changed in place\n",
         false,
         {R"(UpdateTable {"TableName":"t","DeletionProtectionEnabled":true})"}},
        {"ProtectionIsNotWanted",
         [](auto&, auto& d) { d.deletion_protection = true; },
         "deletion protection: wanted off, found on; would be changed in place\n",
         true,
         {R"(UpdateTable {"TableName":"t","DeletionProtectionEnabled":false})"}},
        {"AnotherKmsKey",
         [](auto& w, auto& d) {
             w.table.kms_key = "2";
             d.encryption = {.status = "ENABLED", .kms_key_arn = "arn:aws:kms:eu-west-1:1:key/1"};
         },
         "encryption: wanted 2, found arn:aws:kms:eu-west-1:1:key/1; would be changed in place\n",
         false,
         {R"(UpdateTable {"TableName":"t","SSESpecification":{"Enabled":true,"SSEType":"KMS","KMSMasterKeyId":"2"}})"}},
        {"TheSameKmsKeyByItsId",
         [](auto& w, auto& d) {
             w.table.kms_key = "1";
             d.encryption = {.status = "ENABLED", .kms_key_arn = "arn:aws:kms:eu-west-1:1:key/1"};
         },
         "",
         false,
         {}},
        {"AKmsKeyByAnAliasCannotBeCompared",
         [](auto& w, auto& d) {
             w.table.kms_key = "alias/mine";
             d.encryption = {.status = "UPDATING", .kms_key_arn = "arn:aws:kms:eu-west-1:1:key/1"};
         },
         "",
         false,
         {}},
        {"NoKmsKeyIsWanted",
         [](auto&, auto& d) { d.encryption = {.status = "ENABLED", .kms_key_arn = "arn:k"}; },
         "encryption: wanted AWS owned key, found arn:k; would be changed in place\n",
         true,
         {R"(UpdateTable {"TableName":"t","SSESpecification":{"Enabled":false}})"}},
        {"TimeToLiveIsNotWanted",
         [](auto& w, auto&) { w.ttl = {}; },
         "time to live: wanted none, found expires; would be changed in place\n",
         true,
         {R"(UpdateTimeToLive {"TableName":"t","TimeToLiveSpecification":{"AttributeName":"expires","Enabled":false}})"}},
        {"TimeToLiveIsOfAnotherAttribute",
         [](auto& w, auto&) { w.ttl = "x"; },
         "time to live: wanted x, found expires; would be changed in place\n",
         true,
         {R"(UpdateTimeToLive {"TableName":"t","TimeToLiveSpecification":{"AttributeName":"expires","Enabled":false}})",
          R"(UpdateTimeToLive {"TableName":"t","TimeToLiveSpecification":{"AttributeName":"x","Enabled":true}})"}},
    };
}

TEST(TablePlan, TellsDifferencesAndMakesRequestsOfThem) {
    for (const plan_case& each : cases()) {
        detail::table_definition asked = wanted;
        table_description there = as_wanted();
        each.change(asked, there);
        const table_plan plan(asked, there, ttl_on, red);
        EXPECT_EQ(plan.text(), each.text) << each.name;
        EXPECT_EQ(static_cast<bool>(plan), !each.text.empty()) << each.name;
        for (const table_difference& d : plan.differences())
            EXPECT_EQ(d.takes_away, each.takes_away) << each.name;
        const detail::table_steps all = detail::steps_of(plan, true);
        EXPECT_FALSE(all.refused) << each.name;
        EXPECT_EQ(requests_of(all), each.requests) << each.name;
        EXPECT_TRUE(all.left.empty()) << each.name;
        const detail::table_steps careful = detail::steps_of(plan, false);
        EXPECT_EQ(careful.left.size(), each.takes_away ? plan.differences().size() : 0u) << each.name;
        EXPECT_EQ(requests_of(careful), each.takes_away ? std::vector<std::string>() : each.requests)
            << each.name;
    }
}

TEST(TablePlan, WhatOnlyANewTableHasIsRefusedBeforeAnythingIsDone) {
    const std::vector<std::pair<std::string_view, std::function<void(table_description&)>>> lasting{
        {"hash key: wanted id (S), found id (N); needs a new table",
         [](auto& d) { d.hash_keys[0].type = attribute_type::N; }},
        {"range key: wanted at (N), found none; needs a new table", [](auto& d) { d.range_keys.clear(); }},
        {"index \"local\": wanted local, hash id (S), range c (S), KEYS_ONLY, found none; needs a new table",
         [](auto& d) { d.indexes.pop_back(); }},
        {"index \"local\": wanted local, hash id (S), range c (S), KEYS_ONLY, found local, hash id (S), "
         "range d (S), KEYS_ONLY; needs a new table",
         [](auto& d) { d.indexes[1].range_keys[0].name = "d"; }},
    };
    for (const auto& [text, change] : lasting) {
        table_description there = as_wanted();
        change(there);
        there.stream.view = stream_view::none;  // could be done
        const table_plan plan = plan_of(there);
        ASSERT_EQ(plan.differences().size(), 2u) << plan.text();
        EXPECT_EQ(plan.differences()[0].text(), text);
        EXPECT_EQ(plan.differences()[0].remedy, table_remedy::new_table);
        const detail::table_steps steps = detail::steps_of(plan, false);
        ASSERT_TRUE(steps.refused);
        EXPECT_EQ(steps.refused->cause(), errc::table_differs);
        EXPECT_EQ(steps.refused->diagnostics().table, "t");
        EXPECT_EQ(steps.refused->diagnostics().detail, text);
        EXPECT_TRUE(steps.steps.empty());
    }
}

TEST(TablePlan, ALocalIndexThatTheModelLacksIsInNobodysWay) {
    table_description there = as_wanted();
    there.indexes.push_back(there.indexes[1]);
    there.indexes.back().name = "more";
    const table_plan plan = plan_of(there);
    EXPECT_TRUE(plan);
    EXPECT_FALSE(detail::steps_of(plan, false).refused);
    EXPECT_EQ(detail::steps_of(plan, false).left.size(), 1u);
    EXPECT_TRUE(detail::steps_of(plan, true).refused) << "it was asked for, and cannot be done";
}

TEST(TablePlan, AMissingTableIsCreatedWithItsTimeToLive) {
    const table_plan plan(wanted);
    EXPECT_TRUE(plan);
    EXPECT_EQ(plan.text(), "table \"t\": wanted a table, found none; would be created\n");
    EXPECT_FALSE(plan.actual());
    const detail::table_steps steps = detail::steps_of(plan, false);
    ASSERT_EQ(steps.steps.size(), 2u);
    EXPECT_EQ(steps.steps[0].request.info.name, "CreateTable");
    EXPECT_NE(steps.steps[0].request.body.find(R"("Tags":[{"Key":"team","Value":"red"}])"),
              std::string::npos);
    EXPECT_EQ(steps.steps[1].request.info.name, "UpdateTimeToLive");
}

TEST(TablePlan, TimeToLiveThatIsBeingSwitchedOnIsOn) {
    const time_to_live_description enabling{.status = time_to_live_status::enabling, .attribute = "expires"};
    const time_to_live_description disabling{.status = time_to_live_status::disabling,
                                             .attribute = "expires"};
    EXPECT_FALSE(table_plan(wanted, as_wanted(), enabling, red));
    const table_plan plan(wanted, as_wanted(), disabling, red);
    EXPECT_TRUE(plan);
    EXPECT_EQ(requests_of(detail::steps_of(plan, false)),
              (std::vector<std::string>{R"(UpdateTimeToLive {"TableName":"t","TimeToLiveSpecification":)"
                                        R"({"AttributeName":"expires","Enabled":true}})"}));
}

TEST(TablePlan, TagsAreAddedAndChangedButNeverRemoved) {
    for (const tags_map& there : {tags_map{}, tags_map{{"team", "blue"}}, tags_map{{"Team", "red"}}}) {
        const table_plan plan(wanted, as_wanted(), ttl_on, there);
        ASSERT_EQ(plan.differences().size(), 1u);
        EXPECT_EQ(plan.differences()[0].what, table_aspect::tag);
        EXPECT_EQ(plan.differences()[0].name, "team");
        EXPECT_EQ(plan.differences()[0].wanted, "\"red\"");
        EXPECT_EQ(requests_of(detail::steps_of(plan, true)),
                  (std::vector<std::string>{
                      R"(TagResource {"ResourceArn":"arn:t","Tags":[{"Key":"team","Value":"red"}]})"}));
    }
}

TEST(TablePlan, RemovesBeforeItChangesCapacityAndAddsAfterwards) {
    detail::table_definition asked = wanted;
    asked.table.billing_mode = billing_mode::provisioned;
    asked.table.throughput = {.read_capacity_units = 9, .write_capacity_units = 9};
    table_description there = as_wanted();
    there.indexes[0].projection = projection::all;
    there.indexes.emplace_back();
    there.indexes.back().name = "old";
    const std::vector<detail::table_step> steps = detail::steps_of({asked, there, ttl_on, red}, true).steps;
    ASSERT_EQ(steps.size(), 4u);
    EXPECT_EQ(steps[0].index, "by-a");
    EXPECT_EQ(steps[0].fate, detail::index_fate::gone);
    EXPECT_EQ(steps[1].index, "old");
    EXPECT_EQ(steps[1].fate, detail::index_fate::gone);
    EXPECT_EQ(steps[2].fate, detail::index_fate::any);
    EXPECT_EQ(steps[2].request.body.find("IndexName"), std::string::npos) << "none is left";
    EXPECT_EQ(steps[3].index, "by-a");
    EXPECT_EQ(steps[3].fate, detail::index_fate::there);
    EXPECT_NE(steps[3].request.body.find("ProvisionedThroughput"), std::string::npos);

    const std::vector<detail::table_step> careful =
        detail::steps_of({asked, there, ttl_on, red}, false).steps;
    ASSERT_EQ(careful.size(), 1u);
    EXPECT_NE(careful[0].request.body.find(
                  R"({"Update":{"IndexName":"old","ProvisionedThroughput":{"ReadCapacityUnits":9,)"),
              std::string::npos)
        << "an index that stays gets a capacity";
}

TEST(TablePlan, OwnsTheTablesName) {
    std::string name = "a table with a long name that is not stored in place";
    detail::table_definition asked = wanted;
    asked.table.table_name = name;
    const table_plan plan(asked);
    const table_plan copy = plan;
    name.assign(name.size(), '#');
    EXPECT_EQ(copy.table_name(), "a table with a long name that is not stored in place");
    EXPECT_EQ(copy.wanted().table.table_name, copy.table_name());
}

}  // namespace
}  // namespace dynaco::table_plan_test
