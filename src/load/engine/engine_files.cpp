#include "load/engine/engine.hpp"
#include "load/file/descriptor.hpp"
#include "load/file/failure.hpp"
#include "load/file/output_file.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>
#include <utility>

namespace dynaco::loading {
namespace {

std::string text_of(record_format format) { return std::to_string(static_cast<int>(format)); }

// A pipe has different records each time.
void check_can_be_read_again(const std::string& path) {
    std::error_code ignored;
    const auto type = std::filesystem::status(path, ignored).type();
    using enum std::filesystem::file_type;
    if (path != "-" && (type == regular || type == directory || type == not_found)) return;
    throw error(
        errc::invalid_argument,
        {.operation = "load",
         .detail = (path == "-" ? "standard input" : path) +
                   " cannot be read again, so a load of it cannot be continued: write it to a file, or use "
                   "no checkpoint"});
}

void add_option(load_checkpoint& to, std::string name, std::string value) {
    to.options.push_back({.name = std::move(name), .value = std::move(value)});
}

}  // namespace

load_checkpoint engine::identity_of(const loaded_table& in, const record_source& rows,
                                    const source_options& options) const {
    load_checkpoint identity;
    identity.tables.push_back({.name = in.name, .id = in.id});
    identity.worker = {.index = options.worker, .count = options.workers};
    add_option(identity, "files", rows.identity());
    add_option(identity, "format", text_of(options.format));
    add_option(identity, "json", std::to_string(static_cast<int>(options.json)));
    add_option(identity, "delimiter", std::to_string(static_cast<int>(options.delimiter)));
    add_option(identity, "header", std::string(options.header));
    add_option(identity, "types", std::string(options.types));
    add_option(identity, "empty", std::to_string(static_cast<int>(options.empty)));
    add_option(identity, "records", std::to_string(static_cast<int>(options_.records)));
    return identity;
}

record_source engine::open_source(loaded_table& in, const std::vector<std::string>& paths,
                                  source_options options) {
    record_source rows = read_records(paths, options);
    if (!is_continued()) return rows;
    for (const std::string& path : paths) check_can_be_read_again(path);
    load_checkpoint identity = identity_of(in, rows, options);
    const guard lock(mutex_);
    if (options_.resume.empty()) {
        progress_.emplace(std::move(identity));
        return rows;
    }
    const auto kept = read_checkpoint(options_.resume);
    if (!kept) throw error(kept.error());
    if (const auto same = check_resumable(*kept, identity); !same) throw error(same.error());
    options.start = kept->position;
    if (!kept->damage.empty()) source_failed_ = failure(errc::malformed_file, {.detail = kept->damage});
    progress_.emplace(std::move(identity), *kept);
    next_sequence_ = kept->sequence;
    in.counts = kept->counts;
    tally_.go_on(kept->counts);
    return read_records(paths, options);
}

awaitable<void> engine::put_files(loaded_table& in, std::vector<std::string> paths, source_options options,
                                  std::string header, std::string types, std::string required) {
    options.header = header;
    options.types = types;
    options.required = required;
    const raised arriving = arrive(in, arrival_of::files);
    co_await prepare(in);
    std::optional<failure> first;
    try {
        record_source rows = open_source(in, paths, options);
        for (;;) {
            const std::optional<failure> damage = co_await read_all(in, rows);
            if (!damage) break;
            if (!first) first = damage;
            if (!continues_after(*damage)) break;
        }
    } catch (const error& why) {
        if (!first) first = why.as_failure();
    }
    const guard lock(mutex_);
    if (!source_failed_) source_failed_ = first;
    if (is_continued()) first = source_failed_;  // also of the load that this one continues
    if (first) throw error(*first);
}

// Whether reading continues with the next file. A checkpoint remembers a file that is damaged: it would be
// damaged also for a load that continues. It does not pass a file that could not be read, so that such a load
// reads it again.
bool engine::continues_after(const failure& damage) {
    const bool is_damaged = damage.cause() == errc::malformed_file;
    if (!is_damaged && damage.cause() != errc::file_failed) return false;
    const guard lock(mutex_);
    if (!progress_) return true;
    if (is_damaged) progress_->note_damage(damage.diagnostics().detail);
    return is_damaged;
}

}  // namespace dynaco::loading

namespace dynaco {

std::string read_checkpoint(const std::string& path) {
    const auto fail = [&path](int number) {
        return error(loading::file_failure("cannot read", path, number));
    };
    const loading::descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC), true);
    if (file.number() < 0) {
        if (errno == ENOENT) return {};
        throw fail(errno);
    }
    std::string text;
    std::array<char, 65536> block{};
    for (;;) {
        const ssize_t size = ::read(file.number(), block.data(), block.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) throw fail(errno);
        if (size == 0) return text;
        text.append(block.data(), static_cast<std::size_t>(size));
    }
}

void write_checkpoint(const std::string& path, std::string_view text) {
    loading::write_whole_file(path, text);
}

}  // namespace dynaco
