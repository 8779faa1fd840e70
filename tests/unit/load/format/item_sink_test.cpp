#include "../compressed.hpp"
#include "load/file/md5.hpp"
#include "support/temporary_folder.hpp"

#include <dynaco/load/sinks.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <sys/resource.h>

using namespace dynaco;

namespace item_sink_test {
namespace {

using texts = std::vector<std::string>;
using losses = std::vector<sink_warning>;

std::string numbered(int n) { return "{\"id\":{\"N\":\"" + std::to_string(n) + "\"}}"; }

texts read_back(const std::string& path, const source_options& options = {}) {
    texts all;
    auto source = read_records({path}, options);
    while (const auto each = source.next()) {
        if (const auto* good = std::get_if<load_record>(&*each))
            all.emplace_back(good->item);
        else
            ADD_FAILURE() << std::get<rejected_record>(*each).reason;
    }
    return all;
}
errc cause_of(const std::string& path, const sink_options& options) {
    try {
        static_cast<void>(write_items(path, options));
    } catch (const error& e) {
        return e.cause();
    }
    return {};
}
std::string refusal(item_sink& sink, std::string_view item) {
    try {
        sink.write(item);
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::invalid_value);
        return e.diagnostics().attribute_path + ": " + e.diagnostics().detail;
    }
    return "written";
}

const std::string all_types =
    "{\"s\":{\"S\":\"a\\\"\\n\xc3\xa4\"},\"n\":{\"N\":\"-1.50\"},\"b\":{\"B\":\"AQI=\"},\"t\":{\"BOOL\":true}"
    ",\"z\":{\"NULL\":true},"
    "\"l\":{\"L\":[{\"N\":\"1\"},{\"SS\":[\"x\"]}]},\"m\":{\"M\":{\"k\":{\"B\":\"AQI=\"}}},\"ss\":{\"SS\":["
    "\"a\",\"b\"]},\"ns\":{\"NS\":[\"1\",\"2\"]},"
    "\"bs\":{\"BS\":[\"AQI=\"]}}";

}  // namespace

TEST(ItemSink, WritesDynamodbJsonLines) {
    const test::temporary_folder folder;
    auto sink = write_items(folder.path("a.jsonl"));
    sink.write(all_types);
    sink.write("{\n\"id\" :\r\n{\"S\":\"1\"}}");
    EXPECT_EQ(refusal(sink, "[]"), ": item 3: the item is not DynamoDB JSON");
    EXPECT_FALSE(folder.has("a.jsonl"));
    sink.finish();
    EXPECT_EQ(folder.text("a.jsonl"), all_types + "\n{ \"id\" :  {\"S\":\"1\"}}\n");
    EXPECT_EQ(sink.items(), 2U);
    EXPECT_EQ(sink.warnings(), losses{});
}

TEST(ItemSink, RefusesTextThatIsNotOneJsonObject) {
    const test::temporary_folder folder;
    auto sink = write_items(folder.path("a.jsonl"));
    for (const char* text : {"{nonsense}", R"({"id":{"S":"1"})", "{}{}", "[]", "{\"id\":{\"S\":\"a\nb\"}}"})
        EXPECT_THROW(sink.write(text), error) << text;
    sink.write(R"({"id":{"S":"1"}})");
    sink.finish();
    EXPECT_EQ(read_back(folder.path("a.jsonl")), texts{R"({"id":{"S":"1"}})"});
}

TEST(ItemSink, WritesPlainJsonAndSaysWhatIsLost) {
    const test::temporary_folder folder;
    auto sink = write_items(folder.path("a.jsonl"), {.json = json_form::plain});
    sink.write("{\"id\":{\"N\":\"1e3\"},\"n\":{\"N\":\"+007\"}}");
    EXPECT_EQ(sink.warnings(), losses{});
    sink.write(all_types);
    EXPECT_EQ(refusal(sink, "{\"m\":{\"M\":{\"a\":{\"N\":\"x\"}}}}"),
              "m.a: item 3: the item is not DynamoDB JSON: the value of N is not a number");
    EXPECT_NE(refusal(sink, "{\"a\":{\"S\":\"x\"}} x"), "written");
    sink.finish();
    EXPECT_EQ(folder.text("a.jsonl"),
              "{\"id\":1e3,\"n\":7}\n{\"s\":\"a\\\"\\n\xc3\xa4\",\"n\":-1.50,\"b\":\"AQI=\",\"t\":true,\"z\":"
              "null,\"l\":[1,[\"x\"]],\"m\":{\"k\":\"AQI=\"},"
              "\"ss\":[\"a\",\"b\"],\"ns\":[1,2],\"bs\":[\"AQI=\"]}\n");
    EXPECT_EQ(
        sink.warnings(),
        (losses{{format_loss::set,
                 "sets are written as arrays, and are lists when they are read again; first: l[1] of item 2"},
                {format_loss::bytes,
                 "bytes are written as base64 strings, and are strings when they are read again; first: b of "
                 "item 2"}}));
}

TEST(ItemSink, WritesCsvWithTheTypesOfTheFirstItem) {
    const test::temporary_folder folder;
    auto sink = write_items(folder.path("a.csv"), {.format = record_format::csv});
    sink.write(all_types);
    sink.write("{\"s\":{\"S\":\"\"},\"n\":{\"N\":\"2\"}}");
    EXPECT_EQ(refusal(sink, "{\"s\":{\"N\":\"1\"}}"),
              "s: item 3: the attribute has the type N, but its column has S; write the column as s:typed in "
              "sink_options::columns, or write JSON lines");
    EXPECT_EQ(refusal(sink, "{\"x\":{\"N\":\"1\"}}"),
              "x: item 3: the attribute has no column; add it to sink_options::columns, or set "
              "other_attributes to leave it out");
    EXPECT_NE(refusal(sink, "{\"s\":{\"S\":\"1\"}"), "written");
    sink.finish();
    EXPECT_EQ(folder.text("a.csv").substr(0, folder.text("a.csv").find('\n')),
              "s:S,n:N,b:B,t:BOOL,z:NULL,l:L:typed,m:M:typed,ss:SS,ns:NS,bs:BS");
    EXPECT_EQ(read_back(folder.path("a.csv")),
              (texts{all_types, "{\"s\":{\"S\":\"\"},\"n\":{\"N\":\"2\"}}"}));
    EXPECT_EQ(sink.warnings(), losses{});
}

TEST(ItemSink, QuotesCellsOnlyIfNecessary) {
    const test::temporary_folder folder;
    auto sink = write_items(folder.path("a.tsv"), {.format = record_format::tsv, .columns = "a,b"});
    for (const char* text : {"x, y", "tab\\t", "\\\"", "", "  ", "line\\nend", "\\u0000", "a:S"})
        sink.write("{\"a\":{\"S\":\"" + std::string(text) + "\"}}");
    sink.write("{\"b\":{\"S\":\"a:S\"}}");
    sink.finish();
    EXPECT_EQ(
        folder.text("a.tsv"),
        std::string("a:S\tb:S\nx, y\t\n\"tab\t\"\t\n\"\"\"\"\t\n\"\"\t\n\"  \"\t\n\"line\nend\"\t\n\"") +
            '\0' + "\"\t\na:S\t\n\ta:S\n");
    EXPECT_EQ(read_back(folder.path("a.tsv")).size(), 9U);
}

TEST(ItemSink, WritesCsvThatLosesSomethingIfItIsAsked) {
    const test::temporary_folder folder;
    auto sink = write_items(folder.path("a.csv"), {.format = record_format::csv,
                                                   .json = json_form::plain,
                                                   .columns = "id,l",
                                                   .other_attributes = true,
                                                   .types_in_header = false});
    sink.write("{\"id\":{\"N\":\"1\"},\"l\":{\"L\":[{\"BS\":[\"AQI=\"]}]},\"x\":{\"S\":\"\"}}");
    sink.write("{\"y\":{\"N\":\"1\"},\"x\":{\"S\":\"\"}}");
    sink.finish();
    EXPECT_EQ(folder.text("a.csv"), "id,l\n1,\"[[\"\"AQI=\"\"]]\"\n,\n");
    ASSERT_EQ(sink.warnings().size(), 4U);
    EXPECT_EQ(sink.warnings().back(),
              (sink_warning{format_loss::other_attribute, "attributes without a column are left out: x, y"}));
    auto empty = write_items(folder.path("b.csv"), {.format = record_format::csv, .columns = "id:N,x"});
    empty.finish();
    EXPECT_EQ(folder.text("b.csv"), "id:N,x\n");
}

TEST(ItemSink, ResumesAtWhatWasSynced) {
    const test::temporary_folder folder;
    for (const compression packing : {compression::none, compression::gzip, compression::zstd})
        for (const record_format format : {record_format::json_lines, record_format::csv}) {
            const std::string path = folder.path("a" + std::to_string(static_cast<int>(packing)) +
                                                 std::to_string(static_cast<int>(format)) + ".csv");
            sink_options options{.format = format, .packing = packing, .columns = "id:N"};
            {
                auto killed = write_items(path, options);
                killed.write(numbered(1));
                options.resume = killed.sync();
                killed.write(numbered(9));
                killed.sync();
            }
            auto sink = write_items(path, options);
            sink.write(numbered(2));
            sink.finish();
            EXPECT_EQ(read_back(path), (texts{numbered(1), numbered(2)}));
        }
}

TEST(ItemSink, WritesAnExportThatIsRead) {
    const test::temporary_folder folder;
    const sink_options options{.format = record_format::s3_export,
                               .data_file_bytes = 100,
                               .export_id = "01-ab",
                               .prefix = "some/where"};
    auto sink = write_items(folder.path("out"), options);
    texts items;
    for (int i = 0; i < 20; ++i) {
        items.push_back(numbered(i));
        sink.write(items.back());
    }
    sink.finish();
    const std::string made = "out/AWSDynamoDB/01-ab/";
    EXPECT_TRUE(folder.has(made + "_started"));
    EXPECT_EQ(read_back(folder.path("out")), items);
    EXPECT_EQ(read_back(folder.path(made)), items);
    EXPECT_EQ(read_back(folder.path(made + "manifest-summary.json")), items);
    EXPECT_GT(read_records({folder.path("out")}).files(), 3U);
    const std::string line = folder.text(made + "manifest-files.json");
    EXPECT_NE(line.find("\"dataFileS3Key\":\"some/where/AWSDynamoDB/01-ab/data/00000000.json.gz\""),
              std::string::npos)
        << line;
    loading::md5_digest digest;
    digest.append(folder.text(made + "manifest-files.json"));
    EXPECT_EQ(folder.text(made + "manifest-files.md5"), digest.base64());
    EXPECT_NE(folder.text(made + "manifest-summary.json").find("\"itemCount\":20"), std::string::npos);
    // Moved: only the folder of the export.
    std::filesystem::rename(folder.path(made), folder.path("moved"));
    EXPECT_EQ(read_back(folder.path("moved")), items);
    texts shared;
    for (std::uint32_t worker = 0; worker < 3; ++worker)
        for (const std::string& each : read_back(folder.path("moved"), {.worker = worker, .workers = 3}))
            shared.push_back(each);
    std::ranges::sort(shared);
    std::ranges::sort(items);
    EXPECT_EQ(shared, items);
}

TEST(ItemSink, ResumesAnExport) {
    const test::temporary_folder folder;
    sink_options options{.format = record_format::s3_export, .data_file_bytes = 40, .export_id = "1"};
    {
        auto killed = write_items(folder.path("out"), options);
        for (int i = 0; i < 5; ++i) killed.write(numbered(i));
        options.resume = killed.sync();
        for (int i = 5; i < 9; ++i) killed.write(numbered(-1));
    }
    auto sink = write_items(folder.path("out"), options);
    EXPECT_EQ(sink.items(), 5U);
    for (int i = 5; i < 7; ++i) sink.write(numbered(i));
    sink.finish();
    EXPECT_EQ(read_back(folder.path("out")), (texts{numbered(0), numbered(1), numbered(2), numbered(3),
                                                    numbered(4), numbered(5), numbered(6)}));
}

TEST(ItemSink, DoesNotResumeWithOtherDataFiles) {
    const test::temporary_folder folder;
    sink_options options{.format = record_format::s3_export, .export_id = "1"};
    {
        auto killed = write_items(folder.path("out"), options);
        killed.write(numbered(0));
        options.resume = killed.sync();
        options.resume_crc32 = killed.crc32();
    }
    const std::string file = folder.path("out/AWSDynamoDB/1/data/00000000.json.gz");
    EXPECT_NO_THROW(static_cast<void>(write_items(folder.path("out"), options)));
    std::filesystem::resize_file(file, 5);
    EXPECT_THROW(static_cast<void>(write_items(folder.path("out"), options)), error);
    std::filesystem::remove(file);
    EXPECT_THROW(static_cast<void>(write_items(folder.path("out"), options)), error);
}

TEST(ItemSink, WritesNoItems) {
    const test::temporary_folder folder;
    for (const compression packing : {compression::none, compression::gzip, compression::zstd}) {
        auto sink = write_items(folder.path("a"), {.packing = packing});
        sink.sync();
        sink.finish();
        EXPECT_EQ(read_back(folder.path("a")), texts{});
        EXPECT_EQ(folder.text("a").empty(), packing == compression::none);
    }
    auto sink = write_items(folder.path("out"), {.format = record_format::s3_export});
    sink.finish();
    EXPECT_EQ(read_back(folder.path("out")), texts{});
}

TEST(ItemSink, ACsvRowThatIsEqualToTheHeaderIsReadBack) {
    const test::temporary_folder folder;
    for (const bool types : {true, false}) {
        const std::string path = folder.path(types ? "a.csv" : "b.csv");
        const std::string header =
            types ? R"({"id":{"S":"id:S"},"a,b":{"S":"a,b:S"}})" : R"({"id":{"S":"id"},"a,b":{"S":"a,b"}})";
        const texts items{R"({"id":{"S":"1"},"a,b":{"S":"x"}})", header,
                          R"({"id":{"S":"id"},"a,b":{"S":"x"}})"};
        auto sink = write_items(path, {.format = record_format::csv, .types_in_header = types});
        for (const std::string& each : items) sink.write(each);
        sink.finish();
        EXPECT_EQ(read_back(path), items);
    }
    auto sink = write_items(folder.path("c.csv"), {.format = record_format::csv});
    sink.write(R"({"a,b":{"S":"1"}})");
    EXPECT_NE(refusal(sink, R"({"a,b":{"S":"a,b:S"}})").find("a repeated header"), std::string::npos);
    sink.finish();
    EXPECT_EQ(read_back(folder.path("c.csv")).size(), 1U);
}

TEST(ItemSink, AFolderIsRefusedAtOnce) {
    const test::temporary_folder folder;
    EXPECT_EQ(cause_of(folder.path(""), {}), errc::file_failed);
}

// The system refuses to let the file grow. What the sink has counted is not in the file.
TEST(ItemSink, AfterAFailedWriteNothingMoreIsWritten) {
    const test::temporary_folder folder;
    const std::string path = folder.path("full.jsonl");
    auto sink = write_items(path);
    rlimit usual{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &usual), 0);
    const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{.rlim_cur = 100'000, .rlim_max = usual.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    errc failed{};
    try {
        for (int i = 0; i < 100'000; ++i) sink.write(numbered(i));
    } catch (const error& e) {
        failed = e.cause();
    }
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &usual), 0);
    std::signal(SIGXFSZ, ignored);
    EXPECT_EQ(failed, errc::file_failed);
    EXPECT_THROW(sink.write(numbered(1)), error);
    EXPECT_THROW(static_cast<void>(sink.sync()), error);
    EXPECT_THROW(sink.finish(), error);
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(ItemSink, RefusesWrongOptions) {
    const test::temporary_folder folder;
    EXPECT_EQ(cause_of(folder.path("a"), {.format = record_format::ion}), errc::invalid_argument);
    EXPECT_EQ(cause_of(folder.path("a"), {.format = record_format::guess}), errc::invalid_argument);
    EXPECT_EQ(cause_of(folder.path("a"), {.json = json_form::guess}), errc::invalid_argument);
    EXPECT_EQ(cause_of(folder.path("a"), {.format = record_format::csv, .resume = 1}),
              errc::invalid_argument);
    EXPECT_EQ(cause_of(folder.path("a"), {.format = record_format::csv, .columns = "a,a"}),
              errc::malformed_file);
    EXPECT_FALSE(folder.has("a.part"));
    EXPECT_EQ(cause_of(folder.path("a"), {.resume = 1}), errc::malformed_file);
    EXPECT_EQ(cause_of(folder.path("no/a"), {}), errc::file_failed);
}

}  // namespace item_sink_test
