#include "load/engine/engine.hpp"
#include "load/engine/put_if_new.hpp"
#include "load/file/descriptor.hpp"
#include "load/file/failure.hpp"
#include "load/file/output_file.hpp"
#include "load/format/record_reader.hpp"

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

// A source that never waits would keep the thread from sending. After this number of records, other work
// runs.
constexpr std::size_t records_at_once = 250;

// Records are accepted in portions, so that threads do not wait for each other with each record.
constexpr std::size_t records_in_a_portion = 50;
constexpr std::size_t bytes_in_a_portion = 100'000;

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

awaitable<void> engine::put_all(loaded_table& in, record_source& rows) {
    const arrival arriving(*this, in);
    co_await prepare(in);
    const auto executor = co_await asio::this_coro::executor;
    item_check check(in.keys);
    portion read;
    for (std::size_t count = 0;;) {
        std::optional<failure> damaged;
        bool more = true;
        try {
            more = read_some(in, rows, check, read);
        } catch (const error& why) {
            damaged = why.as_failure();
        }
        co_await accept_all(read, rows);
        if (damaged) throw error(*damaged);
        if (!more) co_return;
        count += read.records.size();
        read.records.clear();
        if (count < records_at_once) continue;
        count = 0;
        co_await asio::post(executor, asio::use_awaitable);
    }
}

std::unique_ptr<stored_write> engine::new_write(portion& read) {
    if (read.spare.empty()) return std::make_unique<stored_write>();
    auto write = std::move(read.spare.back());
    read.spare.pop_back();
    return write;
}

// Reads some records and checks them. Returns false at the end of the source.
bool engine::read_some(loaded_table& in, record_source& rows, item_check& check, portion& read) {
    auto& records = read.records;
    for (std::size_t bytes = 0; records.size() < records_in_a_portion && bytes < bytes_in_a_portion;) {
        // With checkpoints, only this function numbers records.
        const bool is_marked = progress_ && progress_->is_marked(next_sequence_ + records.size());
        const source_position position = is_marked ? rows.position() : source_position{};
        auto row = rows.next();
        read.bytes_read = rows.bytes_read();
        read.total_bytes = rows.total_bytes();
        if (!row) return false;
        read_record& one = records.emplace_back();
        one.table = &in;
        one.position = position;
        if (auto* const rejected = std::get_if<rejected_record>(&*row)) {
            one.rejected = std::move(*rejected);
            continue;
        }
        const load_record& record = std::get<load_record>(*row);
        auto write = new_write(read);
        write->table = &in;
        write->kind = record.kind;
        write->position = record.position;
        write->text = record.item;
        bytes += record.item.size();
        if (const auto fault = check_record(*write, &check))
            one.rejected = {.position = record.position,
                            .attribute = fault->attribute,
                            .reason = fault->reason,
                            .text = std::move(write->text)};
        else
            one.write = std::move(write);
    }
    return true;
}

// Converts a record as `load_options::records` says, and checks it, with `check` if the caller has one for
// the table.
std::optional<item_fault> engine::check_record(stored_write& write, item_check* check) const {
    const loaded_table& in = *write.table;
    if (options_.records == record_use::remove) {
        write.kind = record_kind::remove;
        write.text = key_text(write.text, in.keys);
    }
    auto fault = check ? check->run(write.text, write.kind, write.checked) : engine::check(write);
    if (!fault && options_.records == record_use::put_if_new && write.kind == record_kind::put)
        write.single = std::make_unique<const encoded_request>(put_if_new(in.name, write.text, in.keys));
    return fault;
}

// Accepts the records, and waits for room whenever the memory is used up. If it is cancelled, the source has
// the other records again.
awaitable<void> engine::accept_all(portion& read, record_source& rows) {
    bool is_reserved = false;
    for (std::size_t done = 0;; is_reserved = true) {
        done += accept_some(read, done, is_reserved);
        if (done == read.records.size()) co_return;
        try {
            co_await reserve(read.records[done].write->memory());
        } catch (...) {
            put_back(std::span(read.records).subspan(done), rows);
            throw;
        }
    }
}

void engine::put_back(std::span<read_record> records, record_source& rows) {
    std::vector<record_reader::unused_record> unused;
    for (read_record& each : records) {
        if (each.write)
            unused.push_back(
                {.record = load_record{.kind = each.write->kind, .position = each.write->position},
                 .text = std::move(each.write->text)});
        else
            unused.push_back({.record = std::move(each.rejected)});
    }
    rows.reader_->put_back(std::move(unused));
}

// Accepts records from the number `first` until the memory is used up, and returns how many. `is_reserved`:
// the first one has its room.
std::size_t engine::accept_some(portion& read, std::size_t first, bool is_reserved) {
    std::vector<event> events;
    guard lock(mutex_);
    std::size_t next = first;
    for (; next < read.records.size() && !stopped_; ++next) {
        const auto& write = read.records[next].write;
        if (write && !is_reserved && !store_.room().take(write->memory())) break;
        is_reserved = false;
        accept_read(read.records[next], events);
    }
    bytes_read_ = read.bytes_read;
    total_bytes_ = read.total_bytes;
    const std::optional<failure> stopped = stopped_;
    if (stopped && is_reserved) store_.room().release(read.records[first].write->memory());
    store_.move_spare(read.spare, records_in_a_portion);
    pump(lock);
    report(std::move(events));
    if (stopped) throw error(*stopped);
    return next - first;
}

// Accepts or rejects one record, unless it ended before the load was continued.
void engine::accept_read(read_record& from, std::vector<event>& events) {
    if (progress_ && !progress_->begin(next_sequence_, from.position)) {
        ++next_sequence_;
        if (from.write) store_.room().release(from.write->memory());
        return;
    }
    if (from.write) {
        if (store(from.write)) return;
        from.rejected = {
            .position = from.write->position, .reason = duplicate_reason, .text = from.write->text};
    }
    count(*from.table, &load_counts::accepted);
    reject(*from.table, std::move(from.rejected), next_sequence_++, nullptr, {}, events);
}

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
    if (!options_.checkpoint && options_.resume.empty()) return rows;
    for (const std::string& path : paths) check_can_be_read_again(path);
    load_checkpoint identity = identity_of(in, rows, options);
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
    counts_ = in.counts = kept->counts;
    return read_records(paths, options);
}

awaitable<void> engine::put_files(loaded_table& in, std::vector<std::string> paths, source_options options,
                                  std::string header, std::string types) {
    options.header = header;
    options.types = types;
    const arrival arriving(*this, in);
    co_await prepare(in);
    std::optional<failure> first;
    try {
        record_source rows = open_source(in, paths, options);
        for (;;) {
            std::optional<failure> damaged = co_await put_file(in, rows);
            if (!damaged) break;
            if (!first) first = damaged;  // reading continues with the next file
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
awaitable<std::optional<failure>> engine::put_file(loaded_table& in, record_source& rows) {
    try {
        co_await put_all(in, rows);
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
