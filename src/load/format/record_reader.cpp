#include "load/format/record_reader.hpp"

#include "load/file/failure.hpp"

#include <filesystem>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

namespace dynaco::loading {
namespace {

[[noreturn]] void refuse_option(std::string_view why) {
    throw error(errc::invalid_argument, {.operation = "read_records", .detail = std::string(why)});
}

void check_options(const source_options& options) {
    if (options.workers == 0 || options.worker >= options.workers)
        refuse_option("source_options::worker must be less than workers");
    if (options.block_size == 0) refuse_option("source_options::block_size must be at least 1");
    if (std::string_view("\"\r\n").find(options.delimiter) != std::string_view::npos)
        refuse_option("source_options::delimiter must not be a quote or the end of a line");
}

// 0 for standard input and pipes, which are not opened: that would wait for their writer.
std::uint64_t file_size(const std::string& path) {
    std::error_code code;
    const bool is_file = path != "-" && std::filesystem::is_regular_file(path, code);
    if (!code || path == "-") return is_file ? std::filesystem::file_size(path) : 0;
    throw error(file_failure("open", path, code.value()));
}

}  // namespace

record_reader::record_reader(const std::vector<std::string>& paths, const source_options& options)
    : share_{options.worker, options.workers}, block_size_(options.block_size), start_(options.start) {
    check_options(options);
    settings_ = {.json = options.json,
                 .delimiter = options.delimiter,
                 .empty = options.empty,
                 .header = columns_of(options.header),
                 .types = columns_of(options.types),
                 .required = columns_of(options.required)};
    for (const std::string& each : paths) add(each, options.format);
    if (!start_) return;
    next_file_ = start_->file;
    // The files that an earlier source has read. Their shares are known only when they are open.
    for (std::uint32_t i = 0; i < next_file_ && i < files_.size(); ++i) read_ += files_[i].size;
    read_ /= share_.workers;
}

void record_reader::add(const std::string& path, record_format format) {
    const bool may_be_export = format == record_format::guess || format == record_format::s3_export;
    if (const auto summary = may_be_export ? find_export(path) : std::nullopt) {
        const export_manifest manifest = read_manifest(*summary);
        const record_format data = manifest.ion ? record_format::ion : record_format::json_lines;
        for (const export_file& each : manifest.files) {
            files_.push_back({.path = each.path, .format = data, .expected = each});
            total_ += files_.back().size = file_size(each.path);
        }
        return;
    }
    if (format == record_format::s3_export)
        throw error(
            malformed(path, "it is not an S3 export; name the folder that has manifest-summary.json"));
    files_.push_back({.path = path, .format = format, .size = file_size(path)});
    total_ += files_.back().size;
}

void record_reader::close() {
    if (open_) {
        read_ += open_->share_bytes();
        columns_ = open_->columns();
        delimiter_ = open_->delimiter();
    }
    open_.reset();
}

// Opens the next file of which the worker has a share.
bool record_reader::open_next() {
    while (next_file_ < files_.size()) {
        const std::uint32_t number = next_file_++;
        open_.emplace(files_[number], number, settings_, block_size_);
        const auto start = std::exchange(start_, std::nullopt);
        const bool has_share = open_->limit(share_);
        if (has_share && start) open_->start_at(*start);
        if (has_share) return true;
        close();
    }
    return false;
}

void record_reader::put_back(std::vector<unused_record> records) {
    unused_.insert(unused_.begin(), std::make_move_iterator(records.begin()),
                   std::make_move_iterator(records.end()));
}

std::optional<decoded> record_reader::next() {
    if (!unused_.empty()) {
        current_ = std::move(unused_.front());
        unused_.pop_front();
        if (auto* const record = std::get_if<load_record>(&current_.record)) record->item = current_.text;
        return current_.record;
    }
    try {
        for (;;) {
            if (!open_ && !open_next()) return std::nullopt;
            if (auto record = open_->next()) return record;
            close();
        }
    } catch (const error&) {
        close();
        throw;
    }
}

source_position record_reader::position() const {
    if (!unused_.empty())
        return std::visit([](const auto& each) { return each.position; }, unused_.front().record);
    if (open_) return open_->position();
    if (start_) return *start_;
    return {.file = next_file_, .line = 1};
}

namespace {

// One file has one path, also if it is named by another folder or through a link.
std::string unique_path(const std::string& path) {
    std::error_code code;
    const std::filesystem::path found = std::filesystem::canonical(path, code);
    return path == "-" || code ? path : found.string();
}

}  // namespace

std::string record_reader::identity() const {
    std::string text;
    for (const source_file& each : files_) {
        const file_identity identity = identity_of_file(each.path);
        text += unique_path(each.path) + ' ' + std::to_string(identity.size) + ' ' +
                std::to_string(identity.modified) + ' ' + identity.head + '\n';
    }
    return text;
}

}  // namespace dynaco::loading

namespace dynaco {

record_source::record_source(std::unique_ptr<loading::record_reader> reader) noexcept
    : reader_(std::move(reader)) {}
record_source::~record_source() = default;
record_source::record_source(record_source&&) noexcept = default;
record_source& record_source::operator=(record_source&&) noexcept = default;

std::optional<source_record> record_source::next() { return reader_->next(); }
source_position record_source::position() const { return reader_->position(); }
std::size_t record_source::files() const noexcept { return reader_->files().size(); }
std::string record_source::file_name(std::uint32_t file) const {
    return file < reader_->files().size()
               ? loading::readable_name(reader_->files()[file].path, "standard input")
               : std::string();
}
std::uint64_t record_source::total_bytes() const noexcept { return reader_->total_bytes(); }
std::uint64_t record_source::bytes_read() const noexcept { return reader_->bytes_read(); }
std::vector<std::string> record_source::columns() const { return reader_->columns(); }
char record_source::delimiter() const noexcept { return reader_->delimiter(); }
std::string record_source::identity() const { return reader_->identity(); }

record_source read_records(const std::vector<std::string>& paths, source_options options) {
    return record_source(std::make_unique<loading::record_reader>(paths, options));
}

}  // namespace dynaco
