#include "load/engine/engine.hpp"

#include "load/plan/key_hash.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
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

engine::engine(client db, std::string table, load_options options)
    : db_(db.with({.max_attempts = 1, .retry_ambiguous_writes = false})),
      table_(std::move(table)),
      options_(std::move(options)),
      state_(send_options_of(options_), now()),
      room_(options_.max_memory) {}

// ---- the table -------------------------------------------------------------------------------------------

// The description is loaded by a coroutine of its own: a caller that is cancelled does not stop it.
awaitable<void> engine::prepare() {
    std::shared_ptr<ticket_state> prepared;
    const auto executor = db_.executor();
    if (!executor) throw error(context_gone());
    {
        const guard lock(mutex_);
        if (is_prepared_) co_return;
        if (!prepared_) {
            prepared_ = std::make_shared<ticket_state>();
            asio::co_spawn(executor, describe(shared_from_this()), asio::detached);
        }
        prepared = prepared_;
    }
    const auto outcome = co_await prepared->wait();
    if (!outcome) throw error(errc::canceled, {.operation = "load", .table = table_});
    if (!*outcome) throw error(outcome->error());
}

failure engine::context_gone() const {
    return {errc::client_closed,
            {.operation = "load",
             .table = table_,
             .detail = "the execution context of the client was destroyed"}};
}

awaitable<void> engine::describe(std::shared_ptr<engine> self) {
    const abandonment if_destroyed(self);
    const client db = self->db_.with({});
    const result<table_description> description =
        co_await db.send(describe_table{.table_name = self->table_});
    if (!description) {
        self->stop(description.error());
        self->prepared_->complete(description.error());
        if_destroyed.not_any_more();
        co_return;
    }
    {
        const guard lock(self->mutex_);
        self->use(*description);
    }
    self->prepared_->complete({});
    if_destroyed.not_any_more();
}

void engine::use(const table_description& description) {
    keys_ = keys_of(description);
    table_id_ = description.id;
    double rate = static_cast<double>(description.write_capacity_units);
    for (const index_description& each : description.indexes) indexes_.push_back(each.name);
    constexpr double new_on_demand_table = 4000;
    if (rate <= 0) rate = new_on_demand_table;
    state_.add_table(
        table_, {.max_units_per_second = options_.max_write_units_per_second, .start_units_per_second = rate},
        indexes_, now());
    is_prepared_ = true;
}

// ---- accepting -------------------------------------------------------------------------------------------

std::unique_ptr<item_check> engine::borrow_check() {
    const guard lock(mutex_);
    if (checks_.empty()) return std::make_unique<item_check>(keys_);
    auto check = std::move(checks_.back());
    checks_.pop_back();
    return check;
}

void engine::return_check(std::unique_ptr<item_check> check) {
    const guard lock(mutex_);
    checks_.push_back(std::move(check));
}

std::optional<item_fault> engine::check(stored_write& write) {
    auto check = borrow_check();
    auto fault = check->run(write.text, write.kind, write.checked);
    return_check(std::move(check));
    return fault;
}

void engine::check_open() const {
    if (stopped_) throw error(*stopped_);
    if (finished_)
        throw error(
            errc::invalid_argument,
            {.operation = "load", .table = table_, .detail = "the load has ended: finish was called"});
}

awaitable<void> engine::reserve(std::size_t bytes) {
    const auto executor = co_await asio::this_coro::executor;
    std::shared_ptr<room_queue::waiter> mine;
    {
        const guard lock(mutex_);
        if (stopped_) throw error(*stopped_);
        if (room_.take(bytes)) co_return;
        mine = std::make_shared<room_queue::waiter>(room_queue::waiter{
            .bytes = bytes,
            .bell = std::make_shared<transport::bell>(executor, transport::steady_time::max())});
        room_.wait(mine);
    }
    co_await mine->bell->wait();
    mine->bell->remove();
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    const guard lock(mutex_);
    if (cancellation.cancelled() != asio::cancellation_type::none) {
        room_.leave(mine);
        throw error(errc::canceled, {.operation = "load", .table = table_});
    }
    if (!stopped_) co_return;
    room_.leave(mine);
    throw error(*stopped_);
}

awaitable<std::shared_ptr<ticket_state>> engine::put(std::string text, record_kind kind,
                                                     std::unique_ptr<const encoded_request> single,
                                                     bool has_condition) {
    const arrival arriving(*this);
    co_await prepare();
    auto write = std::make_shared<stored_write>();
    write->kind = kind;
    write->text = std::move(text);
    write->repeatable = !single || has_condition || options_.repeat_updates;
    write->single = std::move(single);
    if (const auto fault = check(*write))
        throw error(errc::invalid_argument, {.operation = "load",
                                             .table = table_,
                                             .attribute_path = fault->attribute,
                                             .detail = fault->reason});
    write->ticket = std::make_shared<ticket_state>();
    co_await reserve(write->memory());
    co_return accept(std::move(write));
}

awaitable<void> engine::offer(result<std::string> item, record_kind kind, source_position position) {
    const arrival arriving(*this);
    co_await prepare();
    auto write = std::make_shared<stored_write>();
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
        reject({.position = position,
                .attribute = fault->attribute,
                .reason = fault->reason,
                .text = write->text});
        co_return;
    }
    co_await reserve(write->memory());
    accept(std::move(write));
}

std::shared_ptr<ticket_state> engine::accept(std::shared_ptr<stored_write> write) {
    guard lock(mutex_);
    if (stopped_) {
        room_.release(write->memory());
        throw error(*stopped_);
    }
    if (!began_) {
        began_ = now();
        progress_at_ = *began_ + options_.progress_interval;
    }
    const checked_item& item = write->checked;
    const auto accepted =
        state_.accept({.key = item.key,
                       .sequence = next_sequence_,
                       .hash_key = hash_key_of(*write),
                       .bytes = static_cast<std::uint32_t>(bytes_in_request(write->kind, write->text.size())),
                       .units = units_of_item(item.size),
                       .indexes = static_cast<std::uint32_t>(item.indexes),
                       .single = write->single != nullptr},
                      now());
    if (accepted.what == key_order::outcome::refused) {
        room_.release(write->memory());
        lock.unlock();
        refuse_duplicate(*write);
        return nullptr;
    }
    ++next_sequence_;
    ++counts_.accepted;
    if (accepted.id >= writes_.size()) writes_.resize(accepted.id + 1);
    auto& place = writes_[accepted.id];
    if (accepted.what == key_order::outcome::replaced) replace(*place, *write);
    place = std::move(write);
    auto ticket = place->ticket;
    pump(lock);
    return ticket;
}

std::uint64_t engine::hash_key_of(const stored_write& write) noexcept {
    return hash_of(0, std::string_view(write.checked.key).substr(0, write.checked.hash_key_size), 0);
}

void engine::replace(stored_write& earlier, stored_write& later) {
    room_.release(earlier.memory());
    // Both writes have the same end, so they share a ticket.
    if (earlier.ticket) later.ticket = std::move(earlier.ticket);
}

// ---- rejecting -------------------------------------------------------------------------------------------

void engine::refuse_duplicate(const stored_write& write) {
    const std::string reason = "another write of the same item is pending";
    if (write.ticket)
        throw error(errc::invalid_argument, {.operation = "load", .table = table_, .detail = reason});
    reject({.position = write.position, .reason = reason, .text = write.text});
}

void engine::reject(rejected_record record) {
    std::vector<event> events;
    {
        const guard lock(mutex_);
        ++counts_.accepted;
        reject(std::move(record), next_sequence_++, nullptr, {}, events);
    }
    report(std::move(events));
}

// Counts a rejected record. One more than the limit ends the load.
void engine::reject(rejected_record record, std::uint64_t sequence, std::shared_ptr<ticket_state> ticket,
                    const failure& why, std::vector<event>& events) {
    ++counts_.rejected;
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
                      .table = table_,
                      .detail = std::to_string(counts_.rejected) + " records were rejected, more than " +
                                std::to_string(options_.max_rejected) +
                                " (load_options::max_rejected); the last one is record " +
                                std::to_string(number) + ": " + reason}),
             events);
}

void engine::report(std::vector<event> events) {
    for (event& each : events) {
        if (each.ticket) each.ticket->complete(each.outcome);
        if (!each.rejected) continue;
        const std::lock_guard one_at_a_time(report_mutex_);
        const bool was_told = call_user("rejected", [&] {
            if (options_.rejected && !is_silent_) options_.rejected(*each.rejected);
        });
        const guard lock(mutex_);
        if (was_told && each.is_done) ended(each.sequence);
    }
}

// Calls one of the user's functions. If it throws, the load ends. @returns whether it did not throw
bool engine::call_user(const char* name, const std::function<void()>& call) noexcept {
    std::string what = "an exception";
    try {
        call();
        return true;
    } catch (const error& why) {
        stop(why.as_failure());
        return false;
    } catch (const std::exception& why) {
        what = why.what();
    } catch (...) {
        what = "an exception that is not a std::exception";
    }
    stop(failure(errc::invalid_argument,
                 {.operation = "load",
                  .table = table_,
                  .detail = "load_options::" + std::string(name) + " threw: " + what}));
    return false;
}

}  // namespace dynaco::loading
