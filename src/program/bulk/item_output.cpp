#include "program/bulk/item_output.hpp"

#include "program/bulk/column_finder.hpp"
#include "program/command.hpp"
#include "program/show/text_width.hpp"
#include "program/terminal/checked_output.hpp"

#include <dynaco/load/sources.hpp>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <poll.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <variant>

namespace dynaco::program {
namespace {

bool reader_has_ended() {
    ::pollfd output{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
    return ::poll(&output, 1, 0) > 0 && (output.revents & POLLERR) != 0;
}

// As DynamoDB's: the milliseconds since 1970, and the process.
std::string export_folder_name() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return '0' + std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(now).count()) + '-' +
           std::to_string(::getpid());
}

std::string temporary_path() {
    std::error_code code;
    std::filesystem::path folder = std::filesystem::temp_directory_path(code);
    if (code) folder = "/tmp";
    return (folder / ("dynaco-" + std::to_string(::getpid()) + "-" + export_folder_name())).string();
}

// The file that a symbolic link names, which need not exist.
std::filesystem::path link_target(const std::string& path) {
    constexpr int most_links = 40;
    std::error_code ignored;
    std::filesystem::path target(path);
    for (int i = 0; i < most_links && std::filesystem::is_symlink(target, ignored); ++i)
        target = target.parent_path() / std::filesystem::read_symlink(target, ignored);
    return target;
}

// What must be writable so that `path` can be made: a pipe or a device itself, otherwise a folder.
std::filesystem::path writable_place(const std::string& path, bool is_folder) {
    if (is_stream_output(path)) return path;
    std::error_code ignored;
    std::filesystem::path place = link_target(path);
    if (!is_folder) {
        place = place.parent_path();
    } else {
        while (!place.empty() && !std::filesystem::exists(place, ignored)) place = place.parent_path();
    }
    return place.empty() ? "." : place;
}

}  // namespace

std::vector<named_file> files_of_output(const std::string& option, const std::string& path) {
    if (is_stream_output(path)) return {{.option = option, .path = path}};
    const std::string unfinished = "the unfinished " + option;
    return {{.option = option, .path = path},
            {.option = unfinished, .path = link_target(path).string() + ".part"},
            {.option = unfinished, .path = path + ".items.part"}};
}

void check_output(const output_choices& choices) {
    if (choices.path != "-") {
        const bool is_folder = choices.format.format == record_format::s3_export;
        const std::filesystem::path place = writable_place(choices.path, is_folder);
        std::error_code ignored;
        const bool is_no_folder = !is_stream_output(choices.path) &&
                                  std::filesystem::exists(place, ignored) &&
                                  !std::filesystem::is_directory(place, ignored);
        if (is_no_folder) errno = ENOTDIR;
        if (is_no_folder || ::access(place.c_str(), W_OK) != 0)
            throw error(errc::file_failed, {.detail = "cannot write " + choices.path + ": " +
                                                      std::generic_category().message(errno)});
    }
    const record_format format = choices.format.format;
    if (format != record_format::csv && format != record_format::tsv) return;
    output_choices unseen = choices;
    unseen.path = "/dev/null";
    if (unseen.columns.empty()) unseen.columns = "any";  // otherwise items are collected before
    const item_output reads_columns_and_delimiter(std::move(unseen));
}

bool is_stream_output(const std::string& path) {
    if (path == "-") return true;
    std::error_code ignored;
    const std::filesystem::file_status status = std::filesystem::status(path, ignored);
    return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) &&
           !std::filesystem::is_directory(status);
}

std::string replaced_file(const std::string& path, bool is_new) {
    if (is_stream_output(path)) return {};
    for (const named_file& each : files_of_output({}, path)) {
        std::error_code code;
        if ((!is_new && each.path != path) || !std::filesystem::is_regular_file(each.path, code)) continue;
        const auto size = std::filesystem::file_size(each.path, code);
        if (!code && size > 0) return each.path;
    }
    return {};
}

std::string format_advice(std::string_view format_option, const std::string& path) {
    if (!format_option.empty() || is_stream_output(path)) return {};
    std::filesystem::path name(path);
    if (compression_of_name(path) != compression::none) name.replace_extension();
    const std::string end = name.extension().string();
    if (output_format_of_file({}, path).format != record_format::json_lines || end == ".jsonl" ||
        end == ".ndjson")
        return {};
    return path + " is written as JSON lines (DynamoDB JSON); --output-format names another format";
}

bool item_output::is_export() const noexcept { return choices_.format.format == record_format::s3_export; }

bool item_output::is_table() const noexcept {
    const record_format format = choices_.format.format;
    return format == record_format::csv || format == record_format::tsv;
}

bool item_output::collects() const noexcept { return is_table() && choices_.columns.empty(); }

// DynamoDB JSON is written as it is. CSV, and the names in plain JSON, have the characters themselves.
std::string item_output::safe_on_terminal(std::string_view item) const {
    const bool is_kept = !is_table() && choices_.format.json == dynaco::json_form::dynamodb;
    return is_kept ? escaped_json(item) : visible_json(item);
}

sink_options item_output::options_of_sink(const std::string& columns) const {
    sink_options options;
    options.format = choices_.format.format;
    options.json = choices_.format.json;
    options.packing = choices_.packing;
    options.columns = columns;
    options.other_attributes = true;
    options.types_in_header = choices_.types_in_header;
    options.delimiter = choices_.delimiter;
    options.export_id = export_id_;
    options.table_arn = choices_.table_arn;
    return options;
}

item_output::item_output(output_choices choices, const output_place& from)
    : choices_(std::move(choices)), export_id_(from.export_id), is_stream_(is_stream_output(choices_.path)) {
    if (is_export() && export_id_.empty()) export_id_ = export_folder_name();
    if (collects()) {
        removes_collected_ = is_stream_;
        collecting_path_ = removes_collected_ ? temporary_path() : choices_.path + ".items";
        sink_.emplace(
            write_items(collecting_path_,
                        {.packing = compression::zstd, .resume = from.size, .resume_crc32 = from.crc32}));
        return;
    }
    sink_options options = options_of_sink(choices_.columns);
    options.resume = from.size;
    options.resume_crc32 = from.crc32;
    sink_.emplace(write_items(choices_.path, options));
}

item_output::~item_output() {
    if (!removes_collected_) return;
    sink_.reset();
    std::error_code ignored;
    std::filesystem::remove(collected_path(), ignored);
}

// A closed pipe is not a failure of a file.
template <class Work>
auto item_output::written(Work work) {
    try {
        return work();
    } catch (const error& why) {
        if (why.cause() != errc::file_failed || choices_.path != "-" || !reader_has_ended()) throw;
        throw output_failed(EPIPE, "standard output");
    }
}

std::string item_output::unfinished() const {
    if (is_stream_) return {};
    if (is_export()) return choices_.path;
    return collects() ? collected_path() : choices_.path + ".part";
}

void item_output::discard() noexcept {
    sink_.reset();
    remove_part();
    std::error_code ignored;
    if (collects()) std::filesystem::remove(collected_path(), ignored);
}

void item_output::remove_part() const noexcept {
    if (is_stream_ || is_export()) return;
    try {
        std::error_code ignored;
        std::filesystem::remove(link_target(choices_.path) += ".part", ignored);
    } catch (const std::exception&) {
        return;  // the name cannot be made: no memory
    }
}

void item_output::write(std::string_view item) {
    written([&] {
        if (choices_.terminal)
            sink_->write(safe_on_terminal(item));
        else
            sink_->write(item);
    });
}

output_place item_output::sync() {
    const std::uint64_t size = written([&] { return sink_->sync(); });
    return {.size = size, .crc32 = sink_->crc32(), .export_id = export_id_};
}

void item_output::finish() {
    if (collects()) return finish_collected();
    written([&] { sink_->finish(); });
    take_warnings(sink_->warnings());
}

// The format does not lose the columns that the user left out.
void item_output::take_warnings(std::vector<sink_warning> warnings) {
    for (sink_warning& each : warnings) {
        const bool is_chosen = !choices_.columns.empty() && each.what == format_loss::other_attribute;
        (is_chosen ? omissions_ : warnings_).push_back(std::move(each.text));
    }
}

void item_output::finish_collected() {
    static_cast<void>(sink_->sync());
    sink_.reset();
    const std::vector<std::string> paths{collected_path()};
    const source_options as_written{.format = record_format::json_lines, .json = dynaco::json_form::dynamodb};
    column_finder found;
    for (record_source rows = read_records(paths, as_written); auto row = rows.next();)
        if (const auto* const record = std::get_if<load_record>(&*row)) found.add(record->item);
    const std::string columns = found.columns(choices_.keys, choices_.sorted);
    try {
        item_sink result = write_items(choices_.path, options_of_sink(columns));
        for (record_source rows = read_records(paths, as_written); auto row = rows.next();)
            if (const auto* const record = std::get_if<load_record>(&*row))
                written([&] { result.write(record->item); });
        written([&] { result.finish(); });
        take_warnings(result.warnings());
    } catch (...) {
        remove_part();  // it is made again from the collected items
        throw;
    }
    std::error_code ignored;
    std::filesystem::remove(collected_path(), ignored);
}

}  // namespace dynaco::program
