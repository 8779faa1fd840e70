#include "write_bench.hpp"

#include <dynaco/client.hpp>
#include <dynaco/transaction.hpp>

#include <stdexcept>
#include <string>

/// Outcomes as values.
namespace dynaco::test::as_result_test {
namespace {

using namespace literals;

using AsResult = Writes;

TEST_F(AsResult, OfCallsThatSucceed) {
    const account a{.account_id = "1"};
    const result<void> saved = run(as_result(accounts.save(a)));
    EXPECT_TRUE(saved.has_value());
    const auto found = run(as_result(accounts.get("1")), attempt::answer(R"({"Item":{"id":{"S":"1"}}})"));
    EXPECT_EQ(found.value().value().account_id, "1");
    const auto none = run(as_result(accounts.get("1")));
    ASSERT_TRUE(none.has_value());
    EXPECT_FALSE(none.value());
}

TEST_F(AsResult, OfCallsThatFail) {
    const account a{.account_id = "1"};
    const auto refusal = attempt::service_error(400, "ResourceNotFoundException");
    EXPECT_EQ(run(as_result(accounts.save(a)), refusal).error().cause(), errc::resource_not_found);
    EXPECT_EQ(run(as_result(accounts.get("1")), refusal).error().code(), condition::not_found);
    const auto conflict =
        run(as_result(accounts.insert(a)), refused(R"({"id":{"S":"1"},"balance":{"N":"7"}})"));
    ASSERT_FALSE(conflict.has_value());
    EXPECT_EQ(existing<account>(conflict.error()).value().balance, 7);
}

TEST_F(AsResult, OfIteratorsBatchesAndTransactions) {
    auto query = orders.query("1");
    const auto first = run(as_result(query.next()), attempt::service_error(400, "ValidationException"));
    EXPECT_EQ(first.error().cause(), errc::validation_failed);
    const auto again = run(as_result(query.next()),
                           attempt::answer(R"({"Items":[{"order_id":{"S":"1"},"item_id":{"S":"2"}}]})"));
    EXPECT_EQ(again.value().value().item_id, "2");
    auto batch = accounts.batch_write();
    const account a{.account_id = "1"};
    EXPECT_TRUE(test::run(bench.io, as_result(batch.save(a))).has_value());  // sends nothing yet
    EXPECT_EQ(
        run(as_result(batch.flush()), attempt::service_error(400, "ValidationException")).error().cause(),
        errc::validation_failed);
    transact_write tx(db);
    tx.save(accounts, a);
    EXPECT_TRUE(run(as_result(tx.commit())).has_value());
    EXPECT_EQ(test::run(bench.io, as_result(tx.commit())).error().cause(), errc::invalid_argument);
}

// As users write it: one expression in a coroutine.
boost::asio::awaitable<std::string> in_one_expression(dynaco::table<account> accounts) {
    std::string text;
    for (int i = 0; i < 3; ++i) {
        dynaco::result<std::optional<account>> found =
            co_await as_result(accounts.get("a key that is too long for the string itself"));
        text += found ? "found " + found.value().value().email + ';'
                      : found.error().diagnostics().operation + ';';
        if (auto again = co_await as_result(accounts.get(std::string(50, 'x'))); !again)
            text += again.error().code() == condition::not_found ? "none;" : "other;";
    }
    co_return text;
}

TEST_F(AsResult, LivesThroughItsExpression) {
    const std::string email(100, 'e');
    const auto found = attempt::answer(R"({"Item":{"id":{"S":"1"},"email":{"S":")" + email + "\"}}}");
    const auto gone = attempt::service_error(400, "ResourceNotFoundException");
    script({found, gone, gone, found, found, gone});
    EXPECT_EQ(test::run(bench.io, in_one_expression(accounts)),
              "found " + email + ";none;GetItem;found " + email + ";none;");
}

boost::asio::awaitable<int> of_another_kind() {
    throw std::runtime_error("not ours");
    co_return 1;
}

TEST_F(AsResult, LeavesOtherExceptions) {
    EXPECT_THROW(static_cast<void>(run(as_result(of_another_kind()))), std::runtime_error);
}

}  // namespace
}  // namespace dynaco::test::as_result_test
