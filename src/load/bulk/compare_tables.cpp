#include "load/bulk/difference_finder.hpp"
#include "load/bulk/export_driver.hpp"
#include "load/bulk/table_digest.hpp"
#include "load/bulk/table_facts.hpp"
#include "load/plan/merged_report.hpp"

#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/load/tables.hpp>

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace dynaco {
namespace loading {
namespace {

// A table that is compared. The options own their texts.
struct compared_side {
    client db;
    std::string table;
    export_options options{};
    std::string index{};
    compared_table done{};

    compared_side(client c, std::string name, const export_options& given)
        : db(std::move(c)), table(std::move(name)), options(given), index(given.index) {
        if (options.workers != 1 || !options.checkpoint.empty())
            throw error(
                errc::invalid_argument,
                {.operation = "compare",
                 .table = table,
                 .detail = "compare_tables reads whole tables: workers and checkpoint cannot be set"});
        options.index = {};
    }
};

using item_visitor = std::function<result<void>(const digested_item&, std::string_view)>;
// Receives the progress of one scan of a side, after each page and each request that failed.
using scan_listener = std::function<void(const compared_side&, const export_progress&)>;

void add_reads(export_progress& to, const export_progress& from) {
    to.items += from.items;
    to.scanned += from.scanned;
    to.pages += from.pages;
    to.requests += from.requests;
    to.throttled += from.throttled;
    to.failed += from.failed;
    to.read_units += from.read_units;
    to.segments = from.segments;
    to.segments_done = from.segments_done;
    to.elapsed += from.elapsed;
    to.outage += from.outage;
    to.failing = from.failing;
    to.failing_for = from.failing_for;
    for (const throttled_part& part : from.throttled_by) add_throttled(to.throttled_by, part);
}

// Reads a table and passes each item to `visit`.
awaitable<void> visit_items(compared_side& side, item_digester& digester, const item_visitor& visit,
                            const scan_listener& listen) {
    export_options options = side.options;
    options.index = side.index;
    const auto on_repeating = [&](const export_progress& now) {
        side.options.repeating(now);
        listen(side, now);
    };
    options.repeating = on_repeating;
    export_driver rows(side.db, side.table, std::string("{}"), options);
    for (;;) {
        const auto page = co_await rows.next();
        if (!page) break;
        for (const std::string_view item : page->content.items) {
            const auto digested = digester.run(item);
            if (!digested) throw error(digested.error());
            const auto visited = visit(*digested, item);
            if (!visited) throw error(visited.error());
        }
        rows.acknowledge(page->place);
        listen(side, rows.progress());
    }
    add_reads(side.done.read, rows.progress());
}

class table_comparison {
 public:
    table_comparison(compared_side left, compared_side right, const compare_options& options)
        : left_(std::move(left)),
          right_(std::move(right)),
          most_(options.max_differences),
          memory_(options.max_memory),
          progress_(options.progress) {}

    awaitable<compare_report> run() {
        const table_description left = co_await describe(left_.db, left_.table);
        const table_description right = co_await describe(right_.db, right_.table);
        check_same_keys(left, right, "compare");
        keys_ = key_names_of(left);
        compare_report report;
        co_await digest_both();
        const auto chosen = table_digest::to_compare(left_digest_, right_digest_, most_, memory_);
        if (most_ > 0 && !chosen.empty()) report.differences = co_await find(chosen);
        report.left = result_of(left_, left_digest_);
        report.right = result_of(right_, right_digest_);
        co_return report;
    }

 private:
    static compared_table result_of(compared_side& side, const table_digest& digests) {
        side.done.items = digests.items();
        side.done.digest = text_of(digests.whole());
        return side.done;
    }
    awaitable<void> digest_side(compared_side& side, table_digest& into) {
        item_digester digester(keys_);
        const item_visitor visit = [&into](const digested_item& each, std::string_view item) {
            into.add(each, item.size());
            return result<void>();
        };
        try {
            co_await visit_items(side, digester, visit, listen_);
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!first_thrown_) first_thrown_ = std::current_exception();
            throw;
        }
    }
    // If one side fails, the other one is cancelled, and Asio throws its own exception.
    awaitable<void> digest_both() {
        using namespace boost::asio::experimental::awaitable_operators;
        try {
            co_await (digest_side(left_, left_digest_) && digest_side(right_, right_digest_));
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (first_thrown_) std::rethrow_exception(first_thrown_);
            throw;
        }
    }
    awaitable<std::vector<item_difference>> find(const std::vector<bool>& partitions) {
        item_digester digester(keys_);
        difference_finder finder(partitions, 2 * memory_);
        const item_visitor keep = [&](const digested_item& each, std::string_view item) {
            finder.add_left(each, item);
            return result<void>();
        };
        const item_visitor look = [&](const digested_item& each, std::string_view item) {
            return finder.add_right(each, item, digester);
        };
        {
            const std::lock_guard lock(mutex_);
            now_.second = true;
        }
        co_await visit_items(left_, digester, keep, listen_);
        co_await visit_items(right_, digester, look, listen_);
        co_return finder.end(digester, most_);
    }

    // `scan` is added to the earlier scans of the side.
    void tell(const compared_side& side, const export_progress& scan) {
        if (!progress_) return;
        export_progress all = side.done.read;
        add_reads(all, scan);
        const std::lock_guard lock(mutex_);
        (&side == &left_ ? now_.left : now_.right) = std::move(all);
        progress_(now_);
    }

    compared_side left_;
    compared_side right_;
    std::size_t most_;
    std::size_t memory_;
    load_callback<compare_progress> progress_;
    const scan_listener listen_ = [this](const compared_side& side, const export_progress& scan) {
        tell(side, scan);
    };
    std::vector<std::string> keys_{};
    table_digest left_digest_{};
    table_digest right_digest_{};
    std::mutex mutex_;  // guards everything below
    std::exception_ptr first_thrown_{};
    compare_progress now_{};
};

awaitable<compare_report> run_comparison(std::unique_ptr<table_comparison> comparison) {
    co_return co_await comparison->run();
}

}  // namespace
}  // namespace loading

awaitable<compare_report> compare_tables(client left, std::string left_table, client right,
                                         std::string right_table, compare_options options) {
    auto comparison = std::make_unique<loading::table_comparison>(
        loading::compared_side(left, left_table, options.left),
        loading::compared_side(std::move(right), std::move(right_table), options.right), options);
    return detail::one_call(std::move(left), loading::run_comparison(std::move(comparison)), "compare",
                            std::move(left_table));
}

}  // namespace dynaco
