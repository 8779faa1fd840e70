#include "program/bulk/column_watch.hpp"

#include "program/bulk/column_check.hpp"
#include "program/command.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::program::column_watch_test {
namespace {

std::string advice_for(const char* columns, const std::vector<const char*>& items) {
    column_watch watch(columns);
    for (const char* each : items) watch.look(each);
    return watch.advice();
}

TEST(ColumnWatch, NamesAColumnThatNoItemHas) {
    constexpr const char* item = R"({"id":{"S":"1"},"total":{"N":"5"}})";
    EXPECT_EQ(advice_for("id:S,totl:N", {item}),
              "--columns: no item has \"totl\" (did you mean \"total\"?); the column is empty");
    EXPECT_EQ(advice_for("id,xyz", {item}), "--columns: no item has \"xyz\"; the column is empty");
    EXPECT_EQ(advice_for("x,id,y", {item}), "--columns: no item has \"x\" or \"y\"; these columns are empty");
    EXPECT_EQ(advice_for("id:S,total:N", {item}), "");
}

TEST(ColumnWatch, OneItemWithTheColumnIsEnough) {
    const std::vector<const char*> items{R"({"id":{"S":"1"}})", R"({"id":{"S":"2"},"note":{"S":"x"}})",
                                         R"({"id":{"S":"3"}})"};
    EXPECT_EQ(advice_for("id,note", items), "");
}

TEST(ColumnWatch, SaysNothingWithoutItemsOrColumns) {
    EXPECT_EQ(advice_for("id", {}), "");
    EXPECT_EQ(advice_for("", {R"({"id":{"S":"1"}})"}), "");
}

TEST(ColumnWatch, ReadsNamesAsPeopleWriteThem) {
    constexpr const char* item = R"({"a:bc":{"S":"1"},"c,d":{"N":"5"},"doc":{"L":[]},"x y":{"S":""}})";
    EXPECT_EQ(advice_for("a:bc,\"c,d:N\",doc:L:typed, x y : s", {item}), "");
}

TEST(ColumnCheck, NamesAreWithoutTypes) {
    const std::vector<std::string> names{"a", "b", "c", "x:y", "z:word"};
    EXPECT_EQ(names_of_columns("a:N, b : ss ,c:M:typed,x:y:S,z:word"), names);
}

TEST(ColumnCheck, ColumnsNeedAFormatWithColumns) {
    EXPECT_NO_THROW(check_columns_are_used("id", true, {record_format::csv}));
    EXPECT_NO_THROW(check_columns_are_used("id", false, {record_format::tsv}));
    EXPECT_NO_THROW(check_columns_are_used("", false, {record_format::json_lines}));
    EXPECT_THROW(check_columns_are_used("id", false, {record_format::json_lines}), usage_error);
    EXPECT_THROW(check_columns_are_used("", true, {record_format::s3_export}), usage_error);
}

}  // namespace
}  // namespace dynaco::program::column_watch_test
