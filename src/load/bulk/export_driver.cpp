#include "load/bulk/export_driver.hpp"

#include "load/pace/throttle_reason.hpp"
#include "load/plan/bisection.hpp"

#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/operations/item.hpp>

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <utility>

namespace dynaco::loading {

namespace asio = boost::asio;

namespace {

constexpr std::uint32_t most_segments = 1'000'000;
constexpr std::uint64_t segments_per_request = 4;
constexpr nanoseconds look_ahead = std::chrono::seconds(1);
constexpr std::chrono::milliseconds throttle_pause{100};

void check_export_option(bool is_valid, const char* what) {
    if (!is_valid) throw error(errc::invalid_argument, {.operation = "export", .detail = what});
}

segment_shape shape_of(const export_options& options) {
    check_export_option(options.max_requests_in_flight > 0,
                        "export_options::max_requests_in_flight must be at least 1");
    check_export_option(options.workers > 0, "export_options::workers must be at least 1");
    check_export_option(options.worker < options.workers,
                        "export_options::worker must be less than export_options::workers");
    check_export_option(options.segments <= most_segments,
                        "export_options::segments must be at most 1000000");
    check_export_option(options.max_read_units_per_second >= 0,
                        "export_options::max_read_units_per_second must not be negative");
    check_export_option(options.attempt_timeout.count() >= 0,
                        "export_options::attempt_timeout must not be negative");
    check_export_option(options.patience.count() >= 0, "export_options::patience must not be negative");
    std::uint64_t segments = options.segments;
    if (segments == 0)
        segments = std::min<std::uint64_t>(
            most_segments, segments_per_request * options.max_requests_in_flight * options.workers);
    std::random_device random;
    const std::uint64_t seed = options.seed ? *options.seed : std::uint64_t{random()} << 32 | random();
    return {.segments = static_cast<std::uint32_t>(segments),
            .worker = options.worker,
            .workers = options.workers,
            .seed = seed};
}

std::string head_of(const std::string& table, const std::string& index, bool consistent,
                    std::string_view expressions) {
    std::string head;
    detail::json::writer out(head);
    out.begin_object();
    out.member("TableName", table);
    if (!index.empty()) out.member("IndexName", index);
    if (consistent) out.member("ConsistentRead", true);
    out.member("ReturnConsumedCapacity", "TOTAL");
    expressions = expressions.substr(1, expressions.size() - 2);  // without the braces
    if (!expressions.empty()) head += ',' + std::string(expressions);
    return head;
}

// A page of 1 MB takes longer than most other calls.
std::chrono::milliseconds page_timeout(const client& db, const export_options& options) {
    if (options.attempt_timeout.count() > 0) return options.attempt_timeout;
    return 2 * detail::client_access::attempt_timeout(db);
}

std::chrono::milliseconds rounded_up(nanoseconds time) {
    return std::max(std::chrono::milliseconds(0), std::chrono::ceil<std::chrono::milliseconds>(time));
}

}  // namespace

export_driver::export_driver(client db, std::string table, result<std::string> expressions,
                             const export_options& options)
    : db_(std::move(db)),
      attempts_(db_.with({.attempt_timeout = page_timeout(db_, options), .max_attempts = 1})),
      table_(std::move(table)),
      expressions_(std::move(expressions)),
      options_(options),
      index_(options.index),
      resume_(options.checkpoint),
      plan_(shape_of(options)),
      fetches_(options.max_requests_in_flight),
      requests_(options.max_requests_in_flight) {
    options_.index = options_.checkpoint = {};  // they may refer to temporaries
    counts_.segments = plan_.size();
}

// ---- the table -------------------------------------------------------------------------------------------

awaitable<void> export_driver::prepare() {
    if (prepared_) co_return;
    if (!expressions_) throw error(expressions_.error());
    const describe_table op{.table_name = table_};
    awaitable<result<table_description>> call = db_.send(op);
    const result<table_description> description = co_await std::move(call);
    if (!description) throw error(description.error());
    use(*description);
    prepared_ = true;
}

void export_driver::check_index(const table_description& description) const {
    if (index_.empty()) return;
    const index_description* const found = description.find_index(index_);
    const auto refuse = [&](const std::string& why) {
        throw error(errc::invalid_argument, {.operation = "export", .table = table_, .detail = why});
    };
    if (!found) refuse("the table has no index \"" + index_ + '"');
    if (options_.consistent_read && found->scope == index_scope::global)
        refuse("a global index cannot be read with export_options::consistent_read");
}

void export_driver::use(const table_description& description) {
    check_index(description);
    const std::string& id = !description.id.empty() ? description.id : description.arn;
    identity_ = {.table = id.empty() ? table_ : id,
                 .index = index_,
                 .reads = fingerprint_of(*expressions_ + (options_.consistent_read ? "consistent" : "")),
                 .shape = plan_.shape()};
    if (!resume_.empty()) {
        const auto progress = read_checkpoint(resume_, identity_);
        if (!progress) throw error(progress.error());
        if (!plan_.resume(*progress))
            throw error(errc::invalid_argument,
                        {.operation = "export", .table = table_, .detail = "the checkpoint is damaged"});
    }
    keys_ = keys_of(description);
    head_ = head_of(table_, index_, options_.consistent_read, *expressions_);
    const index_description* const index = description.find_index(index_);
    const bool global = index && index->scope == index_scope::global;
    const std::int64_t known = global ? index->read_capacity_units : description.read_capacity_units;
    pace_.emplace(
        read_pace_options{.max_units_per_second = options_.max_read_units_per_second / options_.workers,
                          .known_units_per_second = static_cast<double>(known) / options_.workers,
                          .consistent = options_.consistent_read,
                          .page_limit = options_.page_size,
                          .requests = options_.max_requests_in_flight,
                          .attempt_timeout = page_timeout(db_, options_)},
        detail::client_access::now(db_));
}

// ---- requests --------------------------------------------------------------------------------------------

encoded_request export_driver::encode(const segment_plan::step& step, std::uint32_t limit) const {
    encoded_request made{.info = scan::info, .table = table_, .index = index_};
    made.body = detail::recycled_string::with_room(head_.size() + step.start_key.size() + 100);
    made.body += head_;
    detail::json::writer out(made.body);
    out.member("Segment", step.segment);
    out.member("TotalSegments", plan_.shape().segments);
    if (limit > 0) out.member("Limit", limit);
    if (!step.start_key.empty()) {
        out.plain_key("ExclusiveStartKey");
        out.raw(step.start_key);
    }
    out.end_object();
    return made;
}

// Fills all slots. A request that has to wait for the rate is started with the wait, but not long before it
// is sent, because the rate may change.
void export_driver::start_requests(const asio::any_io_executor& executor) {
    std::size_t count = in_flight();
    for (std::size_t slot = 0; slot < requests_.size() && !stopped_; ++slot) {
        if (fetches_.under_way(slot)) continue;
        if (count >= pace_->requests()) return;
        const time_point now = detail::client_access::now(db_);
        if (fetches_.any() && pace_->wait(now) > look_ahead) return;
        const auto step = plan_.next(now);
        if (!step) return;
        request& of = requests_[slot] = {.segment = step->segment, .grant = pace_->take(now)};
        of.grant.send_at = std::max(of.grant.send_at, step->not_before);
        ++counts_.requests;
        ++count;
        if (!began_) began_ = now;
        fetches_.start(executor, slot, attempts_, rounded_up(of.grant.send_at - now),
                       encode(*step, of.grant.limit));
    }
}

std::size_t export_driver::in_flight() const {
    std::size_t count = 0;
    for (std::size_t slot = 0; slot < requests_.size(); ++slot) count += fetches_.under_way(slot) ? 1 : 0;
    return count;
}

awaitable<std::shared_ptr<const placed_page>> export_driver::next() {
    const auto executor = co_await asio::this_coro::executor;
    co_await prepare();
    std::shared_ptr<const placed_page> page;
    while (!page) {
        if (stopped_) throw error(*stopped_);
        start_requests(executor);
        if (!fetches_.any()) co_return nullptr;
        auto ended = co_await fetches_.next();
        if (!ended) throw error(errc::canceled, {.operation = "export", .table = table_});
        page = handle(*ended);
    }
    start_requests(executor);  // while the caller uses the page
    co_return page;
}

// ---- responses -------------------------------------------------------------------------------------------

std::shared_ptr<const placed_page> export_driver::handle(detail::page_fetches::outcome& ended) {
    const request of = requests_[ended.slot];
    ended_ = detail::client_access::now(db_);
    if (ended.thrown) {
        plan_.returned(of.segment, {}, ended_);
        std::rethrow_exception(ended.thrown);
    }
    if (*ended.answer) return handle_page(of, std::move(**ended.answer));
    handle_failure(of, ended.answer->error());
    if (!stopped_) options_.repeating(progress());
    return nullptr;
}

// The units of a page. If the engine does not report them, they are estimated from the size of the page.
double export_driver::consumed_by(const scan_page& page) const noexcept {
    if (page.info.capacity) return page.info.capacity->capacity_units;
    constexpr double bytes_per_unit = 8192;
    return std::max(0.5, static_cast<double>(page.body.size()) / bytes_per_unit) *
           (options_.consistent_read ? 2 : 1);
}

std::shared_ptr<const placed_page> export_driver::handle_page(const request& of, reply&& answer) {
    auto page = std::make_shared<placed_page>();
    scan_page& content = page->content;
    content.body = std::move(answer.body);
    if (const auto read = read_scan_page(content); !read) {
        answer.body = std::move(content.body);
        handle_failure(of, answer.explain(read.error()));
        return nullptr;
    }
    const page_info& info = content.info;
    outage_.answered(ended_);
    pace_->read(of.grant, {.consumed = consumed_by(content), .scanned = info.scanned_count}, ended_);
    place(*page, of.segment);
    ++counts_.pages;
    counts_.items += empty_pages_ ? info.count : content.items.size();
    counts_.scanned += info.scanned_count;
    if (info.capacity) counts_.read_units += info.capacity->capacity_units;
    if (!content.items.empty() || empty_pages_) return page;
    plan_.acknowledge(page->place);
    return nullptr;
}

// Records the page in the plan, in parts if pages are divided.
void export_driver::place(placed_page& page, std::uint32_t segment) {
    const auto& items = page.content.items;
    if (part_items_ > 0)
        for (std::size_t end = part_items_; end < items.size(); end += part_items_)
            page.parts.push_back(
                {.end = end, .place = plan_.read_part(segment, key_text(items[end - 1], keys_))});
    page.place = plan_.read(segment, page.content.info.last_evaluated_key);
    if (part_items_ > 0) page.parts.push_back({.end = items.size(), .place = page.place});
}

void export_driver::handle_failure(const request& of, const failure& why) {
    switch (kind_of(why.cause())) {
        case failure_kind::throttled: {
            outage_.answered(ended_);
            ++counts_.throttled;
            note_throttled(why);
            const auto& reasons = why.diagnostics().throttling_reasons;
            const bool one_partition =
                !reasons.empty() && std::ranges::all_of(reasons, [](const throttling_reason& each) {
                    return reason_of(each.reason, each.resource).limit == throttle_limit::key_range;
                });
            pace_->throttled(of.grant, one_partition, ended_);
            const auto pause =
                std::chrono::duration<double, std::milli>(throttle_pause) * (0.5 + jitter() / 2);
            plan_.returned(of.segment, std::chrono::duration_cast<nanoseconds>(pause), ended_);
            return;
        }
        case failure_kind::transient:
        case failure_kind::in_doubt:
            repeat(of, why);
            if (ended_ - *pace_->failing_since() < options_.patience) return;
            break;
        case failure_kind::item:
        case failure_kind::table:
        case failure_kind::systemic: plan_.returned(of.segment, {}, ended_); break;
    }
    stopped_ = why;
    fetches_.stop();
}

void export_driver::repeat(const request& of, const failure& why) {
    ++counts_.failed;
    outage_.failed(of.grant.send_at, ended_, why);
    if (why.cause() == errc::attempt_timed_out || why.cause() == errc::deadline_exceeded)
        pace_->timed_out(of.grant, jitter(), ended_);
    else
        pace_->failed(of.grant, jitter(), ended_);
    plan_.returned(of.segment, {}, ended_);
}

void export_driver::note_throttled(const failure& why) {
    const auto note = [&](std::string_view index) {
        const auto found = std::ranges::find(counts_.throttled_by, index, &throttled_part::index);
        if (found != counts_.throttled_by.end())
            ++found->times;
        else
            counts_.throttled_by.push_back({.table = table_, .index = std::string(index), .times = 1});
    };
    const auto& reasons = why.diagnostics().throttling_reasons;
    if (reasons.empty()) note(index_);
    for (const throttling_reason& each : reasons) note(reason_of(each.reason, each.resource).index);
}

std::string export_driver::checkpoint() const {
    return prepared_ ? checkpoint_text(identity_, plan_.acknowledged()) : std::string();
}

export_progress export_driver::progress() const {
    export_progress current = counts_;
    current.segments_done = plan_.done_count();
    const time_point now = detail::client_access::now(db_);
    current.failing = outage_.why();
    current.failing_for = outage_.current(now);
    current.outage = outage_.total(now);
    if (began_) current.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(ended_ - *began_);
    return current;
}

}  // namespace dynaco::loading
