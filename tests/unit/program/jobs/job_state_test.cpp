#include "program/jobs/job_state.hpp"

#include <dynaco/json.hpp>

#include <gtest/gtest.h>

namespace dynaco::program::job_state_test {
namespace {

TEST(JobState, TheArnSaysTheKind) {
    const std::string table = "arn:aws:dynamodb:eu-west-1:1:table/orders";
    EXPECT_EQ(kind_of_job(table + "/import/01"), job_kind::import_table);
    EXPECT_EQ(kind_of_job(table + "/export/01"), job_kind::export_table);
    EXPECT_EQ(kind_of_job("arn:aws:dynamodb:eu-west-1:1:bulk-operation/01"), job_kind::bulk_put);
    EXPECT_EQ(kind_of_job(table + "/bulk-operation/01"), job_kind::bulk_put);
    for (const std::string& other : {std::string("orders"), table, table + "/backup/1", table + "/index/i",
                                     table + "/stream/2026", std::string()})
        EXPECT_THROW(static_cast<void>(kind_of_job(other)), usage_error) << other;
}

TEST(JobState, IsFoundInTheDescriptionOrTheResponseItself) {
    const item nested = from_json<item>(
        R"({"BulkOperationDescription":{"BulkOperationArn":"a","BulkOperationStatus":"IN_PROGRESS"}})");
    const item flat = from_json<item>(R"({"BulkOperationArn":"a","BulkOperationStatus":"IN_PROGRESS"})");
    for (const item& each : {nested, flat}) {
        const job_state state = state_in(job_kind::bulk_put, each);
        EXPECT_EQ(state.arn(), "a");
        EXPECT_FALSE(state.ended());
    }
}

TEST(JobState, UnknownStatusesHaveNotEnded) {
    const job_state state{.kind = job_kind::export_table, .description = {{"ExportStatus", "PAUSED"}}};
    EXPECT_FALSE(state.ended());
}

TEST(JobState, NamesOfMembersBecomeWords) {
    const job_state state{.kind = job_kind::export_table,
                          .description = {{"ExportArn", "a"},
                                          {"ExportStatus", "COMPLETED"},
                                          {"S3SseKmsKeyId", "k"},
                                          {"EndTime", 1796022000},
                                          {"ItemCount", 5}}};
    const std::vector<fact> facts = state.facts();
    ASSERT_EQ(facts.size(), 5u);
    EXPECT_EQ(facts[0].name, "export");
    EXPECT_EQ(facts[2].name, "end time");
    EXPECT_EQ(facts[2].content, "2026-11-30T07:00:00Z");
    EXPECT_EQ(facts[4].name, "s3 sse kms key id");
    EXPECT_EQ(state.counts(), "item count 5");
}

}  // namespace
}  // namespace dynaco::program::job_state_test
