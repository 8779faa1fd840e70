#include "load/bulk/table_definition_copy.hpp"
#include "load/bulk/table_facts.hpp"
#include "load/bulk/table_writer.hpp"
#include "load/engine/engine.hpp"

#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/detail/client/handle/one_call.hpp>

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <deque>
#include <exception>
#include <iterator>
#include <mutex>
#include <set>
#include <utility>

namespace dynaco {
namespace loading {
namespace {

class table_copy {
 public:
    table_copy(client from, std::string from_table, client to, std::string to_table,
               const copy_options& options)
        : from_(std::move(from)),
          to_(std::move(to)),
          from_table_(std::move(from_table)),
          to_table_(std::move(to_table)),
          options_(options),
          rows_(from_, from_table_, std::string("{}"), options.read) {
        options_.read.index = options_.read.checkpoint = {};  // `rows_` has copies
        rows_.split_pages(items_of_a_part);
    }

    awaitable<copy_report> run() {
        co_await prepare();
        load_options options = load_options_of(options_.write);
        options.rejected = [this](const rejected_record& record) { note_rejected(record); };
        loader load(to_, to_table_, std::move(options));
        writes_ = &engine_access::of(load);
        writes_->remember_ended();
        std::exception_ptr thrown;
        try {
            co_await copy_items(load);
        } catch (...) {
            thrown = std::current_exception();
        }
        if (thrown) {
            // Otherwise Asio throws again before `end_early` begins.
            co_await boost::asio::this_coro::throw_if_cancelled(false);
            co_await end_early(load);
            keep_what_ended(load);
            std::rethrow_exception(thrown);
        }
        report_.written = co_await load.finish();
        if (report_.written.stopped) {
            keep_what_ended(load);
            throw error(*report_.written.stopped);
        }
        keep_checkpoint();
        report_.read = rows_.progress();
        co_return report_;
    }

 private:
    // Checks the keys, and creates the target if it does not exist.
    awaitable<void> prepare() {
        const table_description source = co_await describe(from_, from_table_);
        const describe_table op{.table_name = to_table_};
        awaitable<result<table_description>> call = to_.send(op);
        const result<table_description> target = co_await std::move(call);
        if (target) {
            check_copy(source, *target);
            co_return;
        }
        if (target.error().cause() != errc::resource_not_found || !options_.create)
            throw error(target.error());
        co_await create_like(from_, source, to_, to_table_);
        report_.created = true;
    }

    awaitable<void> copy_items(loader& load) {
        auto kept_at = detail::client_access::now(from_);
        for (;;) {
            auto page = co_await rows_.next();
            if (!page) break;
            std::size_t begin = 0;
            for (const placed_page::part& each : page->parts) {
                waiting_.push_back({.place = each.place,
                                    .records = {.first = offered_, .last = offered_ + each.end - begin - 1}});
                page_records records(page, begin, each.end, record_kind::put, offered_);
                offered_ += each.end - begin;
                begin = each.end;
                co_await load.put_all(records);
                if (options_.checkpoint) co_await wait_for_oldest(load);
                const auto now = detail::client_access::now(from_);
                if (!options_.checkpoint || now - kept_at < options_.checkpoint_interval) continue;
                keep_checkpoint();
                kept_at = now;
            }
        }
    }

    // The oldest pending write keeps the checkpoint back, so the copy does not run ahead of it by more than
    // about a second of work. A load that has ended is noticed by the next `put_all`.
    awaitable<void> wait_for_oldest(const loader& load) {
        constexpr std::chrono::milliseconds step{5};
        constexpr int most_steps = 200;  // one write that is throttled for long must not stop all others
        const std::uint64_t least =
            options_.write.max_requests_in_flight * options_.write.max_writes_per_request;
        for (int i = 0; i < most_steps; ++i) {
            const std::uint64_t ahead = offered_ - writes_->all_ended_below();
            if (ahead <= least) co_return;
            const load_progress now = load.progress();
            const auto time = static_cast<std::uint64_t>(std::max<std::int64_t>(now.elapsed.count(), 1));
            if (ahead <= now.written * 1000 / time) co_return;
            co_await from_.pause(step);
        }
    }

    // Called by the thread that handles a response.
    void note_rejected(const rejected_record& record) {
        {
            const std::lock_guard lock(rejected_mutex_);
            rejected_.insert(record.position.record);
        }
        options_.write.rejected(record);
    }
    std::uint64_t take_rejected(const sequence_range& of) {
        const std::lock_guard lock(rejected_mutex_);
        const auto begin = rejected_.lower_bound(of.first);
        const auto end = rejected_.upper_bound(of.last);
        const auto count = static_cast<std::uint64_t>(std::distance(begin, end));
        rejected_.erase(begin, end);
        return count;
    }

    // All items that the checkpoint counts are stored in the target.
    void keep_checkpoint() {
        std::set<std::uint32_t> behind;  // segments with a part that has not ended: later parts do not count
        std::erase_if(waiting_, [this, &behind](const waiting_part& each) {
            if (behind.contains(each.place.segment)) return false;
            if (!writes_->have_ended(each.records)) {
                behind.insert(each.place.segment);
                return false;
            }
            rows_.acknowledge(each.place);
            const std::uint64_t rejected = take_rejected(each.records);
            reached_.items += each.records.last - each.records.first + 1 - rejected;
            reached_.rejected += rejected;
            return true;
        });
        if (!options_.checkpoint || is_keeping_) return;
        is_keeping_ = true;  // it stays so if the function throws: it is not called again
        reached_.text = rows_.checkpoint();
        writes_->call_alone([this] { options_.checkpoint(reached_); });
        is_keeping_ = false;
    }

    // After a failure, which is more important than another one of the caller's functions.
    void keep_what_ended(const loader& load) noexcept {
        try {
            options_.write.progress(load.progress());
            keep_checkpoint();
        } catch (...) {
            is_keeping_ = true;
        }
    }

    // A part of a page whose items are not all stored.
    struct waiting_part {
        page_place place{};
        sequence_range records{};  // their numbers in `writes_`
    };
    static constexpr std::size_t items_of_a_part = 100;

    client from_;
    client to_;
    std::string from_table_;
    std::string to_table_;
    copy_options options_;
    export_driver rows_;
    std::deque<waiting_part> waiting_{};
    std::mutex rejected_mutex_{};
    std::set<std::uint64_t> rejected_{};  // the numbers of rejected items in waiting parts
    std::uint64_t offered_ = 0;           // the number of the next item
    engine* writes_ = nullptr;
    copy_checkpoint reached_{};
    bool is_keeping_ = false;  // the checkpoint's function is running, or has failed
    copy_report report_{};
};

awaitable<copy_report> run_copy(std::unique_ptr<table_copy> copy) { co_return co_await copy->run(); }

}  // namespace
}  // namespace loading

void check_copy(const table_description& source, const table_description& target) {
    if (!source.id.empty() && source.id == target.id)
        throw error(errc::invalid_argument, {.operation = "copy",
                                             .table = target.name,
                                             .detail = "the source and the target are the same table"});
    loading::check_same_keys(source, target, "copy");
}

awaitable<copy_report> copy_table(client from, std::string from_table, client to, std::string to_table,
                                  copy_options options) {
    if (!options.read.index.empty())
        throw error(errc::invalid_argument,
                    {.operation = "copy",
                     .table = from_table,
                     .detail = "copy_options::read must not have an index: it may lack attributes"});
    auto copy =
        std::make_unique<loading::table_copy>(from, from_table, std::move(to), std::move(to_table), options);
    return detail::one_call(std::move(from), loading::run_copy(std::move(copy)), "copy",
                            std::move(from_table));
}

}  // namespace dynaco
