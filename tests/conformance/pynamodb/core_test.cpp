// pynamodb-core.jsonl in the folder of conformance data, which the environment variable DYNACO_CONFORMANCE
// names: calls of PynamoDB with the requests that it sent. Each case is repeated here with dynaco, or
// explained in docs/pynamodb.md; any other case fails.

#include "canonical_request.hpp"
#include "recorded_case.hpp"

#include <algorithm>
#include <iterator>

namespace dynaco::test::pynamodb::core_test {
namespace {

std::vector<recorded_case> recorded_cases() {
    std::vector<recorded_case> cases;
    const char* const folder = std::getenv("DYNACO_CONFORMANCE");
    if (!folder || !*folder) return cases;
    std::ifstream file(std::string(folder) + "/pynamodb-core.jsonl");
    for (std::string line; std::getline(file, line);)
        if (!line.empty()) cases.emplace_back(line);
    return cases;
}

std::string document() {
    std::ifstream file(DYNACO_SOURCE_ROOT "/docs/pynamodb.md");
    return {std::istreambuf_iterator<char>(file), {}};
}

class PynamoDb : public testing::Test {
 protected:
    void SetUp() override {
        cases = recorded_cases();
        if (cases.empty())
            GTEST_SKIP() << "set DYNACO_CONFORMANCE to the folder of conformance data to run this test";
        for (drivers each : {value_drivers(), expression_drivers(), write_drivers(), read_drivers(),
                             table_drivers(), batch_drivers(), transport_drivers()})
            all.merge(each);
    }
    std::vector<recorded_case> cases{};
    drivers all{};
};

TEST_F(PynamoDb, EveryCaseIsReproducedOrExplained) {
    const std::string explained = document();
    int reproduced = 0;
    for (recorded_case& each : cases) {
        SCOPED_TRACE(each.name());
        if (const auto play = all.find(each.name()); play != all.end()) {
            play->second(each);
            ++reproduced;
        } else {
            EXPECT_NE(explained.find(each.name()), std::string::npos) << "neither reproduced nor explained";
        }
    }
    RecordProperty("reproduced", reproduced);
    std::cout << reproduced << " of " << cases.size() << " cases reproduced, the others are explained\n";
}

TEST_F(PynamoDb, NothingIsPlayedThatIsNoCase) {
    for (const auto& each : all) {
        const std::string& name = each.first;
        EXPECT_TRUE(std::ranges::any_of(cases, [&](const recorded_case& c) { return c.name() == name; }))
            << name;
    }
}

TEST(CanonicalRequest, SeesDifferencesOfMeaning) {
    const std::string names = R"(,"ExpressionAttributeNames":{"#0":"a","#1":"b"})";
    const std::string values = R"(,"ExpressionAttributeValues":{":0":{"N":"1.0"},":1":{"S":"x"}}})";
    const std::string a = R"~({"ConditionExpression":"#0 = :0 AND ((#1 > :1))")~" + names + values;
    const std::string same = R"~({"ConditionExpression":"(#x > :y AND #y = :x)","ConsistentRead":false,)~"
                             R"~("ExpressionAttributeNames":{"#y":"a","#x":"b"},)~"
                             R"~("ExpressionAttributeValues":{":x":{"N":"1"},":y":{"S":"x"}}})~";
    const std::string other = R"({"ConditionExpression":"#0 = :0 OR #1 > :1")" + names + values;
    EXPECT_EQ(canonical_request(a), canonical_request(same));
    EXPECT_NE(canonical_request(a), canonical_request(other));
    EXPECT_NE(canonical_expression("#0 < :0", R"({"#0":"a"})", R"({":0":{"N":"1"}})"),
              canonical_expression("#0 <= :0", R"({"#0":"a"})", R"({":0":{"N":"1"}})"));
    EXPECT_NE(canonical_expression("SET #0 = :0", R"({"#0":"a"})", R"({":0":{"N":"1"}})"),
              canonical_expression("ADD #0 :0", R"({"#0":"a"})", R"({":0":{"N":"1"}})"));
}

}  // namespace
}  // namespace dynaco::test::pynamodb::core_test
