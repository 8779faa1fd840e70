#include "load/engine/engine.hpp"
#include "load/engine/put_if_new.hpp"
#include "load/file/descriptor.hpp"
#include "load/file/failure.hpp"
#include "load/file/output_file.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>
#include <utility>
#include <variant>

namespace dynaco::loading {

namespace asio = boost::asio;

namespace {

// A source that never waits would keep the thread from sending: after so many records it lets others run.
constexpr std::uint64_t records_at_once = 250;

std::string text_of(record_format format) { return std::to_string(static_cast<int>(format)); }

// A pipe has other records each time.
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

awaitable<void> engine::put_all(record_source& rows) {
    const arrival arriving(*this);
    co_await prepare();
    const auto executor = co_await asio::this_coro::executor;
    for (std::uint64_t count = 1;; ++count) {
        const bool is_marked = progress_ && progress_->is_marked(next_sequence_);
        const source_position position = is_marked ? rows.position() : source_position{};
        auto row = rows.next();
        if (!row) co_return;
        if (count % records_at_once == 0) co_await asio::post(executor, asio::use_awaitable);
        {
            const guard lock(mutex_);
            if (stopped_) throw error(*stopped_);
            bytes_read_ = rows.bytes_read();
            total_bytes_ = rows.total_bytes();
            if (progress_ && !progress_->begin(next_sequence_, position)) {
                ++next_sequence_;
                continue;
            }
        }
        if (auto* const rejected = std::get_if<rejected_record>(&*row)) {
            reject(std::move(*rejected));
            continue;
        }
        std::shared_ptr<stored_write> full;
        put_record(std::get<load_record>(*row), full);
        if (!full) continue;
        co_await reserve(full->memory());
        accept(std::move(full));
    }
}

// Makes of a record what `load_options::records` says, and checks it.
std::optional<item_fault> engine::check_record(stored_write& write) {
    if (options_.records == record_use::remove) {
        write.kind = record_kind::remove;
        write.text = key_text(write.text, keys_);
    }
    auto fault = check(write);
    if (!fault && options_.records == record_use::put_if_new && write.kind == record_kind::put)
        write.single = std::make_unique<const encoded_request>(put_if_new(table_, write.text, keys_));
    return fault;
}

// Accepts a record. If the memory is used up, sets `full` to the record instead.
void engine::put_record(const load_record& record, std::shared_ptr<stored_write>& full) {
    auto write = std::make_shared<stored_write>();
    write->kind = record.kind;
    write->position = record.position;
    write->text = record.item;
    if (const auto fault = check_record(*write)) {
        reject({.position = record.position,
                .attribute = fault->attribute,
                .reason = fault->reason,
                .text = std::move(write->text)});
        return;
    }
    bool fits = false;
    {
        const guard lock(mutex_);
        fits = room_.take(write->memory());
    }
    if (fits)
        accept(std::move(write));
    else
        full = std::move(write);
}

load_checkpoint engine::identity_of(const record_source& rows, const source_options& options) const {
    load_checkpoint identity;
    identity.tables.push_back({.name = table_, .id = table_id_});
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

record_source engine::open_source(const std::vector<std::string>& paths, source_options options) {
    record_source rows = read_records(paths, options);
    if (!options_.checkpoint && options_.resume.empty()) return rows;
    for (const std::string& path : paths) check_can_be_read_again(path);
    load_checkpoint identity = identity_of(rows, options);
    if (options_.resume.empty()) {
        progress_.emplace(std::move(identity));
        return rows;
    }
    const auto kept = read_checkpoint(options_.resume);
    if (!kept) throw error(kept.error());
    if (const auto same = check_resumable(*kept, identity); !same) throw error(same.error());
    options.start = kept->position;
    const guard lock(mutex_);
    progress_.emplace(std::move(identity), *kept);
    next_sequence_ = kept->sequence;
    counts_ = kept->counts;
    return read_records(paths, options);
}

awaitable<void> engine::put_files(std::vector<std::string> paths, source_options options, std::string header,
                                  std::string types) {
    options.header = header;
    options.types = types;
    const arrival arriving(*this);
    co_await prepare();
    std::optional<failure> first;
    try {
        record_source rows = open_source(paths, options);
        for (;;) {
            std::optional<failure> damaged = co_await put_file(rows);
            if (!damaged) break;
            if (!first) first = damaged;  // reading goes on with the next file
        }
    } catch (const error& why) {
        first = why.as_failure();
    }
    if (!first) co_return;
    const guard lock(mutex_);
    if (!source_failed_) source_failed_ = first;
    throw error(*first);
}

// Returns why the rest of a file cannot be read.
awaitable<std::optional<failure>> engine::put_file(record_source& rows) {
    try {
        co_await put_all(rows);
    } catch (const error& why) {
        if (why.cause() != errc::malformed_file && why.cause() != errc::file_failed) throw;
        co_return why.as_failure();
    }
    co_return std::nullopt;
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
