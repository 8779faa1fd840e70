#include "account.hpp"

#include <dynaco/detail/expression/sink.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace dynaco::detail::expression::tests::sink_test {
namespace {

using namespace literals;

TEST(RuntimePath, IsWrittenAsItStands) {
    EXPECT_EQ(written<account>(when(attribute("a.b[10].c") == 1)),
              R"({"ConditionExpression":"#0.#1[10].#2 = :0",)"
              R"("ExpressionAttributeNames":{"#0":"a","#1":"b","#2":"c"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"1"}}})");
}

TEST(RuntimePath, SharesNamesWithPathsOfTheModel) {
    EXPECT_EQ(written<account>(when("primary_email"_a == "x" && attribute("e.balance") == "balance"_a)),
              R"x({"ConditionExpression":"(#0 = :0 AND #0.#1 = #1)",)x"
              R"("ExpressionAttributeNames":{"#0":"e","#1":"balance"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"x"}}})");
}

TEST(RuntimePath, CanDoAllThatAModelsPathCan) {
    const auto a = attribute("a");
    EXPECT_EQ(text(a.exists() && a.begins_with("x") && a.size() > 1),
              "(attribute_exists(#0) AND begins_with(#0, :0) AND size(#0) > :1)");
    EXPECT_EQ(update_text(a.set(a.if_not_exists(0) + 1), a.remove(), a.add(1)),
              "SET #0 = if_not_exists(#0, :0) + :1 REMOVE #0 ADD #0 :2");
}

TEST(RuntimePath, OddNamesAreEscaped) {
    EXPECT_EQ(names(attribute("a\"b\\c\n\x01 é#:") == 1), R"({"#0":"a\"b\\c\n\u0001 é#:"})");
}

TEST(RuntimePath, AWrongOneIsAnInvalidArgument) {
    for (const std::string path : {"", ".", "a.", "a..b", "[0]", "a[", "a[]", "a[-1]", "a[0]b"}) {
        const failure why = refused<account>(when(attribute(path) == 1));
        EXPECT_EQ(why.cause(), errc::invalid_argument) << path;
        EXPECT_NE(why.diagnostics().detail.find('"' + path + '"'), std::string::npos);
    }
}

TEST(RuntimePath, MayHave64Steps) {
    std::string path = "a";
    for (int i = 1; i < 64; ++i) path += ".a";
    EXPECT_NE(text(attribute(path).exists()).find("#0.#0"), std::string::npos);
    EXPECT_EQ(refused<account>(when(attribute(path + ".a").exists())).cause(), errc::invalid_argument);
}

TEST(RuntimePath, TheFirstFailureIsReported) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const failure value_first = refused<account>(when("rate"_a == nan && attribute("a..b") == 1));
    EXPECT_EQ(value_first.cause(), errc::not_a_number);
    EXPECT_EQ(value_first.diagnostics().attribute_path, "rate");
    const failure path_first = refused<account>(when(attribute("a..b") == nan));
    EXPECT_EQ(path_first.cause(), errc::invalid_argument);
    EXPECT_EQ(path_first.diagnostics().attribute_path, "");
    const failure two_paths = refused<account>(when(attribute("a..b") == attribute("c..d")));
    EXPECT_NE(two_paths.diagnostics().detail.find("a..b"), std::string::npos);
}

TEST(RuntimeSink, ManyNamesAndValuesGetTheirNumbers) {
    const auto condition = [](const char* name) { return attribute(name) == 1; };
    const auto twelve = condition("a") && condition("b") && condition("c") && condition("d") &&
                        condition("e") && condition("f") && condition("g") && condition("h") &&
                        condition("i") && condition("j") && condition("k") && condition("l");
    EXPECT_NE(text(twelve).find("#10 = :10 AND #11 = :11)"), std::string::npos) << text(twelve);
    EXPECT_NE(names(twelve).find(R"("#11":"l")"), std::string::npos);
}

// "written" compares with the output of the run-time sink.
TEST(ConstantSink, OddNamesAreEscaped) {
    EXPECT_EQ(names("labels.a\"b"_a == "x"), R"({"#0":"labels","#1":"a\"b"})");
    EXPECT_EQ(names("labels.a\\b"_a == "x"), R"({"#0":"labels","#1":"a\\b"})");
    EXPECT_EQ(names("labels.a\nb\rc\td"_a == "x"), R"({"#0":"labels","#1":"a\nb\rc\td"})");
    EXPECT_EQ(names("labels.a\x01\x1f\x7f"_a == "x"), "{\"#0\":\"labels\",\"#1\":\"a\\u0001\\u001f\x7f\"}");
    EXPECT_EQ(names("labels.\b\f"_a == "x"), R"({"#0":"labels","#1":"\u0008\u000c"})");
    EXPECT_EQ(names("labels.größe €"_a == "x"), R"({"#0":"labels","#1":"größe €"})");
    EXPECT_EQ(names("labels.#0 :1 'x' ]"_a == "x"), R"({"#0":"labels","#1":"#0 :1 'x' ]"})");
}

TEST(ConstantSink, RemembersTheLongestExpressionAndTheMostOperations) {
    constexpr auto measured = [] {
        constant_sink<account> sink(nullptr);
        sink.begin_expression();
        sink.text("12345");
        sink.end_expression();
        sink.text("between the two");
        sink.begin_expression();
        sink.operation();
        sink.operation();
        sink.text("123");
        sink.end_expression();
        return sink;
    }();
    static_assert(measured.longest() == 5);
    static_assert(measured.most_operations() == 2);
}

TEST(ConstantSink, MeasuresWhatItWrites) {
    constexpr auto size = [] {
        constant_sink<account> sink(nullptr);
        sink.path<"labels.a\"b">();
        sink.number(1234567890);
        sink.names_member();
        return sink.size();
    }();
    std::string buffer(size, '?');
    constant_sink<account> sink(buffer.data());
    sink.path<"labels.a\"b">();
    sink.number(1234567890);
    sink.names_member();
    EXPECT_EQ(buffer, R"(#0.#11234567890"ExpressionAttributeNames":{"#0":"labels","#1":"a\"b"})");
    EXPECT_EQ(sink.name_count(), 2u);
    EXPECT_EQ(sink.value_count(), 0u);
}

}  // namespace
}  // namespace dynaco::detail::expression::tests::sink_test
