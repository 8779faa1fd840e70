#include "../compressed.hpp"
#include "load/file/md5.hpp"
#include "support/temporary_folder.hpp"

#include <dynaco/load/sources.hpp>

#include <gtest/gtest.h>

using namespace dynaco;

namespace export_test {
namespace {

std::string md5(std::string_view text) {
    loading::md5_digest digest;
    digest.append(text);
    return digest.base64();
}

/// An export as AWS writes it; the parts can be changed before `write`.
struct export_folder {
    std::string data =
        test::gzipped("{\"Item\":{\"id\":{\"S\":\"1\"}}}\n{\"Item\":{\"id\":{\"S\":\"2\"}}}\n");
    std::string checksum = md5(data);
    std::string items = "2";
    std::string total = "2";
    std::string format = "DYNAMODB_JSON";
    std::string extension = "json";
    std::string more_files{};
    std::string files_md5{};
    const test::temporary_folder folder{};

    void write(const std::string& md5_extension = ".md5") const {
        const std::string lines = "{\"itemCount\":" + items + ",\"md5Checksum\":\"" + checksum +
                                  "\",\"etag\":\"x-1\",\"dataFileS3Key\":\"p/AWSDynamoDB/01-e/data/ab." +
                                  extension + ".gz\"}\n" + more_files;
        const std::string summary =
            "{\"version\":\"2020-06-30\",\"exportArn\":\"a\",\"s3SseKmsKeyId\":null,\"itemCount\":" + total +
            ",\"billedSizeBytes\":0,\"outputFormat\":\"" + format + "\"}";
        folder.file("e/data/ab." + extension + ".gz", data);
        folder.file("e/manifest-files.json", lines);
        folder.file("e/manifest-files" + md5_extension, files_md5.empty() ? md5(lines) : files_md5);
        folder.file("e/manifest-summary.json", summary);
        folder.file("e/manifest-summary" + md5_extension, md5(summary) + "\n");
    }
    /// The items, and the text of the failure.
    [[nodiscard]] std::string read() const {
        std::string all;
        try {
            auto source = read_records({folder.path("e")});
            while (const auto each = source.next()) {
                const auto* good = std::get_if<load_record>(&*each);
                (all += good ? std::string(good->item) : std::get<rejected_record>(*each).reason) += '\n';
            }
        } catch (const error& e) {
            EXPECT_EQ(e.cause(), errc::malformed_file);
            all += e.diagnostics().detail;
        }
        return all;
    }
};

const std::string both = "{\"id\":{\"S\":\"1\"}}\n{\"id\":{\"S\":\"2\"}}\n";

}  // namespace

TEST(S3Export, IsReadAndVerified) {
    for (const char* extension : {".md5", ".checksum"}) {
        const export_folder made;
        made.write(extension);
        EXPECT_EQ(made.read(), both);
    }
}

TEST(S3Export, MayHaveEmptyDataFiles) {
    export_folder made;
    made.data = test::gzipped("");
    made.checksum = md5(made.data);
    made.items = made.total = "0";
    made.write();
    EXPECT_EQ(made.read(), "");
}

TEST(S3Export, HasAWrongCount) {
    export_folder made;
    made.items = made.total = "3";
    made.write();
    EXPECT_EQ(made.read(), both + made.folder.path("e/data/ab.json.gz") +
                               ": the file has 2 records, but the manifest says 3; copy the file again");
    export_folder sum;
    sum.total = "5";
    sum.write();
    EXPECT_NE(sum.read().find("the data files have 2 items, but manifest-summary.json says 5"),
              std::string::npos);
}

TEST(S3Export, HasAWrongMd5) {
    export_folder made;
    made.checksum = md5("other");
    made.write();
    EXPECT_NE(made.read().find(both + made.folder.path("e/data/ab.json.gz") + ": the MD5 is " +
                               md5(made.data) + ", but the manifest says " + md5("other")),
              std::string::npos);
    export_folder manifest;
    manifest.files_md5 = md5("other");
    manifest.write();
    EXPECT_NE(manifest.read().find("manifest-files.md5 says"), std::string::npos);
}

TEST(S3Export, LacksADataFile) {
    export_folder made;
    made.total = "3";
    made.more_files =
        "{\"itemCount\":1,\"md5Checksum\":\"x\",\"dataFileS3Key\":\"p/AWSDynamoDB/01-e/data/no.json.gz\"}\n";
    made.write();
    EXPECT_NE(made.read().find("the data file p/AWSDynamoDB/01-e/data/no.json.gz is missing"),
              std::string::npos);
}

TEST(S3Export, HasADamagedManifest) {
    export_folder made;
    made.more_files = "{\"itemCount\":}\n";
    made.write();
    EXPECT_NE(made.read().find("manifest-files.json, line 2: it is not the description of a data file"),
              std::string::npos);
    export_folder format;
    format.format = "PARQUET";
    format.write();
    EXPECT_NE(format.read().find("outputFormat is \"PARQUET\""), std::string::npos);
}

TEST(S3Export, IsIonText) {
    export_folder made;
    made.format = "ION";
    made.extension = "ion";
    made.data = test::gzipped("$ion_1_0 {Item:{id:\"1\"}}\n$ion_1_0 {Item:{id:\"2\"}}\n");
    made.checksum = md5(made.data);
    made.write();
    EXPECT_EQ(made.read(), both);
}

TEST(S3Export, IsIncremental) {
    export_folder made;
    made.data = test::gzipped(
        "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"1\"}},\"Keys\":{\"id\":{\"S\":\"1\"}}}\n"
        "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"2\"}},\"Keys\":{\"id\":{\"S\":\"2\"}},\"NewImage\":"
        "{\"id\":{\"S\":\"2\"}}}\n");
    made.checksum = md5(made.data);
    made.write();
    auto source = read_records({made.folder.path("e")});
    EXPECT_EQ(std::get<load_record>(*source.next()).kind, record_kind::remove);
    EXPECT_EQ(std::get<load_record>(*source.next()).kind, record_kind::put);
}

TEST(S3Export, IsNotThere) {
    const test::temporary_folder folder;
    folder.file("a.json", "");
    const auto detail = [&](const source_options& options) {
        try {
            static_cast<void>(read_records({folder.path("")}, options));
        } catch (const error& e) {
            return e.diagnostics().detail;
        }
        return std::string();
    };
    EXPECT_NE(detail({.format = record_format::s3_export}).find("it is not an S3 export"), std::string::npos);
}

}  // namespace export_test
