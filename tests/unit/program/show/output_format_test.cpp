#include "program/show/output_format.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::program::output_format_test {
namespace {

TEST(OutputFormat, NamesCanBeReadBack) {
    std::string names;
    for (const auto each : {output_format::table, output_format::json, output_format::dynamodb,
                            output_format::csv, output_format::tsv}) {
        EXPECT_EQ(output_format_of(name_of(each)), each);
        if (!names.empty()) names += ", ";
        names += name_of(each);
    }
    EXPECT_EQ(names, output_format_names);
}

TEST(OutputFormat, OtherNamesAreNotFormats) {
    EXPECT_FALSE(output_format_of(""));
    EXPECT_FALSE(output_format_of("JSON"));
    EXPECT_FALSE(output_format_of("yaml"));
}

TEST(OutputFormat, ATableIsForTerminals) {
    EXPECT_EQ(default_format(true), output_format::table);
    EXPECT_EQ(default_format(false), output_format::json);
}

}  // namespace
}  // namespace dynaco::program::output_format_test
