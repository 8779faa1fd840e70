#include "models.hpp"

#include <gtest/gtest.h>

namespace dynaco::test {
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

TEST(Verdict, ABodyThatIsNoJson) { EXPECT_THROW(static_cast<void>(refused("<html>").existing()), error); }

}  // namespace
}  // namespace dynaco::test
