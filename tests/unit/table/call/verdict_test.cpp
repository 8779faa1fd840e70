#include "unit/table/models.hpp"

#include <gtest/gtest.h>

namespace dynaco::test::verdict_test {
namespace {

verdict<account> refused(std::string body) {
    return verdict<account>(
        failure(errc::conditional_check_failed,
                {.operation = "PutItem", .table = "accounts", .body = std::move(body), .http_status = 400}));
}

TEST(Verdict, OfAWriteThatWasMade) {
    const verdict<account> made;
    EXPECT_TRUE(static_cast<bool>(made));
    EXPECT_FALSE(made.existing());
}

TEST(Verdict, BringsTheItem) {
    const auto v = refused(R"({"__type":"x","Item":{"id":{"S":"1"},"balance":{"N":"5"}},"message":"m"})");
    EXPECT_FALSE(static_cast<bool>(v));
    for (int i = 0; i < 2; ++i) EXPECT_EQ(v.existing().value().balance, 5);
}

TEST(Verdict, WithoutAnItem) {
    EXPECT_FALSE(refused(R"({"__type":"x","message":"m"})").existing());
    EXPECT_FALSE(refused("{}").existing());
}

TEST(Verdict, AnItemThatDoesNotFit) {
    const auto v = refused(R"({"Item":{"id":{"S":"1"},"balance":{"S":"5"}}})");
    try {
        static_cast<void>(v.existing());
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::type_mismatch);
        EXPECT_EQ(e.diagnostics().attribute_path, "balance");
        EXPECT_EQ(e.diagnostics().table, "accounts");
    }
}

TEST(Verdict, ThrowsWhenAsked) {
    verdict<account>().or_throw();
    const auto v = refused(R"({"Item":{"id":{"S":"1"},"balance":{"N":"5"}}})");
    EXPECT_EQ(v.why().cause(), errc::conditional_check_failed);
    try {
        v.or_throw();
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_EQ(e.code(), condition::conflict);
        EXPECT_EQ(existing<account>(e).value().balance, 5);
        EXPECT_EQ(existing<account>(e.as_failure()).value().balance, 5);
    }
}

TEST(Verdict, GivesWhatWasReturned) {
    const verdict<account, account> sure(account{.account_id = "1"});
    EXPECT_EQ(sure.or_throw().account_id, "1");
    const verdict<account, std::optional<account>> perhaps{std::optional<account>()};
    EXPECT_FALSE(perhaps.or_throw());
    EXPECT_FALSE(perhaps.returned());
    const verdict<account, account> no(failure(errc::version_conflict, {}));
    EXPECT_THROW(static_cast<void>(no.or_throw()), error);
}

TEST(Existing, IsOfConflictsOnly) {
    const std::string body = R"({"Item":{"id":{"S":"1"}}})";
    EXPECT_TRUE(existing<account>(failure(errc::version_conflict, {.body = body})));
    EXPECT_FALSE(existing<account>(failure(errc::validation_failed, {.body = "<html>"})));
    EXPECT_FALSE(existing<account>(failure(errc::conditional_check_failed, {})));
    EXPECT_FALSE(existing<account>(failure()));
    EXPECT_FALSE(existing<account>(failure(errc::transaction_canceled, {}), 7));
}

TEST(Verdict, ABodyThatIsNoJson) { EXPECT_THROW(static_cast<void>(refused("<html>").existing()), error); }

}  // namespace
}  // namespace dynaco::test::verdict_test
