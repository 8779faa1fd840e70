#include "program/bulk/column_check.hpp"

#include "program/command.hpp"

#include <gtest/gtest.h>

namespace dynaco::program::column_check_test {
namespace {

using texts = std::vector<std::string>;

texts advice(texts columns) { return csv_headers{.columns = std::move(columns)}.advice(); }

TEST(ColumnCheck, ANameThatLooksLikeAType) {
    EXPECT_EQ(
        advice({"id:S", "price:n:S"}),
        texts{"the column \"price:n\" is text with this name: n is not a type, because types in a header are "
              "in capitals: price:N"});
    EXPECT_EQ(advice({"price:number:S"}),
              texts{"the column \"price:number\" is text with this name: number is not a "
                    "type (S, N, B, BOOL, NULL, L, M, SS, NS, BS)"});
    EXPECT_EQ(advice({"id:S", "price:N", "doc:M:typed", "rest:typed", "a:12:S", "urn:isbn-10:S", "b:n:N"}),
              texts());
}

TEST(ColumnCheck, ATypeOfNoColumn) {
    EXPECT_NO_THROW(check_typed_columns("price:N", {"id:S", "price:N"}));
    EXPECT_NO_THROW(check_typed_columns("price:N", {}));
    EXPECT_THROW(check_typed_columns("prise:N", {"id:S", "price:N"}), usage_error);
    try {
        check_typed_columns("x:N,price:N,y:S,z:S", {"id:S", "price:N"});
        ADD_FAILURE();
    } catch (const usage_error& why) {
        EXPECT_STREQ(why.what(),
                     "--types: the files have no column \"x\", \"y\" or \"z\"; the columns are id, price");
    }
}

TEST(ColumnCheck, AWordThatIsNoType) {
    try {
        check_typed_columns("id,price:number", {"id:S", "price:N"});
        ADD_FAILURE();
    } catch (const usage_error& why) {
        EXPECT_STREQ(why.what(),
                     "--types has price:number, but number is not a type; use S, N, B, BOOL, NULL, L, M, SS, "
                     "NS or BS");
    }
}

TEST(ColumnCheck, ATypeThatTheHeaderContradicts) {
    EXPECT_TRUE(types_contradict("price : s", {"id:S", "price:N"}));
    EXPECT_TRUE(types_contradict("id:S,rest:N", {"id:S", "rest:L:typed"}));
    EXPECT_FALSE(types_contradict("price:n", {"id:S", "price:N"}));
    EXPECT_FALSE(types_contradict("other:N,price", {"id:S", "price:N"}));
    EXPECT_FALSE(types_contradict("rest:L", {"rest:L:typed"}));
    EXPECT_FALSE(types_contradict("", {"id:S"}));
    EXPECT_FALSE(types_contradict("id:N", {}));
}

}  // namespace
}  // namespace dynaco::program::column_check_test
