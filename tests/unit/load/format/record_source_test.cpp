#include "../compressed.hpp"
#include "../decode/decoding.hpp"
#include "support/temporary_folder.hpp"

#include <dynaco/load/sources.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace dynaco;
using test::decoding;

namespace record_source_test {
namespace {

using texts = std::vector<std::string>;

decoding read_all(record_source& source) {
    decoding all;
    for (;;) try {
            while (const auto record = source.next()) {
                all.records.push_back(test::copied(*record));
                all.after.push_back(source.position());
            }
            return all;
        } catch (const error& e) {
            EXPECT_EQ(e.cause(), errc::malformed_file);
            all.failure += e.diagnostics().detail + '\n';
        }
}
decoding read_files(const texts& paths, const source_options& options = {}) {
    auto source = read_records(paths, options);
    return read_all(source);
}

std::string row(int n) { return "{\"id\":" + std::to_string(n) + "}"; }
std::string read_row(int n) { return "{\"id\":{\"N\":\"" + std::to_string(n) + "\"}}"; }
std::string rows(int first, int last, const std::string& end = "\n") {
    std::string text;
    for (int i = first; i < last; ++i) text += row(i) + end;
    return text;
}
texts read_rows(int first, int last) {
    texts all;
    for (int i = first; i < last; ++i) all.push_back(read_row(i));
    return all;
}

}  // namespace

TEST(RecordSource, ReadsFilesInTheirOrder) {
    const test::temporary_folder folder;
    const texts paths = {folder.file("a.jsonl", rows(0, 3)),
                         folder.file("empty", ""),
                         folder.file("b.json", "[" + row(3) + "," + row(4) + "]"),
                         folder.file("c.csv", "id:N\n5\n"),
                         folder.file("d.dat", "id:N\tx\n6\t\n"),
                         folder.file("e", "$ion_1_0 {Item:{id:7.}}\n")};
    const decoding all = read_files(paths);
    EXPECT_EQ(all.items(), read_rows(0, 8));
    EXPECT_EQ(all.failure, "");
    EXPECT_EQ(all.records[3].position, (source_position{2, 0, 1, 1}));
    auto source = read_records(paths);
    EXPECT_EQ(source.files(), 6U);
    EXPECT_EQ(source.file_name(2), paths[2]);
    read_all(source);
    EXPECT_EQ(source.bytes_read(), source.total_bytes());
    EXPECT_EQ(source.identity(), read_records(paths).identity());
    EXPECT_EQ(read_records({paths[0]}).identity(), read_records({folder.path("./a.jsonl")}).identity());
    const std::string before = source.identity();
    folder.file("a.jsonl", rows(0, 4));
    EXPECT_NE(source.identity(), before);
}

TEST(RecordSource, SaysWhatAFileIsThatIsNoText) {
    using namespace std::string_view_literals;
    const test::temporary_folder folder;
    const std::pair<std::string_view, std::string> kinds[] = {
        {"\xfd\x37\x7a\x58\x5a\x00\x00\x04"sv, "compressed with xz"},
        {"BZh91AY&SY\x01"sv, "compressed with bzip2"},
        {"BZh11AY&SY\x01"sv, "compressed with bzip2"},
        {"PK\x03\x04\x14"sv, "a zip archive"},
        {"PAR1\x15\x04"sv, "a Parquet file"},
    };
    for (const auto& [bytes, kind] : kinds)
        for (const auto format : {record_format::guess, record_format::csv})
            EXPECT_NE(read_files({folder.file("a", std::string(bytes))}, {.format = format})
                          .failure.find("a: the file is " + kind),
                      std::string::npos)
                << kind;
    for (const char* const header : {"BZh9,id\n", "PAR1,id\n", "PK,id\n", "7z,id\n"})
        EXPECT_EQ(read_files({folder.file("a.csv", header)}).failure, "") << header;
}

TEST(RecordSource, SaysThatAFileMayBeCutOff) {
    const test::temporary_folder folder;
    const auto reason_of_last = [&](const std::string& name, const std::string& text) {
        return read_files({folder.file(name, text)}).records.back().reason;
    };
    const std::string words = "; the file ends in this record: it may be cut off";
    EXPECT_TRUE(reason_of_last("a.jsonl", row(1) + "\n{\"id\"").ends_with(words));
    EXPECT_TRUE(reason_of_last("a.csv", "id,n\n1,2\n3").ends_with(words));
    EXPECT_EQ(reason_of_last("a.jsonl", row(1)), "");
    for (const char* const whole : {"{\"id\"\n", "{\"id\"\r\n"})
        EXPECT_EQ(reason_of_last("a.jsonl", row(1) + "\n" + whole).find(words), std::string::npos);
    EXPECT_EQ(reason_of_last("a.csv", "id,n\n1,2\n3\n").find(words), std::string::npos);
}

// Reads some records, and returns the part of the bytes that the source reports.
double part_after(record_source& source, int records) {
    for (int i = 0; i < records; ++i) EXPECT_TRUE(source.next());
    return static_cast<double>(source.bytes_read()) / static_cast<double>(source.total_bytes());
}

TEST(RecordSource, BytesReadAreThoseBeforeTheNextRecord) {
    const test::temporary_folder folder;
    const std::string text = rows(10'000, 20'000);
    // zstd takes 128 KB before it returns a small block.
    const std::pair<std::string, std::size_t> cases[] = {{text, 1000},
                                                         {text, 262'144},
                                                         {test::gzipped(text), 1000},
                                                         {test::gzipped(text), 262'144},
                                                         {test::zstded(text), 262'144}};
    for (const auto& [data, block_size] : cases) {
        auto source = read_records({folder.file("a.jsonl", data)}, {.block_size = block_size});
        EXPECT_EQ(source.bytes_read(), 0u);
        EXPECT_NEAR(part_after(source, 100), 0.01, 0.01);
        EXPECT_NEAR(part_after(source, 4900), 0.5, 0.05);
        EXPECT_NEAR(part_after(source, 4999), 1, 0.01);
    }
}

TEST(RecordSource, BytesReadIncludeWhatWasReadBefore) {
    const test::temporary_folder folder;
    const std::string text = rows(10'000, 20'000);
    const std::string other = folder.file("a.csv", "id:N\n" + std::string(text.size() - 5, '\n'));
    for (const std::string& data : {text, test::zstded(text)}) {
        const texts paths{other, folder.file("b.jsonl", data)};
        auto first = read_records(paths);
        part_after(first, 5000);
        const source_position reached = first.position();
        auto second = read_records(paths, {.start = reached});
        ASSERT_TRUE(second.next());
        const auto before = static_cast<double>(first.bytes_read());
        EXPECT_NEAR(static_cast<double>(second.bytes_read()), before, 0.01 * before);
        EXPECT_LE(second.bytes_read(), second.total_bytes());
        read_all(second);
        EXPECT_EQ(second.bytes_read(), second.total_bytes());
    }
}

TEST(RecordSource, BytesReadOfWorkersAddUp) {
    const test::temporary_folder folder;
    const texts paths{folder.file("a.jsonl", rows(0, 1000)),
                      folder.file("b.gz", test::gzipped(rows(0, 1000)))};
    std::uint64_t sum = 0;
    for (std::uint32_t worker = 0; worker < 3; ++worker) {
        auto source = read_records(paths, {.worker = worker, .workers = 3});
        read_all(source);
        sum += source.bytes_read();
        EXPECT_EQ(source.total_bytes(), read_records(paths).total_bytes());
    }
    EXPECT_EQ(sum, read_records(paths).total_bytes());
}

TEST(RecordSource, RecognisesCompressionByTheFirstBytes) {
    const test::temporary_folder folder;
    const std::string text = rows(0, 1000);
    const decoding gzip = read_files({folder.file("a.json", test::gzipped(text))});
    EXPECT_EQ(gzip.items(), read_rows(0, 1000));
    EXPECT_EQ(read_files({folder.file("b.gz", test::zstded(text))}).items(), read_rows(0, 1000));
    EXPECT_EQ(read_files({folder.file("c.gz", text)}).items(), read_rows(0, 1000));
    EXPECT_EQ(read_files({folder.file("d.csv.gz", test::gzipped("id:N\n0\n"))}).items(), read_rows(0, 1));
}

TEST(RecordSource, ReportsACutOffFileAfterItsRecordsAndGoesOn) {
    const test::temporary_folder folder;
    const std::string text = rows(0, 60'000);
    for (const std::string& data : {test::gzipped(text), test::zstded(text)}) {
        const decoding all = read_files(
            {folder.file("a.jsonl.gz", data.substr(0, data.size() / 2)), folder.file("b", row(-1))},
            {.block_size = 1000});
        ASSERT_GT(all.items().size(), 100U);
        EXPECT_EQ(all.items().back(), read_row(-1));
        EXPECT_EQ(all.items()[100], read_row(100));
        EXPECT_NE(all.failure.find("is cut off"), std::string::npos) << all.failure;
        EXPECT_NE(all.failure.find(folder.path("a.jsonl.gz") + ", byte "), std::string::npos) << all.failure;
    }
}

TEST(RecordSource, NamesTheFileAndTheLine) {
    const test::temporary_folder folder;
    const std::string bad = folder.file("a.csv", "id,id\n1,2\n");
    EXPECT_EQ(read_files({bad}).failure,
              bad + ": line 1, the header: the column \"id\" occurs twice; rename or remove one of them\n");
    const std::string other = folder.file("a.txt", "hello\n");
    EXPECT_EQ(read_files({other}).failure,
              other + ": the format cannot be guessed from the first line; set source_options::format\n");
    const std::string wide = folder.file("w", std::string("\xff\xfe{\0", 4));
    EXPECT_NE(read_files({wide}).failure.find(wide + ": the text is UTF-16"), std::string::npos);
}

TEST(RecordSource, GoesOnAtEveryPosition) {
    const test::temporary_folder folder;
    const std::string lines = "\n" + rows(0, 5) + "bad\r\n" + rows(5, 9, "\r\n");
    const texts paths = {folder.file("a", lines), folder.file("b", test::gzipped(lines)),
                         folder.file("c", "[" + row(1) + ",\n" + row(2) + "]"),
                         folder.file("d.csv", "id:N,t\n1,\"a\nb\"\n2,c\n"),
                         folder.file("e.csv", test::zstded("id:N,t\n1,\"a\nb\"\n2,c\n"))};
    for (const std::size_t block_size : {std::size_t{5}, std::size_t{1} << 20}) {
        const decoding all = read_files(paths, {.block_size = block_size});
        EXPECT_EQ(all.failure, "");
        for (std::size_t i = 0; i < all.after.size(); ++i) {
            auto source = read_records(paths, {.start = all.after[i], .block_size = block_size});
            EXPECT_EQ(source.position(), all.after[i]);
            const decoding rest = read_all(source);
            EXPECT_TRUE(std::equal(rest.records.begin(), rest.records.end(),
                                   all.records.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                   all.records.end()))
                << i;
        }
    }
}

TEST(RecordSource, IsSharedByWorkers) {
    const test::temporary_folder folder;
    for (const std::string& end : texts{"\n", "\r\n", "\r", "\n\n"}) {
        std::string text = "\xef\xbb\xbf" + rows(0, 60, end);
        const texts paths = {folder.file("a", text), folder.file("b", rows(60, 61, end)),
                             folder.file("c.csv", "id:N\n61\n"),
                             folder.file("d", test::gzipped(rows(62, 70, end)))};
        texts all = read_rows(0, 70);
        std::ranges::sort(all);
        for (const std::uint32_t workers : {1U, 2U, 3U, 7U, 100U, 1000U}) {
            texts joined;
            for (std::uint32_t worker = 0; worker < workers; ++worker) {
                const decoding part = read_files(paths, {.worker = worker, .workers = workers});
                EXPECT_EQ(part.failure, "");
                EXPECT_EQ(part.reasons(), texts{});
                for (const std::string& each : part.items()) joined.push_back(each);
                if (workers == 3 && worker == 1) {
                    EXPECT_GT(part.records.size(), 15U);
                    const decoding rest =
                        read_files(paths, {.worker = worker, .workers = workers, .start = part.after[3]});
                    EXPECT_EQ(rest.items().size() + 4, part.items().size());
                }
            }
            std::ranges::sort(joined);
            EXPECT_EQ(joined, all) << workers;
        }
    }
}

TEST(RecordSource, ReadsAPipe) {
    const test::temporary_folder folder;
    const std::string path = folder.path("pipe");
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    std::thread writer([&path] {
        const int number = ::open(path.c_str(), O_WRONLY);
        for (const char each : rows(0, 3)) EXPECT_EQ(::write(number, &each, 1), 1);
        ::close(number);
    });
    auto source = read_records({path});
    EXPECT_EQ(read_all(source).items(), read_rows(0, 3));
    writer.join();
}

TEST(RecordSource, RefusesWrongOptions) {
    const auto cause = [](const source_options& options) {
        try {
            static_cast<void>(read_records({}, options));
        } catch (const error& e) {
            return e.cause();
        }
        return errc{};
    };
    EXPECT_EQ(cause({.worker = 1, .workers = 1}), errc::invalid_argument);
    EXPECT_EQ(cause({.workers = 0}), errc::invalid_argument);
    EXPECT_EQ(cause({.block_size = 0}), errc::invalid_argument);
    EXPECT_EQ(cause({.delimiter = '"'}), errc::invalid_argument);
    EXPECT_EQ(cause({.header = "a,a"}), errc::malformed_file);
    EXPECT_EQ(cause({}), errc{});
}

TEST(RecordSource, NamesAFileThatDoesNotExist) {
    try {
        static_cast<void>(read_records({"no such file"}));
        FAIL();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::file_failed);
        EXPECT_EQ(e.diagnostics().detail, "cannot open no such file: No such file or directory");
    }
}

// What is cut off while a file is read is missing, and what is added may be the rest of its last record.
TEST(RecordSource, RefusesAFileThatIsChangedWhileItIsRead) {
    const test::temporary_folder folder;
    for (const bool grows : {false, true}) {
        const std::string path = folder.file("a.jsonl", rows(0, 100));
        const std::string next = folder.file("b.jsonl", rows(100, 101));
        auto source = read_records({path, next}, {.block_size = 64});
        ASSERT_TRUE(source.next());
        const std::string shorter = rows(0, 50);
        if (grows)
            folder.file("a.jsonl", rows(0, 120));
        else
            ASSERT_EQ(0, ::truncate(path.c_str(), static_cast<off_t>(shorter.size())));
        const decoding all = read_all(source);
        EXPECT_NE(all.failure.find(path + ": the file was changed while it was read (it had "),
                  std::string::npos)
            << all.failure;
        EXPECT_EQ(all.items().back(), read_row(100)) << "the next file is read";
    }
}

// A change of the bytes in place, by the share of the worker that does not have the end of the file.
TEST(RecordSource, RefusesAFileThatIsOverwrittenWhileItIsRead) {
    const test::temporary_folder folder;
    const std::string path = folder.file("a.jsonl", rows(0, 100));
    auto source = read_records({path}, {.worker = 0, .workers = 2, .block_size = 64});
    ASSERT_TRUE(source.next());
    const timespec other_time[2] = {{0, 0}, {1, 0}};
    ASSERT_EQ(0, ::utimensat(AT_FDCWD, path.c_str(), other_time, 0));
    EXPECT_NE(read_all(source).failure.find("was changed while it was read:"), std::string::npos);
}

}  // namespace record_source_test
