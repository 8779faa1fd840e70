#include "load/format/item_writer.hpp"

#include <utility>

namespace dynaco::loading {
namespace {

constexpr std::size_t text_block = std::size_t{256} << 10;

[[noreturn]] void refuse_sink_option(std::string_view why) {
    throw error(errc::invalid_argument, {.operation = "write_items", .detail = std::string(why)});
}

bool is_csv(record_format format) noexcept {
    return format == record_format::csv || format == record_format::tsv;
}

void check_sink_options(const sink_options& options) {
    using enum record_format;
    if (options.format != json_lines && !is_csv(options.format) && options.format != s3_export)
        refuse_sink_option("sink_options::format must be json_lines, csv, tsv or s3_export");
    if (options.json == json_form::guess) refuse_sink_option("sink_options::json must be plain or dynamodb");
    if (is_csv(options.format) && options.resume > 0 && options.columns.empty())
        refuse_sink_option("sink_options::resume of a CSV file needs columns");
    if (std::string_view("\"\r\n").find(options.delimiter) != std::string_view::npos)
        refuse_sink_option("sink_options::delimiter must not be a quote or the end of a line");
    if (options.data_file_bytes == 0) refuse_sink_option("sink_options::data_file_bytes must be at least 1");
    if (options.export_id.find('/') != std::string_view::npos)
        refuse_sink_option("sink_options::export_id must not contain a slash");
}

std::unique_ptr<item_encoder> encoder_for(const sink_options& options) {
    if (is_csv(options.format)) {
        const char usual = options.format == record_format::csv ? ',' : '\t';
        return csv_encoder({.delimiter = options.delimiter != 0 ? options.delimiter : usual,
                            .columns = columns_of(options.columns),
                            .plain_documents = options.json == json_form::plain,
                            .other_attributes = options.other_attributes,
                            .types_in_header = options.types_in_header,
                            .has_header = options.resume > 0});
    }
    return options.json == json_form::plain ? plain_json_encoder() : dynamodb_json_encoder(false);
}

}  // namespace

file_writer::file_writer(const std::string& path, const sink_options& options)
    : encoder_(encoder_for(options)),
      file_(output_file::durable(path, {.size = options.resume, .crc32 = options.resume_crc32})) {
    if (options.packing == compression::gzip) packed_ = gzipping(file_);
    if (options.packing == compression::zstd) packed_ = zstding(file_);
}

void file_writer::write(std::string_view item) {
    encoder_->write(item, text_);
    ++items_;
    if (text_.size() >= text_block) hand_down();
}

void file_writer::hand_down() {
    if (text_.empty()) return;
    (packed_ ? *packed_ : static_cast<byte_sink&>(file_)).write(text_);
    text_.clear();
}

std::uint64_t file_writer::sync() {
    hand_down();
    if (packed_) packed_->flush();
    file_.sync();
    return file_.size();
}

void file_writer::finish() {
    encoder_->finish(text_);
    sync();
    // An empty compressed file has a header, too.
    if (packed_ && file_.size() == 0) {
        packed_->write({});
        sync();
    }
    file_.commit();
}

}  // namespace dynaco::loading

namespace dynaco {

item_sink::item_sink(std::unique_ptr<loading::item_writer> writer) noexcept : writer_(std::move(writer)) {}
item_sink::~item_sink() = default;
item_sink::item_sink(item_sink&&) noexcept = default;
item_sink& item_sink::operator=(item_sink&&) noexcept = default;

namespace {

// After a write that failed in the middle, the file has less than the sink has counted. So nothing more is
// written, and the file does not get its name.
template <class Call>
auto unless_failed(std::optional<failure>& failed, const Call& call) {
    if (failed) throw error(*failed);
    try {
        return call();
    } catch (const error& why) {
        if (why.cause() == errc::file_failed) failed = why.as_failure();
        throw;
    }
}

}  // namespace

void item_sink::write(std::string_view item) {
    unless_failed(writer_->failed, [&] { writer_->write(item); });
}
std::uint64_t item_sink::sync() {
    return unless_failed(writer_->failed, [&] { return writer_->sync(); });
}
void item_sink::finish() {
    unless_failed(writer_->failed, [&] { writer_->finish(); });
}
std::uint32_t item_sink::crc32() const noexcept { return writer_->crc32(); }
std::uint64_t item_sink::items() const noexcept { return writer_->items(); }
std::vector<sink_warning> item_sink::warnings() const { return writer_->warnings(); }

item_sink write_items(const std::string& path, sink_options options) {
    loading::check_sink_options(options);
    if (options.format == record_format::s3_export)
        return item_sink(loading::make_export_writer(path, options));
    return item_sink(std::make_unique<loading::file_writer>(path, options));
}

}  // namespace dynaco
