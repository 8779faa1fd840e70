#include "unit/client/call_bench.hpp"
#include "unit/table/models.hpp"

#include <dynaco/partiql.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

/// PartiQL over a transport with scripted responses.
namespace dynaco::test::statement_test {
namespace {

using attempt = scripted_attempt;

struct Statement : testing::Test {
    void script(const std::vector<attempt>& attempts) { bench.wire->script(attempts); }
    template <class T>
    T run(boost::asio::awaitable<T> call) {
        return test::run(bench.io, std::move(call));
    }
    template <class T>
    errc cause_of(boost::asio::awaitable<T> call) {
        try {
            static_cast<void>(run(std::move(call)));
        } catch (const error& e) {
            return e.cause();
        }
        return {};
    }
    [[nodiscard]] const std::string& sent(std::size_t i) const { return bench.wire->sent.at(i).body; }

    call_bench bench{};
    client db{bench.loop};
};

constexpr const char* page_1 = R"({"Items":[{"id":{"S":"1"}},{"id":{"S":"2"}}],"NextToken":"p2"})";
constexpr const char* page_2 = R"({"Items":[],"NextToken":"p3"})";
constexpr const char* page_3 = R"({"Items":[{"id":{"S":"3"}}]})";

attempt refusal(const char* code) { return attempt::service_error(400, code); }

TEST_F(Statement, RowsArePagedByToken) {
    script({attempt::answer(page_1), attempt::answer(page_2), attempt::answer(page_3)});
    auto rows = execute<account>(db, {.page_size = 2, .consistent_read = true},
                                 "SELECT * FROM accounts WHERE balance > ?", 5);
    EXPECT_EQ(run(rows.next()).value().account_id, "1");
    EXPECT_EQ(rows.next_token(), "p2");
    EXPECT_EQ(run(rows.next()).value().account_id, "2");
    EXPECT_EQ(run(rows.next()).value().account_id, "3");
    EXPECT_FALSE(run(rows.next()));
    EXPECT_EQ(rows.next_token(), "");
    const std::string first = R"({"Statement":"SELECT * FROM accounts WHERE balance > ?",)"
                              R"("Parameters":[{"N":"5"}],"ConsistentRead":true,"Limit":2)";
    EXPECT_EQ(sent(0), first + "}");
    EXPECT_EQ(sent(1), first + R"(,"NextToken":"p2"})");
    EXPECT_EQ(sent(2), first + R"(,"NextToken":"p3"})");
}

TEST_F(Statement, PagesWithoutRowsAreLeftOut) {
    script({attempt::answer(page_1), attempt::answer(page_2), attempt::answer(page_3)});
    auto rows = execute<item>(db, "SELECT * FROM accounts");
    EXPECT_EQ(run(rows.next_page()).value().size(), 2u);
    EXPECT_EQ(run(rows.next_page()).value().size(), 1u);
    EXPECT_FALSE(run(rows.next_page()));
}

TEST_F(Statement, AFailedPageCanBeAskedForAgain) {
    script({attempt::answer(page_1), refusal("ValidationException"), attempt::answer(page_3)});
    auto rows = execute<account>(db, "SELECT * FROM accounts");
    EXPECT_TRUE(run(rows.next()));
    EXPECT_EQ(cause_of(rows.collect()), errc::validation_failed);
    EXPECT_EQ(run(rows.collect()).size(), 2u);
    EXPECT_EQ(sent(1), sent(2));
}

TEST_F(Statement, GoesOnFromATokenOfBefore) {
    script({attempt::answer(page_3)});
    const std::string token = "p3";
    auto rows = execute<account>(db, {.next_token = token}, "SELECT * FROM accounts");
    EXPECT_EQ(run(rows.collect()).size(), 1u);
    EXPECT_EQ(sent(0), R"({"Statement":"SELECT * FROM accounts","NextToken":"p3"})");
}

TEST_F(Statement, ARowThatDoesNotFitIsAnError) {
    script({attempt::answer(R"({"Items":[{"id":{"N":"1"}}]})")});
    auto rows = execute<account>(db, "SELECT * FROM accounts");
    EXPECT_EQ(cause_of(rows.next()), errc::type_mismatch);
}

TEST_F(Statement, WhatCannotBeEncodedIsNotSent) {
    auto rows = execute<account>(db, "SELECT * FROM accounts WHERE id = ?");
    EXPECT_EQ(cause_of(rows.next()), errc::invalid_argument);
    EXPECT_EQ(cause_of(try_execute(db, "DELETE FROM accounts WHERE id = '?'", "1")), errc::invalid_argument);
    EXPECT_TRUE(bench.wire->sent.empty());
}

TEST_F(Statement, AWriteGivesAVerdict) {
    script({attempt::answer(), refusal("DuplicateItemException"),
            attempt::answer(R"({"__type":"x#ConditionalCheckFailedException","Item":{"id":{"S":"9"}}})", 400),
            refusal("ResourceNotFoundException")});
    EXPECT_TRUE(run(try_execute(db, "INSERT INTO accounts VALUE {'id': ?}", "1")));
    EXPECT_EQ(sent(0), R"({"Statement":"INSERT INTO accounts VALUE {'id': ?}","Parameters":[{"S":"1"}],)"
                       R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"})");
    const auto duplicate = run(try_execute(db, "INSERT INTO accounts VALUE {'id': ?}", "1"));
    EXPECT_FALSE(duplicate);
    EXPECT_FALSE(duplicate.existing());
    const auto refused = run(try_execute(db, {.return_existing = false}, "UPDATE accounts SET n = 1"));
    EXPECT_FALSE(refused);
    EXPECT_EQ(refused.existing(), (item{{"id", "9"}}));
    EXPECT_EQ(sent(2), R"({"Statement":"UPDATE accounts SET n = 1"})");
    EXPECT_EQ(cause_of(try_execute(db, "DELETE FROM accounts")), errc::resource_not_found);
}

TEST_F(Statement, ALostAnswerLeavesOnlyWritesUnknown) {
    const std::vector<attempt> lost(10, attempt::broken(errc::connection_lost, false));
    script(lost);
    EXPECT_EQ(cause_of(try_execute(db, "DELETE FROM accounts")), errc::outcome_unknown);
    auto rows = execute<account>(db, "SELECT * FROM accounts");
    EXPECT_EQ(cause_of(rows.next()), errc::connection_lost);
}

constexpr const char* throttled = R"({"Error":{"Code":"ThrottlingError","Message":"m"}})";
std::string responses(const std::vector<std::string>& each) {
    std::string all;
    for (const std::string& one : each) all += (all.empty() ? "" : ",") + one;
    return R"({"Responses":[)" + all + "]}";
}

TEST_F(Statement, ABatchKeepsTheOrder) {
    script(
        {attempt::answer(responses({R"({"Item":{"id":{"S":"1"}}})", R"({"Error":{"Code":"AccessDenied"}})"})),
         attempt::answer(responses({"{}"}))});
    statement_batch batch{db};
    batch.add("SELECT * FROM accounts WHERE id = ?", "1");
    batch.add({.consistent_read = true}, "SELECT * FROM accounts WHERE id = '2'");
    batch.add("DELETE FROM accounts WHERE id = '3'");  // is sent alone, because it writes
    EXPECT_EQ(batch.size(), 3u);
    const auto answers = run(batch.try_execute());
    ASSERT_EQ(answers.size(), 3u);
    EXPECT_EQ(answers[0].row<account>().value().account_id, "1");
    EXPECT_EQ(answers[1].why().cause(), errc::access_denied);
    EXPECT_TRUE(answers[2]);
    EXPECT_EQ(batch.size(), 0u);
    EXPECT_EQ(
        sent(0),
        R"({"Statements":[{"Statement":"SELECT * FROM accounts WHERE id = ?","Parameters":[{"S":"1"}]},)"
        R"({"Statement":"SELECT * FROM accounts WHERE id = '2'","ConsistentRead":true}]})");
    EXPECT_TRUE(run(batch.execute()).empty());
}

TEST_F(Statement, ABatchSendsAtMostTwentyFive) {
    script(
        {attempt::answer(responses(std::vector<std::string>(25, "{}"))), attempt::answer(responses({"{}"}))});
    statement_batch batch{db};
    for (int i = 0; i < 26; ++i) batch.add("DELETE FROM accounts WHERE id = ?", std::to_string(i));
    EXPECT_EQ(run(batch.execute()).size(), 26u);
    EXPECT_NE(sent(1).find(R"("S":"25")"), std::string::npos);
}

TEST_F(Statement, WhatABatchThrottledIsSentAgain) {
    script({attempt::answer(responses({"{}", throttled, "{}"})), attempt::answer(responses({"{}"}))});
    statement_batch batch{db};
    for (const char* id : {"1", "2", "3"}) batch.add("DELETE FROM accounts WHERE id = ?", id);
    for (const auto& each : run(batch.execute())) EXPECT_TRUE(each);
    EXPECT_EQ(bench.world->sleeps.size(), 1u);
    EXPECT_NE(sent(1).find(R"("S":"2")"), std::string::npos);
    EXPECT_EQ(sent(1).find(R"("S":"3")"), std::string::npos);
}

TEST_F(Statement, ABatchThatIsThrottledForEverSaysSo) {
    script(std::vector<attempt>(20, attempt::answer(responses({throttled}))));
    statement_batch batch{db};
    batch.add("DELETE FROM accounts");
    const auto answers = run(batch.try_execute());
    EXPECT_EQ(answers.at(0).why().cause(), errc::throttling);
    EXPECT_GT(bench.wire->unused(), 0u);
}

TEST_F(Statement, ABatchGoesOnAfterAFailure) {
    script({attempt::answer(responses({"{}"})), refusal("ValidationException"),
            attempt::answer(responses({"{}"}))});
    statement_batch batch{db};
    batch.add("DELETE FROM accounts");
    batch.add("SELECT * FROM accounts");
    EXPECT_EQ(cause_of(batch.execute()), errc::validation_failed);
    EXPECT_EQ(run(batch.execute()).size(), 2u);
    EXPECT_EQ(sent(1), sent(2));
}

TEST_F(Statement, ABatchRefusesWhatItCannotRead) {
    script({attempt::answer(responses({}))});
    statement_batch batch{db};
    batch.add("DELETE FROM accounts");
    EXPECT_EQ(cause_of(batch.execute()), errc::malformed_reply);
    statement_batch wrong{db};
    wrong.add("DELETE FROM accounts");
    wrong.add("DELETE FROM accounts WHERE id = ?");
    try {
        static_cast<void>(run(wrong.try_execute()));
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::invalid_argument);
        EXPECT_TRUE(e.diagnostics().detail.starts_with("statement 2: ")) << e.what();
        EXPECT_EQ(e.diagnostics().operation, "BatchExecuteStatement");
    }
    EXPECT_EQ(bench.wire->sent.size(), 1u);
}

std::string token_of(const std::string& body) {
    const std::string before = R"("ClientRequestToken":")";
    const auto at = body.find(before);
    return at == std::string::npos ? "" : body.substr(at + before.size(), 36);
}

TEST_F(Statement, ATransactionHasATokenOfItsOwn) {
    script({attempt::answer(R"({"Responses":[{"Item":{"id":{"S":"1"}}}]})"), attempt::answer(),
            attempt::answer()});
    statement_transaction reading{db};
    reading.add("SELECT * FROM accounts WHERE id = ?", "1");
    const auto read = run(reading.try_execute());
    EXPECT_TRUE(read);
    EXPECT_EQ(read.answers().at(0).row<account>().value().account_id, "1");
    EXPECT_EQ(reading.size(), 0u);
    reading.add("SELECT * FROM accounts");
    EXPECT_TRUE(run(reading.try_execute()));
    EXPECT_EQ(token_of(sent(0)).find_first_not_of("0123456789abcdef-"), std::string::npos);
    EXPECT_EQ(token_of(sent(0)).size(), 36u);
    reading.add("SELECT * FROM accounts");
    EXPECT_TRUE(run(reading.try_execute({.client_request_token = "mine"})));
    EXPECT_NE(sent(2).find(R"("ClientRequestToken":"mine")"), std::string::npos);
}

TEST_F(Statement, AfterALostAnswerTheTokenStays) {
    script({attempt::service_error(500, "InternalServerError"), refusal("ValidationException"),
            attempt::answer(), attempt::answer()});
    statement_transaction change{db};
    change.add("DELETE FROM accounts");
    bench.world->fixed_random = 0;
    EXPECT_EQ(cause_of(change.execute()), errc::outcome_unknown);
    EXPECT_TRUE(run(change.try_execute()));
    EXPECT_EQ(token_of(sent(0)), token_of(sent(1)));
    EXPECT_EQ(token_of(sent(0)), token_of(sent(2)));
    change.add("DELETE FROM accounts");
    EXPECT_TRUE(run(change.try_execute()));
    EXPECT_NE(token_of(sent(3)), token_of(sent(2)));
}

TEST_F(Statement, ACanceledTransactionGivesReasons) {
    script({attempt::answer(R"({"__type":"x#TransactionCanceledException","CancellationReasons":[)"
                            R"({"Code":"None"},{"Code":"DuplicateItem"}]})",
                            400)});
    statement_transaction change{db};
    change.add("DELETE FROM accounts WHERE id = ?", "1");
    change.add("INSERT INTO accounts VALUE {'id': ?}", "2");
    const auto verdict = run(change.try_execute());
    EXPECT_FALSE(verdict);
    ASSERT_EQ(verdict.answers().size(), 2u);
    EXPECT_EQ(verdict.answers()[0].why().cause(), errc::transaction_canceled);
    EXPECT_EQ(verdict.answers()[1].why().cause(), errc::duplicate_item);
}

TEST_F(Statement, AConflictIsAFailureAndKeepsTheStatements) {
    script({attempt::answer(R"({"__type":"x#TransactionCanceledException","CancellationReasons":[)"
                            R"({"Code":"ConditionalCheckFailed"},{"Code":"TransactionConflict"}]})",
                            400),
            attempt::answer()});
    statement_transaction change{db};
    change.add("DELETE FROM accounts WHERE id = ?", "1");
    change.add("DELETE FROM accounts WHERE id = ?", "2");
    EXPECT_EQ(cause_of(change.execute()), errc::transaction_canceled);
    EXPECT_EQ(change.size(), 2u);
    EXPECT_TRUE(run(change.try_execute()));
    EXPECT_EQ(token_of(sent(0)), token_of(sent(1)));
}

TEST_F(Statement, ATransactionHasOneToAHundredStatements) {
    statement_transaction none{db};
    EXPECT_EQ(cause_of(none.execute()), errc::invalid_argument);
    statement_transaction many{db};
    for (int i = 0; i < 101; ++i) many.add("DELETE FROM accounts");
    EXPECT_EQ(cause_of(many.execute()), errc::invalid_argument);
    statement_transaction wrong{db};
    wrong.add("DELETE FROM accounts WHERE id = ?");
    EXPECT_EQ(cause_of(wrong.execute()), errc::invalid_argument);
    EXPECT_TRUE(bench.wire->sent.empty());
}

}  // namespace
}  // namespace dynaco::test::statement_test
