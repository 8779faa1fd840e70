#include "load/engine/engine.hpp"

#include "load/plan/key_hash.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <utility>

namespace dynaco::loading {

namespace asio = boost::asio;

namespace {

void check_option(bool is_valid, const char* what) {
    if (!is_valid) throw error(errc::invalid_argument, {.operation = "load", .detail = what});
}

void check_options(const load_options& options) {
    check_option(options.max_requests_in_flight > 0,
                 "load_options::max_requests_in_flight must be at least 1");
    check_option(options.max_writes_per_request > 0 && options.max_writes_per_request <= 100,
                 "load_options::max_writes_per_request must be 1 to 100");
    check_option(options.max_write_units_per_second >= 0,
                 "load_options::max_write_units_per_second must not be negative");
    check_option(options.linger.count() >= 0, "load_options::linger must not be negative");
    check_option(options.patience.count() >= 0, "load_options::patience must not be negative");
    check_option(options.progress_interval.count() > 0, "load_options::progress_interval must be positive");
}

std::uint64_t random_seed() {
    std::random_device random;
    return std::uint64_t{random()} << 32 | random();
}

send_options send_options_of(const load_options& options) {
    check_options(options);
    return {.same_key = options.duplicates == same_item::last_wins ? same_key_policy::replace
                                                                   : same_key_policy::refuse,
            .batch_size = options.max_writes_per_request,
            .max_requests = options.max_requests_in_flight,
            .linger = options.linger,
            .seed = random_seed()};
}

}  // namespace

engine::engine(client db, std::string first, load_options options)
    : db_(db.with({.max_attempts = 1, .retry_ambiguous_writes = false})),
      first_(std::move(first)),
      options_(std::move(options)),
      state_(send_options_of(options_), now()),
      store_(options_.max_memory) {}

// ---- accepting -------------------------------------------------------------------------------------------

std::optional<item_fault> engine::check(stored_write& write) {
    return write.table->check.run(write.table->keys, write.text, write.kind, write.checked);
}

void engine::check_open(const loaded_table& in) const {
    if (stopped_) throw error(*stopped_);
    if (finished_)
        throw error(
            errc::invalid_argument,
            {.operation = "load", .table = in.name, .detail = "the load has ended: finish was called"});
}

awaitable<void> engine::reserve(std::size_t bytes) {
    const auto executor = co_await asio::this_coro::executor;
    std::shared_ptr<room_queue::waiter> mine;
    {
        guard lock(mutex_);
        if (stopped_) throw error(*stopped_);
        if (store_.room().take(bytes)) co_return;
        mine = std::make_shared<room_queue::waiter>(room_queue::waiter{
            .bytes = bytes,
            .bell = std::make_shared<transport::bell>(executor, transport::steady_time::max())});
        store_.room().wait(mine);
        pump(lock);  // requests that are not full are sent now
    }
    co_await mine->bell->wait();
    mine->bell->remove();
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    const guard lock(mutex_);
    if (cancellation.cancelled() != asio::cancellation_type::none) {
        store_.room().leave(mine);
        throw error(errc::canceled, {.operation = "load", .table = first_});
    }
    if (!stopped_) co_return;
    store_.room().leave(mine);
    throw error(*stopped_);
}

awaitable<std::shared_ptr<ticket_state>> engine::put(loaded_table& in, std::string text, record_kind kind,
                                                     std::unique_ptr<const encoded_request> single,
                                                     bool has_condition) {
    const arrival arriving(*this, in);
    co_await prepare(in);
    auto write = std::make_unique<stored_write>();
    write->table = &in;
    write->kind = kind;
    write->text = std::move(text);
    write->repeatable = !single || has_condition || options_.repeat_updates;
    write->single = std::move(single);
    if (const auto fault = check(*write))
        throw error(errc::invalid_argument, {.operation = "load",
                                             .table = in.name,
                                             .attribute_path = fault->attribute,
                                             .detail = fault->reason});
    write->ticket = std::make_shared<ticket_state>();
    co_await reserve(write->memory());
    co_return accept(std::move(write));
}

awaitable<void> engine::offer(loaded_table& in, result<std::string> item, record_kind kind,
                              source_position position) {
    const arrival arriving(*this, in);
    co_await prepare(in);
    auto write = std::make_unique<stored_write>();
    write->table = &in;
    write->kind = kind;
    write->position = position;
    std::optional<item_fault> fault;
    if (item) {
        write->text = std::move(*item);
        fault = check_record(*write);
    } else {
        fault = item_fault{item.error().diagnostics().attribute_path, item.error().text()};
    }
    if (fault) {
        reject(in, {.position = position,
                    .attribute = fault->attribute,
                    .reason = fault->reason,
                    .text = write->text});
        co_return;
    }
    co_await reserve(write->memory());
    accept(std::move(write));
}

void engine::begin() {
    if (began_) return;
    began_ = now();
    progress_at_ = *began_ + options_.progress_interval;
}

stored_write* engine::store(std::unique_ptr<stored_write>& write) {
    begin();
    const checked_item& item = write->checked;
    const auto accepted =
        state_.accept({.key = item.key,
                       .sequence = next_sequence_,
                       .hash_key = hash_key_of(*write),
                       .table = write->table->number,
                       .bytes = static_cast<std::uint32_t>(bytes_in_request(write->kind, write->text.size())),
                       .units = units_of_item(item.size),
                       .indexes = static_cast<std::uint32_t>(item.indexes),
                       .single = write->single != nullptr},
                      now());
    if (accepted.what == key_order::outcome::refused) {
        store_.room().release(write->memory());
        return nullptr;
    }
    ++next_sequence_;
    count(*write->table, &load_counts::accepted);
    return &store_.put(accepted.id, std::move(write));
}

std::shared_ptr<ticket_state> engine::accept(std::unique_ptr<stored_write> write) {
    guard lock(mutex_);
    if (stopped_) {
        store_.room().release(write->memory());
        throw error(*stopped_);
    }
    if (const stored_write* const stored = store(write)) {
        auto ticket = stored->ticket;
        pump(lock);
        return ticket;
    }
    lock.unlock();
    if (write->ticket)
        throw error(errc::invalid_argument,
                    {.operation = "load", .table = write->table->name, .detail = duplicate_reason});
    reject(*write->table, {.position = write->position, .reason = duplicate_reason, .text = write->text});
    return nullptr;
}

std::uint64_t engine::hash_key_of(const stored_write& write) noexcept {
    return hash_of(write.table->number,
                   std::string_view(write.checked.key).substr(0, write.checked.hash_key_size), 0);
}

// ---- rejecting -------------------------------------------------------------------------------------------

void engine::reject(loaded_table& in, rejected_record record) {
    std::vector<event> events;
    {
        const guard lock(mutex_);
        count(in, &load_counts::accepted);
        reject(in, std::move(record), next_sequence_++, nullptr, {}, events);
    }
    report(std::move(events));
}

// Counts a rejected record. One more than the limit ends the load.
void engine::reject(loaded_table& in, rejected_record record, std::uint64_t sequence,
                    std::shared_ptr<ticket_state> ticket, const failure& why, std::vector<event>& events) {
    count(in, &load_counts::rejected);
    record.table = in.name;
    const std::uint64_t number = record.position.record + 1;
    const std::string reason = record.reason;
    // A load that continues meets the record again that ended this one.
    const bool ends_load = counts_.rejected > options_.max_rejected;
    events.push_back({.ticket = std::move(ticket),
                      .outcome = why,
                      .rejected = std::move(record),
                      .sequence = sequence,
                      .is_done = !ends_load});
    if (!ends_load) return;
    ++undone_rejected_;
    end_load(failure(errc::invalid_argument,
                     {.operation = "load",
                      .table = in.name,
                      .detail = std::to_string(counts_.rejected) + " records were rejected, more than " +
                                std::to_string(options_.max_rejected) +
                                " (load_options::max_rejected); the last one is record " +
                                std::to_string(number) + ": " + reason}),
             events);
}

}  // namespace dynaco::loading
