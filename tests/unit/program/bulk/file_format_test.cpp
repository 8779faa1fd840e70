#include "program/bulk/file_format.hpp"

#include "program/command.hpp"

#include <gtest/gtest.h>

#include <tuple>

namespace dynaco::program::file_format_test {
namespace {

auto pair_of(const file_format& format) { return std::pair(format.format, format.json); }

TEST(FileFormat, OfANameForReading) {
    EXPECT_EQ(pair_of(input_format_of("")), std::pair(record_format::guess, dynaco::json_form::guess));
    EXPECT_EQ(pair_of(input_format_of("plain")),
              std::pair(record_format::json_lines, dynaco::json_form::plain));
    EXPECT_EQ(input_format_of("ion").format, record_format::ion);
    EXPECT_THROW(static_cast<void>(input_format_of("xml")), usage_error);
}

TEST(FileFormat, OfAFileForWriting) {
    const auto dynamodb = dynaco::json_form::dynamodb;
    EXPECT_EQ(pair_of(output_format_of_file("", "a.csv.gz")), std::pair(record_format::csv, dynamodb));
    EXPECT_EQ(pair_of(output_format_of_file("", "a.tsv")), std::pair(record_format::tsv, dynamodb));
    EXPECT_EQ(pair_of(output_format_of_file("", "-")), std::pair(record_format::json_lines, dynamodb));
    EXPECT_EQ(pair_of(output_format_of_file("", "folder/")), std::pair(record_format::s3_export, dynamodb));
    EXPECT_EQ(pair_of(output_format_of_file("plain", "a.csv")),
              std::pair(record_format::json_lines, dynaco::json_form::plain));
    EXPECT_THROW(static_cast<void>(output_format_of_file("ion", "a")), usage_error);
    EXPECT_EQ(compression_of_name("a.csv.gz"), compression::gzip);
    EXPECT_EQ(compression_of_name("a.zst"), compression::zstd);
    EXPECT_EQ(compression_of_name("a.csv"), compression::none);
}

TEST(FileFormat, AFileIsWhatItsNameSays) {
    for (const char* const name : {"a.xz", "a.jsonl.bz2", "a.csv.ZIP", "a.tar", "a.tgz", "a.GZ", "a.zstd"}) {
        EXPECT_THROW(static_cast<void>(output_format_of_file("", name)), usage_error) << name;
        EXPECT_THROW(static_cast<void>(output_format_of_file("csv", name)), usage_error) << name;
        EXPECT_THROW(refuse_packed_name("--rejects", name), usage_error) << name;
    }
    EXPECT_THROW(refuse_packed_name("--rejects", "a.gz"), usage_error);
    EXPECT_NO_THROW(refuse_packed_name("--rejects", "xz"));
    EXPECT_NO_THROW(static_cast<void>(output_format_of_file("s3", "folder.zip")));
    EXPECT_NO_THROW(static_cast<void>(output_format_of_file("", "a.xz.jsonl")));
}

TEST(FileFormat, ReadsADelimiterByCharacterOrName) {
    EXPECT_EQ(delimiter_of(""), 0);
    EXPECT_EQ(delimiter_of(";"), ';');
    EXPECT_EQ(delimiter_of("tab"), '\t');
    EXPECT_EQ(delimiter_of("\\t"), '\t');
    EXPECT_THROW(static_cast<void>(delimiter_of("ab")), usage_error);
}

TEST(WorkerPart, CountsFromOne) {
    const worker_part only = worker_part_of("");
    EXPECT_EQ(std::tuple(only.worker, only.workers, suffix_of(only)), std::tuple(0u, 1u, ""));
    const worker_part part = worker_part_of("2/4");
    EXPECT_EQ(std::tuple(part.worker, part.workers, suffix_of(part)), std::tuple(1u, 4u, ".2-of-4"));
    for (const char* const wrong : {"0/4", "5/4", "2", "2/", "/4", "a/b", "2/4x", "-1/4", "2 /4"})
        EXPECT_THROW(static_cast<void>(worker_part_of(wrong)), usage_error) << wrong;
}

}  // namespace
}  // namespace dynaco::program::file_format_test
