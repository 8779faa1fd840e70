#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/table/call/arguments.hpp>
#include <dynaco/detail/table/read/runtime_readable.hpp>
#include <dynaco/load/callback.hpp>
#include <dynaco/load/report.hpp>
#include <dynaco/types.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace dynaco {

/// The counts of an export.
struct export_progress {
    std::uint64_t items = 0;      ///< The items that were received, after the filter.
    std::uint64_t scanned = 0;    ///< The items that DynamoDB read, before the filter.
    std::uint64_t pages = 0;      ///< The responses with a page.
    std::uint64_t requests = 0;   ///< The requests that were sent.
    std::uint64_t throttled = 0;  ///< The requests that were throttled.
    /// The requests that failed for another reason than throttling and were repeated.
    std::uint64_t failed = 0;
    double read_units = 0;                ///< The capacity units that DynamoDB reported.
    std::uint64_t segments = 0;           ///< The segments of this worker.
    std::uint64_t segments_done = 0;      ///< The segments of this worker whose pages were all acknowledged.
    std::chrono::milliseconds elapsed{};  ///< The time from the first request to the last response.
    std::vector<throttled_part> throttled_by{};  ///< The table or index that was throttled.
    /// Why the last request failed, while no request succeeds because the service or the network is
    /// unavailable. Nothing: a request was answered since.
    std::optional<failure> failing{};
    std::chrono::milliseconds failing_for{};  ///< How long no request has been answered; see `failing`.
    /// The time in which requests failed and none was answered, until now.
    std::chrono::milliseconds outage{};
};

/// The settings of a `table_export`.
struct export_options {
    /// The index to read. Default: empty, the table itself.
    std::string_view index{};
    /// The requests in flight, at least 1. This is also the limit of pages in memory, of about 2 MB each,
    /// including those that were received and not yet returned. Default: 16.
    std::size_t max_requests_in_flight = 16;
    /// The parts in which the table is read, 1 to 1 000 000. All workers must have the same number. Default:
    /// 0, 4 × `max_requests_in_flight` × `workers`.
    std::uint32_t segments = 0;
    /// Whether reads are strongly consistent, at twice the capacity. For a global index:
    /// errc::invalid_argument.
    bool consistent_read = false;
    /// The limit of items in a page, before the filter. Default: 0, all that fit into 1 MB. A page has fewer
    /// if a page of 1 MB consumes more than a quarter of the units of a second.
    std::uint32_t page_size = 0;
    /// A cap for the capacity units per second that all workers together read. Default: 0, no cap; if
    /// DynamoDB throttles, the rate that it accepts is found.
    double max_read_units_per_second = 0;
    /// The timeout of an attempt to read a page. After a timeout, fewer and smaller pages are requested until
    /// the service is fast again. Default: 0, twice `client_options::attempt_timeout`, so 20 s.
    std::chrono::milliseconds attempt_timeout{};
    /// How long requests are repeated while all of them fail because the service or the network is
    /// unavailable. Then the export ends. Default: 60 s.
    std::chrono::milliseconds patience{60'000};
    /// The number of this worker, from 0: it reads the segments worker, worker + workers, and so on.
    std::uint32_t worker = 0;
    /// The number of processes that read parts of the table. Default: 1. The cap is divided among them.
    std::uint32_t workers = 1;
    /// Where to continue: the text of `table_export::checkpoint`. Default: empty, start at the beginning.
    std::string_view checkpoint{};
    /// The seed of the random order in which segments are started. Default: random.
    std::optional<std::uint64_t> seed{};
    /// Called with the counts after each request that failed or was throttled and will be repeated: meanwhile
    /// no page may arrive. Default: none.
    load_callback<export_progress> repeating{};
};

/// A page of an export: a segment, and the number of the page in it, from 0 in each run.
struct export_position {
    std::uint32_t segment = 0;  ///< The segment.
    std::uint64_t page = 0;     ///< The number of the page.

    /// Positions are equal if both members are equal.
    friend bool operator==(const export_position&, const export_position&) = default;
};

namespace loading {

class export_driver;
struct placed_page;

}  // namespace loading

/// Some items of an export: a page of a segment. A cheap handle; copies share the items.
class exported_page {
 public:
    /// The items as DynamoDB JSON: {"id":{"S":"1"}}. At least one. They are valid while a copy of this page
    /// exists.
    [[nodiscard]] std::span<const std::string_view> items() const noexcept;
    /// The items that DynamoDB read for this page, before the filter.
    [[nodiscard]] std::uint64_t scanned() const noexcept;
    /// Which page it is, for `table_export::acknowledge`.
    [[nodiscard]] export_position position() const noexcept;

 private:
    friend class table_export;
    explicit exported_page(std::shared_ptr<const loading::placed_page> page) noexcept
        : page_(std::move(page)) {}
    std::shared_ptr<const loading::placed_page> page_;
};

/// Reads a whole table or index by a parallel scan, as DynamoDB JSON that is not decoded.
///
///     dynaco::table_export rows{db, "orders", filter("total"_a > 100), {.max_read_units_per_second = 500}};
///     while (auto item = co_await rows.next()) out << *item << '\n';
///
/// After the client and the table it takes, in any order, `filter(…)` and `project(…)` as `table<item>` does,
/// and `export_options` at the end.
///
/// The table is read in segments, several at the same time, each in order; items arrive in no particular
/// order. Pages are fetched in the background, at most `export_options::max_requests_in_flight`, so a slow
/// caller slows the export down. Throttling slows it down, too. Requests that fail because of the service or
/// the network are repeated; other errors end the export at once.
///
/// Resuming: `checkpoint` returns a text with what was acknowledged. Another export of the same table with
/// the same index, segments, worker, filter, projection and consistency continues there. A page that was not
/// acknowledged is returned again: each page at least once, and exactly once for a sink that stores the
/// checkpoint together with the items. Items that are written during the export may or may not be read.
///
/// Requests: nothing is sent before the first item is requested.
///
/// Threads and lifetime: only one call at a time. The export must stay alive and must not move during a call;
/// between calls it may be moved. Requests run on the executor of the coroutine that awaits `next`, which the
/// export must not outlive. The destructor cancels them.
///
/// Cancellation: a cancelled call (terminal cancellation) throws errc::canceled; a repeated call continues
/// without losing a page.
class table_export {
 public:
    /// Prepares an export. `table` is a name or an ARN. Sends nothing. Arguments are copied.
    /// @throws error  errc::invalid_argument: an option is out of range
    template <class A = export_options, class B = detail::argument_after<export_options, A>,
              class C = detail::argument_after<export_options, A, B>>
        requires(!detail::expression::writes_expressions<A>)
    table_export(client db, std::string table, const A& a = {}, const B& b = {}, const C& c = {})
        : table_export(std::move(db), std::move(table), expressions_of(a, b, c),
                       detail::options_among<export_options>(a, b, c)) {
        static_assert(takes<A>() && takes<B>() && takes<C>());
    }
    /// Prepares an export with expressions that are known only at run time: `expressions` is an object whose
    /// `bool write(detail::json::writer& out) const` writes FilterExpression, ProjectionExpression,
    /// ExpressionAttributeNames and ExpressionAttributeValues, as for the operation `scan`. It is used before
    /// the constructor returns.
    /// @throws error  errc::invalid_argument: an option is out of range
    template <detail::expression::writes_expressions Expressions>
    table_export(client db, std::string table, const Expressions& expressions,
                 const export_options& options = {})
        : table_export(std::move(db), std::move(table), text_of(expressions), options) {}
    /// Cancels the requests in flight. Pages that were not acknowledged are read again by a later export.
    ~table_export();
    table_export(const table_export&) = delete;
    table_export& operator=(const table_export&) = delete;
    /// Moves the export. The moved-from export may only be assigned to or destroyed.
    table_export(table_export&&) noexcept;
    /// Cancels this export and moves the other.
    table_export& operator=(table_export&&) noexcept;

    /// Returns the next item; nothing at the end. The view is valid until the next call. The call after the
    /// last item of a page acknowledges the page.
    /// @throws error  errc::invalid_argument: the checkpoint, the index or the expressions are not valid.
    /// errc::resource_not_found and other errors that end the export. errc::canceled.
    [[nodiscard]] awaitable<std::optional<std::string_view>> next();
    /// Returns the next page that has items, or the rest of the one that `next` has begun; nothing at the
    /// end. Acknowledge it when its items are processed.
    /// @throws error  the errors of `next`
    [[nodiscard]] awaitable<std::optional<exported_page>> next_page();
    /// Calls `co_await sink(page)` for each page, one after another, and acknowledges the page afterwards.
    /// @throws error  the errors of `next`, and the exceptions of `sink`, after which the page is not
    /// acknowledged
    template <class Sink>
    awaitable<void> for_each_page(Sink&& sink) {
        while (auto page = co_await next_page()) {
            co_await sink(std::as_const(*page));
            acknowledge(page->position());
        }
    }

    /// Records that the items of a page were processed: an export that continues from a later checkpoint does
    /// not return them. Pages may be acknowledged in any order. A position that does not wait for
    /// acknowledgement is ignored.
    void acknowledge(export_position position);
    /// A text with what was acknowledged, for `export_options::checkpoint`: one line of JSON, which contains
    /// keys of items. Empty before the first page was received: until then, continue from the text in the
    /// options.
    [[nodiscard]] std::string checkpoint() const;
    /// True if all items were returned and acknowledged.
    [[nodiscard]] bool complete() const noexcept;
    /// The current counts.
    [[nodiscard]] export_progress progress() const;

 private:
    template <class T>
    static consteval bool takes() {
        if constexpr (detail::is_projection<T>)
            return true;
        else
            return detail::check_filter_argument<export_options, T>();
    }
    // The members of the request, in an object.
    template <class... Argument>
    static result<std::string> expressions_of(const Argument&... argument) {
        std::string text;
        detail::json::writer out(text);
        const auto clauses = std::tuple_cat(detail::as_read_clause(argument)...);
        out.begin_object();
        const bool written = std::apply(
            [&out]<class... Clause>(const Clause&... clause) {
                return detail::expression::statement<item, Clause...>(clause...).write(out);
            },
            clauses);
        out.end_object();
        if (!written || out.failed()) return out.why();
        return text;
    }

    static result<std::string> text_of(detail::expression::expressions_ref expressions) {
        std::string text;
        detail::json::writer out(text);
        out.begin_object();
        const bool written = expressions.write(out);
        out.end_object();
        if (!written || out.failed()) return out.why();
        return text;
    }

    table_export(client db, std::string table, result<std::string> expressions,
                 const export_options& options);
    [[nodiscard]] awaitable<void> advance();

    std::unique_ptr<loading::export_driver> driver_;
    std::shared_ptr<const loading::placed_page> page_{};  // the page whose items `next` returns
    std::size_t used_ = 0;                                // the number of items of page_ that were returned
};

}  // namespace dynaco
