#include "load/engine/engine.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace dynaco::loading {

namespace asio = boost::asio;

namespace {

// A source that never waits would keep the thread from sending. After this number of records, other work
// runs.
constexpr std::size_t records_at_once = 250;

}  // namespace

awaitable<void> engine::put_all(loaded_table& in, record_source& rows) {
    const raised arriving = arrive(in);
    co_await prepare(in);
    const std::optional<failure> damage = co_await read_all(in, rows);
    if (!damage) co_return;
    const guard lock(mutex_);
    if (!source_failed_) source_failed_ = damage;
    throw error(*damage);
}

// Accepts all records until the end of the source, or of a file that cannot be read further. Returns why it
// cannot.
awaitable<std::optional<failure>> engine::read_all(loaded_table& in, record_source& rows) {
    const auto executor = co_await asio::this_coro::executor;
    portion_reader reader(in, rows, options_.records);
    portion read;
    {
        const guard lock(mutex_);
        bytes_.clear();
    }
    for (std::size_t count = 0;;) {
        std::optional<failure> damage;
        bool more = true;
        try {
            // With checkpoints, nobody else numbers records.
            more = reader.read(read, progress_ ? &*progress_ : nullptr, progress_ ? next_sequence_ : 0);
        } catch (const error& why) {
            damage = why.as_failure();
        }
        co_await accept_all(read, reader, in);
        if (damage || !more) co_return damage;
        count += read.records.size();
        read.records.clear();
        if (is_supplied(in)) {
            co_await wait_for_demand(in);
            count = 0;
        }
        if (count < records_at_once) continue;
        count = 0;
        co_await asio::post(executor, asio::use_awaitable);
    }
}

bool engine::is_supplied(const loaded_table& in) {
    const guard lock(mutex_);
    return state_.is_supplied(in.number);
}

// Waits until writes of the table were sent, so that it needs others.
awaitable<void> engine::wait_for_demand(loaded_table& in) {
    const auto executor = co_await asio::this_coro::executor;
    listed_bell mine(executor, mutex_, in.paused_sources);
    {
        const guard lock(mutex_);
        if (end_of(in) || state_.needs_supply(in.number)) co_return;
        mine.enlist();
    }
    co_await mine.wait();
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none)
        throw error(errc::canceled, {.operation = "load", .table = in.name});
}

// Wakes the sources of the tables that need writes, or have ended.
void engine::wake_sources() {
    for (loaded_table* const each : described_) {
        if (each->paused_sources.empty()) continue;
        if (!end_of(*each) && !state_.needs_supply(each->number)) continue;
        for (const auto& source : std::exchange(each->paused_sources, {})) source->ring();
    }
}

// Accepts the records, and waits for room whenever the memory is used up. If it is cancelled, the source has
// the other records again.
awaitable<void> engine::accept_all(portion& read, portion_reader& reader, loaded_table& in) {
    bool is_reserved = false;
    for (std::size_t done = 0;; is_reserved = true) {
        done += accept_some(read, done, is_reserved, in);
        if (done == read.records.size()) co_return;
        try {
            co_await reserve(read.records[done].write->memory());
        } catch (...) {
            reader.put_back(std::span(read.records).subspan(done));
            throw;
        }
    }
}

// Accepts records from the number `first` until the memory is used up, and returns how many. `is_reserved`:
// the first one has its room.
std::size_t engine::accept_some(portion& read, std::size_t first, bool is_reserved, loaded_table& in) {
    std::vector<event> events;
    guard lock(mutex_);
    if (bytes_.empty()) begin_source(read);
    std::size_t next = first;
    for (; next < read.records.size() && !end_of(in); ++next) {
        const auto& write = read.records[next].write;
        if (write && !is_reserved && !store_.room().take(write->memory())) break;
        is_reserved = false;
        accept_read(read.records[next], in, events);
    }
    if (next == read.records.size()) note_read(read);
    bytes_read_ = read.bytes_read;
    total_bytes_ = read.total_bytes;
    std::optional<failure> ended;
    if (const failure* const why = end_of(in)) ended = *why;
    if (ended && is_reserved) store_.room().release(read.records[first].write->memory());
    store_.move_spare(read.spare, portion::most_records);
    pump(lock);
    report(std::move(events));
    if (ended) throw error(*ended);
    return next - first;
}

void engine::begin_source(const portion& read) {
    if (!options_.resume.empty()) estimate_before(read, next_sequence_ + read.records.size());
    bytes_.note(tally_.counts().accepted, bytes_before_);
}

// Until a record is accepted, only those are read that the earlier loads have done.
void engine::note_read(const portion& read) {
    const std::uint64_t accepted = tally_.counts().accepted;
    if (!options_.resume.empty() && accepted == tally_.kept().accepted) {
        estimate_before(read, next_sequence_);
        bytes_.clear();
        bytes_.note(accepted, bytes_before_);
    }
    bytes_.note(accepted, read.bytes_read);
}

// The bytes of the records that the earlier loads have done. Some of them are behind records that are not
// done, and are not read yet. `number`: that of the next record.
void engine::estimate_before(const portion& read, std::uint64_t number) {
    if (number == 0) return;
    const double part = static_cast<double>(tally_.kept().accepted) / static_cast<double>(number);
    const auto bytes = static_cast<std::uint64_t>(static_cast<double>(read.bytes_read) * part);
    bytes_before_ = read.total_bytes > 0 ? std::min(bytes, read.total_bytes) : bytes;
}

// Accepts or rejects one record, unless it ended before the load was continued.
void engine::accept_read(read_record& from, loaded_table& in, std::vector<event>& events) {
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
    tally_.add(in.counts, &load_counts::accepted);
    reject(in, std::move(from.rejected), next_sequence_++, nullptr, {}, events);
}

}  // namespace dynaco::loading
