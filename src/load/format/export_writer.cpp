#include "load/file/blocks.hpp"
#include "load/file/descriptor.hpp"
#include "load/file/failure.hpp"
#include "load/file/md5.hpp"
#include "load/format/export_manifest.hpp"
#include "load/format/item_writer.hpp"

#include <dynaco/detail/json/writer.hpp>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <optional>
#include <system_error>

namespace dynaco::loading {
namespace {

using std::chrono::system_clock;

// 2026-11-29T10:00:00.000Z
std::string export_time(system_clock::time_point time) {
    const std::time_t seconds = system_clock::to_time_t(time);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[32] = {};
    const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S.000Z", &parts);
    return {text, size};
}

// As DynamoDB's: 17 digits, of which the first 14 are milliseconds since 1970, and a suffix.
std::string new_export_id() {
    const auto now = system_clock::now().time_since_epoch();
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
    constexpr std::string_view digits = "0123456789abcdef";
    std::string suffix;
    for (auto bits = static_cast<std::uint64_t>(micros); suffix.size() < 8; bits >>= 4)
        suffix += digits[bits & 15U];
    return '0' + std::to_string(micros / 1000) + '-' + suffix;
}

/// One compressed data file, whose MD5 is computed as it is written.
class export_data_file final : public byte_sink {
 public:
    explicit export_data_file(const std::string& path) : file_(output_file::durable(path)) {}
    export_data_file(export_data_file&&) = delete;
    export_data_file& operator=(export_data_file&&) = delete;

    void write(std::string_view bytes) override {
        md5_.append(bytes);
        file_.write(bytes);
    }
    void flush() override {}
    void add(std::string_view text) {
        gzip_->write(text);
        size_ += text.size();
    }
    void finish() {
        gzip_->flush();
        file_.commit();
    }
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    [[nodiscard]] const md5_digest& md5() const noexcept { return md5_; }

    std::uint64_t items = 0;

 private:
    output_file file_;
    md5_digest md5_;
    std::unique_ptr<byte_sink> gzip_ = gzipping(*this);
    std::uint64_t size_ = 0;
};

// A data file of an earlier run, which will be a part of the export.
void check_data_file(const std::string& path, const std::string& md5) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        throw error(malformed(path,
                              "the file is gone, but an earlier run wrote it; start again without "
                              "resuming"));
    file_blocks bytes{input_file(path)};
    bytes.compute_md5();
    while (!bytes.next().empty()) {
    }
    if (bytes.md5() != md5)
        throw error(malformed(path,
                              "the file was changed since an earlier run wrote it; start again without "
                              "resuming"));
}

class export_writer final : public item_writer {
 public:
    export_writer(const std::string& path, const sink_options& options)
        : largest_(options.data_file_bytes),
          table_(options.table_arn),
          bucket_(options.bucket),
          prefix_(options.prefix),
          key_("AWSDynamoDB/" +
               (options.export_id.empty() ? new_export_id() : std::string(options.export_id))),
          folder_(path + '/' + key_),
          lines_(begin(folder_, {.size = options.resume, .crc32 = options.resume_crc32})) {
        if (!prefix_.empty()) key_ = prefix_ + '/' + key_;
        if (options.resume == 0) return;
        for (const manifest_line& each :
             manifest_lines(whole_file(lines_path() + ".part", largest_manifest), lines_path())) {
            check_data_file(folder_ + "/data/" + data_name(files_), each.md5);
            ++files_;
            items_ += each.items;
        }
    }

    void write(std::string_view item) override {
        text_.clear();
        encoder_->write(item, text_);
        if (!data_) data_.emplace(folder_ + "/data/" + data_name(files_));
        data_->add(text_);
        ++data_->items;
        ++items_;
        if (data_->size() >= largest_) end_data_file();
    }
    std::uint64_t sync() override {
        if (data_) end_data_file();
        lines_.sync();
        return lines_.size();
    }
    [[nodiscard]] std::uint32_t crc32() const noexcept override { return lines_.crc32(); }
    void finish() override {
        sync();
        lines_.commit();
        write_md5("manifest-files", whole_file(lines_path(), largest_manifest));
        const std::string summary = summary_text();
        write_md5("manifest-summary", summary);
        // Last: an export with a summary is complete.
        write_whole_file(folder_ + "/manifest-summary.json", summary);
    }
    [[nodiscard]] std::uint64_t items() const noexcept override { return items_; }
    [[nodiscard]] std::vector<sink_warning> warnings() const override { return {}; }

 private:
    static constexpr std::size_t largest_manifest = std::size_t{1} << 30;

    static output_file begin(const std::string& folder, const kept_bytes& resume) {
        make_folders(folder + "/data");
        if (resume.size == 0) write_whole_file(folder + "/_started", {});
        return output_file::durable(folder + "/manifest-files.json", resume);
    }
    [[nodiscard]] std::string lines_path() const { return folder_ + "/manifest-files.json"; }
    // Names in the order of writing: 00000012.json.gz
    static std::string data_name(std::uint64_t number) {
        constexpr std::size_t width = 8;
        const std::string digits = std::to_string(number);
        return std::string(width - std::min(width, digits.size()), '0') + digits + ".json.gz";
    }

    void end_data_file() {
        data_->finish();
        std::string line;
        detail::json::writer out(line);
        out.begin_object();
        out.member("itemCount", data_->items);
        out.member("md5Checksum", data_->md5().base64());
        out.member("etag", data_->md5().hex());
        out.member("dataFileS3Key", key_ + "/data/" + data_name(files_));
        out.end_object();
        lines_.write(line + '\n');
        data_.reset();
        ++files_;
    }

    [[nodiscard]] std::string summary_text() const {
        std::string text;
        const std::string now = export_time(system_clock::now());
        detail::json::writer out(text);
        out.begin_object();
        out.member("version", "2020-06-30");
        out.member("exportArn",
                   table_.empty() ? std::string() : table_ + "/export/" + key_.substr(key_.rfind('/') + 1));
        out.member("startTime", started_);
        out.member("endTime", now);
        out.member("tableArn", table_);
        out.member("exportTime", started_);
        out.member("s3Bucket", bucket_);
        out.member("s3Prefix", prefix_);
        out.member("manifestFilesS3Key", key_ + "/manifest-files.json");
        out.member("itemCount", items_);
        out.member("outputFormat", "DYNAMODB_JSON");
        out.member("exportType", "FULL_EXPORT");
        out.end_object();
        return text;
    }

    void write_md5(const std::string& stem, std::string_view text) const {
        md5_digest digest;
        digest.append(text);
        write_whole_file(folder_ + '/' + stem + ".md5", digest.base64());
    }

    std::uint64_t largest_;
    std::string table_;
    std::string bucket_;
    std::string prefix_;
    std::string key_;  // the key of the export in the bucket
    std::string folder_;
    output_file lines_;  // manifest-files.json
    std::string started_ = export_time(system_clock::now());
    std::unique_ptr<item_encoder> encoder_ = dynamodb_json_encoder(true);
    std::optional<export_data_file> data_;
    std::string text_;
    std::uint64_t files_ = 0;  // the number of complete files
    std::uint64_t items_ = 0;
};

}  // namespace

std::unique_ptr<item_writer> make_export_writer(const std::string& path, const sink_options& options) {
    return std::make_unique<export_writer>(path, options);
}

}  // namespace dynaco::loading
