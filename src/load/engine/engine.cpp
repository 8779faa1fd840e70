#include "load/engine/engine.hpp"

#include "core/counted.hpp"
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

engine::engine(const client& db, std::string first, load_options options)
    : db_(db.with({.max_attempts = 1, .retry_ambiguous_writes = false})),
      first_(std::move(first)),
      options_(std::move(options)),
      user_(first_),
      state_(send_options_of(options_), now()),
      store_(options_.max_memory),
      tally_(options_.progress_interval) {}

// ---- accepting -------------------------------------------------------------------------------------------

std::optional<item_fault> engine::check(stored_write& write) {
    return write.table->check.run(write.table->keys, write.text, write.kind, write.checked);
}

// Why nothing more is accepted for a table; null: it is open.
const failure* engine::end_of(const loaded_table& in) const noexcept {
    if (const failure* const all = end_of_all()) return all;
    return in.stopped ? &*in.stopped : nullptr;
}

void engine::check_open(const loaded_table& in, arrival_of what) const {
    const auto refuse = [&in](const char* why) {
        throw error(errc::invalid_argument, {.operation = "load", .table = in.name, .detail = why});
    };
    if (const failure* const why = end_of(in)) throw error(*why);
    if (finished_) refuse("the load has ended: finish was called");
    // A checkpoint numbers the records of one call: others would shift the numbers.
    if (is_continued() && (what != arrival_of::files || has_files_))
        refuse(
            "a loader with load_options::checkpoint or resume writes only the files of one call of "
            "put_files: use another loader for other records");
}

engine::raised::~raised() {
    const guard lock(of_.mutex_);
    --count_;
    if (of_.is_idle()) of_.ring_idle();
}

engine::raised engine::arrive(const loaded_table& in, arrival_of what) {
    const guard lock(mutex_);
    check_open(in, what);
    if (what == arrival_of::files) has_files_ = true;
    return {*this, arriving_};
}

engine::queue_place::queue_place(engine& of, std::size_t bytes, const asio::any_io_executor& executor)
    : of_(of),
      bell_(std::make_shared<transport::bell>(executor, transport::steady_time::max())),
      waiter_(std::make_shared<room_queue::waiter>(room_queue::waiter{.bytes = bytes, .bell = bell_.get()})) {
    of_.store_.room().wait(waiter_);
}

engine::queue_place::~queue_place() {
    if (is_kept_) return;
    const guard lock(of_.mutex_);
    of_.store_.room().leave(waiter_);
}

awaitable<void> engine::reserve(std::size_t bytes) {
    const auto executor = co_await asio::this_coro::executor;
    std::optional<queue_place> mine;
    {
        guard lock(mutex_);
        if (const failure* const why = end_of_all()) throw error(*why);
        if (store_.room().take(bytes)) co_return;
        mine.emplace(*this, bytes, executor);
        pump(lock);  // requests that are not full are sent now
    }
    co_await mine->wait();
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    const guard lock(mutex_);
    if (cancellation.cancelled() != asio::cancellation_type::none)
        throw error(errc::canceled, {.operation = "load", .table = first_});
    if (const failure* const why = end_of_all()) throw error(*why);
    mine->keep();
}

awaitable<std::shared_ptr<ticket_state>> engine::put(loaded_table& in, std::string text, record_kind kind,
                                                     std::unique_ptr<const encoded_request> single,
                                                     bool has_condition) {
    const raised arriving = arrive(in);
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
    const raised arriving = arrive(in);
    co_await prepare(in);
    auto write = std::make_unique<stored_write>();
    write->table = &in;
    write->kind = kind;
    write->position = position;
    std::optional<item_fault> fault;
    if (item) {
        write->text = std::move(*item);
        fault = check_record(*write, options_.records);
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

awaitable<void> engine::offer_named(loaded_table& in, result<std::string> item, record_kind kind,
                                    source_position position) {
    try {
        co_await offer(in, std::move(item), kind, position);
    } catch (const error& why) {
        if (!skip(in, why.as_failure())) throw;
    }
}

// Counts a record of a table that has ended. Returns false if the record failed for another reason.
bool engine::skip(loaded_table& in, const failure& why) {
    const guard lock(mutex_);
    if (stopped_ || !in.stopped || why.cause() != in.stopped->cause()) return false;
    tally_.add(in.counts, &load_counts::accepted);
    tally_.add(in.counts, &load_counts::unsent);
    return true;
}

void engine::source_failed(const loaded_table& in, const std::exception_ptr& thrown) {
    const failure why = failure_of_user(thrown, "the source of the records", in.name);
    const guard lock(mutex_);
    if (!source_failed_) source_failed_ = why;
}

stored_write* engine::store(std::unique_ptr<stored_write>& write) {
    const time_point time = now();
    tally_.begin(time);
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
                      time);
    if (accepted.what == key_order::outcome::refused) {
        store_.room().release(write->memory());
        return nullptr;
    }
    ++next_sequence_;
    tally_.add(write->table->counts, &load_counts::accepted);
    return &store_.put(accepted.id, std::move(write));
}

std::shared_ptr<ticket_state> engine::accept(std::unique_ptr<stored_write> write) {
    guard lock(mutex_);
    if (const failure* const why = end_of(*write->table)) {
        store_.room().release(write->memory());
        throw error(*why);
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
        tally_.add(in.counts, &load_counts::accepted);
        reject(in, std::move(record), next_sequence_++, nullptr, {}, events);
    }
    report(std::move(events));
}

// Counts a rejected record. After one more than the limit, the load ends when its pending writes have ended.
void engine::reject(loaded_table& in, rejected_record record, std::uint64_t sequence,
                    std::shared_ptr<ticket_state> ticket, const failure& why, std::vector<event>& events) {
    tally_.add_undone(in.counts, &load_counts::rejected);  // done when `report` has passed it on
    record.table = in.name;
    const std::uint64_t number = record.position.number();
    const std::string reason = record.reason;
    // A load that continues meets the record again that ended this one.
    const bool ends_load = tally_.counts().rejected > options_.max_rejected;
    events.push_back({.ticket = std::move(ticket),
                      .outcome = why,
                      .rejected = std::move(record),
                      .sequence = sequence,
                      .is_done = !ends_load});
    if (!ends_load || ending_) return;
    ending_ = failure(errc::invalid_argument,
                      {.operation = "load",
                       .table = in.name,
                       .detail = detail::counted(tally_.counts().rejected, "record was", "records were") +
                                 " rejected, more than " + std::to_string(options_.max_rejected) +
                                 " (load_options::max_rejected); the last one is record " +
                                 std::to_string(number) + ": " + reason});
    store_.room().wake_all();
    wake_sources();
}

}  // namespace dynaco::loading
