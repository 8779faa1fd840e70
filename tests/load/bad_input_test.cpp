#include "load/file/md5.hpp"
#include "load/loader_cases.hpp"
#include "support/temporary_folder.hpp"
#include "unit/load/compressed.hpp"

#include <algorithm>
#include <cstdio>

/// Files with every kind of mistake: each message says where it is and what to do, and the good records
/// beside it are loaded.
namespace dynaco::test::bad_input_test {
namespace {

struct loaded {
    std::vector<rejected_record> rejected{};
    load_report report{};
    std::string failure{};  // of `put_files`
};

loaded load_files(bulk_service& service, const std::vector<std::string>& paths) {
    loaded all;
    run_with(service, [&](client db) -> awaitable<void> {
        const auto keep = [&all](const rejected_record& each) { all.rejected.push_back(each); };
        loader load{db, "things", {.max_rejected = 1000, .rejected = keep}};
        const auto read = co_await as_result(load.put_files(paths));
        if (!read) all.failure = read.error().text();
        all.report = co_await load.finish();
    });
    return all;
}

// Prints the message, so that the log of the tests shows all of them.
void print(const std::string& name, const std::string& message) {
    std::printf("  %-34s %s\n", name.c_str(), message.substr(0, 300).c_str());
}

struct bad_record {
    std::string name{};
    std::string text{};
    std::uint64_t column = 0;  // 0: not known
    std::string attribute{};
    std::string reason{};  // a part of it
};

// Loads a file with a good record before the bad one and another behind it.
void expect_rejected(const std::string& before, const std::string& after, const bad_record& bad,
                     const std::string& extension) {
    const temporary_folder folder;
    bulk_service service;
    const std::vector<std::string> paths{folder.file("first.jsonl", json_of("zero", 0)),
                                         folder.file("bad" + extension, before + bad.text + "\n" + after)};
    const loaded all = load_files(service, paths);
    EXPECT_EQ(all.failure, "") << bad.name;
    ASSERT_EQ(all.rejected.size(), 1u) << bad.name;
    const rejected_record& found = all.rejected.front();
    print(bad.name, "file " + std::to_string(found.position.file) + ", line " +
                        std::to_string(found.position.line) + ", column " + std::to_string(found.column) +
                        ", " + found.attribute + ": " + found.reason);
    EXPECT_EQ(found.position.file, 1u) << bad.name;
    EXPECT_EQ(found.position.line, 1u + static_cast<std::uint64_t>(std::ranges::count(before, '\n')))
        << bad.name;
    EXPECT_EQ(found.column, bad.column) << bad.name;
    EXPECT_EQ(found.attribute, bad.attribute) << bad.name;
    EXPECT_NE(found.reason.find(bad.reason), std::string::npos) << bad.name << ": " << found.reason;
    EXPECT_EQ(all.report.written, 3u) << bad.name;
    EXPECT_EQ(all.report.rejected, 1u) << bad.name;
    for (const char* id : {"zero", "good", "better"}) EXPECT_NE(service.item(id), "") << bad.name;
}

std::string nested(int levels) {
    const auto count = static_cast<std::size_t>(levels);
    return std::string(count, '[') + std::string(count, ']');
}

std::string path_of(int levels) {
    std::string path = "d";
    for (int i = 0; i < levels; ++i) path += "[0]";
    return path;
}

TEST(BadInput, OfPlainJsonLines) {
    using namespace std::string_literals;
    const std::string digits(39, '1');
    for (const bad_record& each : {
             bad_record{"two objects on a line", R"({"id":"b"} {"id":"c"})", 12, "", "on its own line"},
             {"trailing comma", R"({"id":"b",})", 10, "", "remove the comma"},
             {"NaN", R"({"id":"b","n":NaN})", 15, "n", "NaN is not a JSON number"},
             {"39 digits", R"({"id":"b","n":)" + digits + "}", 15, "n", "38 significant digits"},
             {"1E126", R"({"id":"b","n":1E126})", 15, "n", "outside the range"},
             {"duplicate attribute", R"({"id":"b","x":1,"x":2})", 17, "x", "occurs twice"},
             {"NUL", "{\"id\":\"b\",\"x\":\"a\0\"}"s, 17, "x", "a NUL byte"},
             {"invalid UTF-8", "{\"id\":\"b\",\"x\":\"a\xff\"}", 17, "x", "not UTF-8: byte 0xff"},
             {"missing key", R"({"x":1})", 0, "id", "lacks the hash key of the table; add"},
             {"empty key", R"({"id":""})", 0, "id", "must not be empty; give it a value"},
             {"over-long key", R"({"id":")" + std::string(2049, 'k') + "\"}", 0, "id",
              "at most 2048: shorten it"},
             {"wrong type of a key", R"({"id":5})", 0, "id",
              "must have type S, but the item has N; change the type"},
             {"wrong type of an index key", R"({"id":"b","group":5})", 0, "group",
              "index by-group must have type S, but the item has N; change the type"},
             {"empty index key", R"({"id":"b","group":""})", 0, "group",
              "must not be empty; give it a value"},
             {"depth 33", R"({"id":"b","d":)" + nested(33) + "}", 47, path_of(32), "more than 32 levels"},
         })
        expect_rejected("{\"id\":\"good\"}\n\n", "{\"id\":\"better\"}\n", each, ".jsonl");
}

TEST(BadInput, OfDynamodbJsonLines) {
    const std::string start = R"({"id":{"S":"b"},"x":)";
    for (const bad_record& each : {
             bad_record{"empty set", start + R"({"SS":[]}})", 0, "x", "remove the attribute"},
             {"unknown type letter", start + R"({"Q":"1"}})", 0, "x",
              "unknown type \"Q\"; DynamoDB has S, N"},
             {"bad base64", start + R"({"B":"A"}})", 0, "x", "is not base64"},
             {"39 digits", start + R"({"N":")" + std::string(39, '1') + "\"}}", 0, "x",
              "digits; DynamoDB cannot store it as a number: round"},
             {"1E126", start + R"({"N":"1E126"}})", 0, "x", "round it, or store a string"},
             {"NaN", start + R"({"N":"NaN"}})", 0, "x", "is not a number; correct it"},
             {"duplicate attribute", start + R"({"N":"1"},"x":{"N":"2"}})", 0, "x", "remove one of them"},
             {"missing key", R"({"x":{"N":"1"}})", 0, "id", "lacks the hash key of the table; add"},
             {"409,601 bytes", start + R"({"S":")" + std::string(409'601 - 4, 'x') + "\"}}", 0, "",
              "409601 bytes; DynamoDB stores at most 409600: split the item"},
         })
        expect_rejected(json_of("good", 1) + "\n\n", json_of("better", 2) + "\n", each, ".jsonl");
}

TEST(BadInput, OfCsv) {
    const std::string header = "id,price:N\ngood,1\n";
    for (const bad_record& each : {
             bad_record{"too few cells", "b", 1, "", "the row has 1 cell, but the header has 2"},
             {"too many cells", "b,1,2", 1, "", "the row has 3 cells, but the header has 2"},
             {"12,50 in an N column", "b,\"12,50\"", 3, "price", "write it with a decimal point"},
             {"header repeated", "id,price:N", 1, "", "repeats the header"},
             {"invalid UTF-8", "\xff,1", 1, "id", "not UTF-8: byte 0xff"},
             {"missing key", ",1", 0, "id", "lacks the hash key of the table; add"},
         })
        expect_rejected(header, "better,2\n", each, ".csv");
    // The rows behind an open quote are found again.
    expect_rejected(header + "better,2\n", "", {"quote open at the end", "\"b", 1, "id", "is not closed"},
                    ".csv");
}

/// Expects that all records of a file are loaded.
void expect_loaded(const std::string& name, const std::string& file, const std::string& text,
                   std::size_t records) {
    const temporary_folder folder;
    bulk_service service;
    const loaded all = load_files(service, {folder.file(file, text)});
    EXPECT_EQ(all.failure, "") << name;
    EXPECT_TRUE(all.report.complete()) << name;
    EXPECT_EQ(all.report.accepted, records) << name;
    EXPECT_TRUE(all.rejected.empty()) << name;
}

TEST(BadInput, ThatIsNotBad) {
    for (const std::size_t rows : {std::size_t{0}, std::size_t{1}, std::size_t{25}, std::size_t{26}}) {
        std::string lines, csv = "id\n";
        for (std::size_t i = 0; i < rows; ++i) {
            lines += json_of(std::to_string(i), 1) + '\n';
            csv += std::to_string(i) + '\n';
        }
        expect_loaded(std::to_string(rows) + " rows", "a.jsonl", lines, rows);
        expect_loaded(std::to_string(rows) + " rows", "a.csv", csv, rows);
    }
    const std::string a = json_of("a", 1), b = json_of("b", 2);
    expect_loaded("empty lines", "a.jsonl", "\n" + a + "\n\n \t\n" + b + "\n\n", 2);
    expect_loaded("BOM", "a.jsonl", "\xef\xbb\xbf" + a + "\n" + b + "\n", 2);
    expect_loaded("BOM", "a.csv", "\xef\xbb\xbfid\na\nb\n", 2);
    expect_loaded("CRLF", "a.jsonl", a + "\r\n" + b + "\r\n", 2);
    expect_loaded("lone CR", "a.jsonl", a + "\r" + b + "\r", 2);
    expect_loaded("lone CR", "a.csv", "id,x\ra,1\rb,2\r", 2);
    expect_loaded("no final newline", "a.jsonl", a + "\n" + b, 2);
    expect_loaded("no final newline", "a.csv", "id\na\nb", 2);
    expect_loaded("gzip named .json", "a.json", gzipped(a + "\n" + b + "\n"), 2);
    expect_loaded("depth 32", "a.jsonl", R"({"id":"a","d":)" + nested(32) + "}\n", 1);
    expect_loaded("409,600 bytes", "a.jsonl",
                  R"({"id":{"S":"a"},"x":{"S":")" + std::string(409'600 - 4, 'x') + "\"}}\n", 1);
}

TEST(BadInput, TheLastOfEqualKeysIsStored) {
    const temporary_folder folder;
    bulk_service service;
    std::string text = json_of("a", 1) + "\n" + json_of("a", 2) + "\n";  // near
    for (int i = 0; i < 5000; ++i) text += json_of(std::to_string(i), i) + "\n";
    text += json_of("a", 3) + "\n";  // far
    const loaded all = load_files(service, {folder.file("a.jsonl", text)});
    EXPECT_TRUE(all.report.complete());
    EXPECT_EQ(all.report.written + all.report.superseded, 5003u);
    EXPECT_NE(service.item("a").find(json_of("a", 3)), std::string::npos) << service.item("a");
}

/// Expects that a file cannot be read to its end, and that the file behind it is loaded.
void expect_damaged(const std::string& name, const temporary_folder& folder, const std::string& path,
                    const std::string& message) {
    bulk_service service;
    const loaded all = load_files(service, {path, folder.file("next.jsonl", json_of("next", 1))});
    print(name, all.failure);
    EXPECT_NE(all.failure.find(path), std::string::npos) << name << ": " << all.failure;
    EXPECT_NE(all.failure.find(message), std::string::npos) << name << ": " << all.failure;
    EXPECT_FALSE(all.report.complete()) << name;
    EXPECT_NE(service.item("next"), "") << name;
}

TEST(BadInput, FilesThatCannotBeReadToTheirEnd) {
    std::string lines;
    for (int i = 0; i < 5000; ++i) lines += json_of(std::to_string(i * 7919), i) + "\n";
    const std::string gzip = gzipped(lines), zstd = zstded(lines);
    const temporary_folder folder;
    const auto damaged = [&folder](const std::string& name, const std::string& file, const std::string& text,
                                   const std::string& message) {
        expect_damaged(name, folder, folder.file(file, text), message);
    };
    damaged("truncated gzip", "a.jsonl.gz", gzip.substr(0, gzip.size() / 2), "is cut off");
    damaged("truncated zstd", "a.jsonl.zst", zstd.substr(0, zstd.size() / 2), "is cut off");
    damaged("UTF-16", "a.jsonl", std::string("\xff\xfe{\0\"\0i\0", 8), "iconv");
    damaged("UTF-16", "a.csv", std::string("i\0d\0\n\0", 6), "UTF-16");
    damaged("doubled column", "b.csv", "id,id\na,b\n", "rename or remove one of them");
    damaged("JSON array that is cut off", "a.json", "[{\"id\":\"a\"},", "cut off");
}

// The manifests have the counts and sums of the data file.
std::string make_export(const temporary_folder& folder, const std::string& name, const std::string& lines,
                        const std::string& count, const std::string& of_manifest = "") {
    const auto md5 = [](std::string_view text) {
        loading::md5_digest digest;
        digest.append(text);
        return digest.base64();
    };
    const std::string data = gzipped(lines);
    const std::string files = "{\"itemCount\":" + count + ",\"md5Checksum\":\"" +
                              (of_manifest.empty() ? md5(data) : md5(of_manifest)) +
                              "\",\"etag\":\"x-1\",\"dataFileS3Key\":\"AWSDynamoDB/01/data/a.json.gz\"}\n";
    const std::string summary = R"({"version":"2020-06-30","exportArn":"a","itemCount":)" + count +
                                R"(,"outputFormat":"DYNAMODB_JSON"})";
    folder.file(name + "/data/a.json.gz", data);
    folder.file(name + "/manifest-files.json", files);
    folder.file(name + "/manifest-files.md5", md5(files));
    folder.file(name + "/manifest-summary.json", summary);
    folder.file(name + "/manifest-summary.md5", md5(summary));
    return folder.path(name);
}

TEST(BadInput, ExportsThatDifferFromTheirManifests) {
    const temporary_folder folder;
    const std::string lines = "{\"Item\":" + json_of("a", 1) + "}\n";
    expect_damaged("wrong count", folder, make_export(folder, "count", lines, "3"),
                   "the file has 1 record, but the manifest says 3; copy the file again");
    expect_damaged("wrong MD5", folder, make_export(folder, "md5", lines, "1", "other"),
                   "but the manifest says");
    bulk_service service;
    const loaded empty = load_files(service, {make_export(folder, "empty", "", "0")});
    EXPECT_EQ(empty.failure, "");
    EXPECT_TRUE(empty.report.complete());
}

// 200 records, one message: every request would fail in the same way.
TEST(BadInput, AMissingPermissionIsOneMessage) {
    const temporary_folder folder;
    bulk_service service([](std::size_t, const std::vector<bulk_service::write>&) {
        return bulk_service::answer{.applies = false,
                                    .instead = service_error(400, "AccessDeniedException", "not authorized")};
    });
    std::string text;
    for (int i = 0; i < 200; ++i) text += json_of(std::to_string(i), i) + "\n";
    const loaded all = load_files(service, {folder.file("a.jsonl", text)});
    print("AccessDenied", all.report.stopped.value().text());
    EXPECT_EQ(all.report.stopped->cause(), errc::access_denied);
    EXPECT_TRUE(all.rejected.empty());
    EXPECT_EQ(all.report.rejected, 0u);
    EXPECT_EQ(all.report.unsent, all.report.accepted);
}

TEST(BadInput, ALimitOfRejectedRecordsEndsTheLoad) {
    const temporary_folder folder;
    bulk_service service;
    std::string text;
    for (int i = 0; i < 200; ++i) text += "{\"id\":" + std::to_string(i) + "}\n";  // the key is a string
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.max_rejected = 10}};
        const failure why = co_await failure_of(load.put_files(folder.file("a.jsonl", text)));
        print("limit of rejected records", why.text());
        EXPECT_NE(why.text().find("11 records were rejected, more than 10"), std::string::npos);
        EXPECT_EQ((co_await load.finish()).rejected, 11u);
    });
}

}  // namespace
}  // namespace dynaco::test::bad_input_test
