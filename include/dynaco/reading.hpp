#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/operations/item_appender.hpp>
#include <dynaco/detail/table/read/page_buffer.hpp>
#include <dynaco/detail/table/read/page_source.hpp>
#include <dynaco/types.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco {

namespace detail {

template <class Iterator>
inline constexpr bool items_are_awaited = false;

/// Makes a range-`for` over items that must be awaited a compiler error that names the correct loop.
template <class Iterator>
struct refuse_range_for {
    template <class Refused = Iterator>
    const int* begin() const {
        static_assert(
            items_are_awaited<Refused>,
            "dynaco: items are read from the network and must be awaited: while (auto x = co_await "
            "items.next()), not for (auto x : items) (see items_are_awaited<Iterator> in this message)");
        return nullptr;
    }
    template <class Refused = Iterator>
    const int* end() const {
        return nullptr;
    }
};

}  // namespace detail

/// An iterator over the items of a query or scan. It fetches them page by page.
///
///     auto orders = table.query("customer-1");
///     while (auto order = co_await orders.next()) …
///
/// Requests: nothing is sent before the first item is requested. From the second page on, `next` and
/// `next_page` fetch the following page in the background (`query_options::prefetch`), on the executor of the
/// coroutine that awaits them. A parallel scan fetches one page of each segment at the same time and returns
/// items in the order of arrival.
///
/// Items that do not fit `View`: the items before such an item are returned first. Then the call throws an
/// error with condition::model_mismatch that names the item (`diagnostics::key`). The iterator stays at the
/// item until `skip()`. With a handler (`on_unreadable`) it passes the item to the handler and continues.
/// Such items do not count for the limit.
///
/// Errors: every call throws `error`. Afterwards the iterator is at the same position, and the call can be
/// repeated. The error of a page that was fetched in the background is thrown when that page is needed.
///
/// Threads and lifetime: only one call at a time. The iterator must stay alive and must not move during a
/// call; between calls it may be moved. It must not outlive the executor. Cancelling a call (terminal
/// cancellation) throws errc::canceled and cancels its requests; destroying the iterator cancels requests in
/// the background.
template <class View>
class item_iterator : public detail::refuse_range_for<item_iterator<View>> {
 public:
    /// A function that decodes the body of a response and passes its items to `sink`.
    using decode_page = result<page_info> (*)(std::string_view body, detail::attributes_sink sink);

    /// For dynaco's own use: `query` and `scan` make iterators.
    item_iterator(detail::page_source source, decode_page decode)
        : source_(std::move(source)), decode_(decode) {}

    /// Returns the next item; nothing at the end.
    /// @throws error  condition::model_mismatch: the item does not fit `View`. Any error of a call.
    [[nodiscard]] awaitable<std::optional<View>> next() {
        if (items_.left() == 0 || items_.is_held_up()) co_await stand_at_item();
        if (items_.left() == 0) co_return std::nullopt;
        co_return items_.take();
    }

    /// Returns the rest of the current page, or else the items of the next page that is not empty; nothing at
    /// the end. The items end before an item that does not fit `View`.
    /// @throws error  condition::model_mismatch: the first item does not fit `View`. Any error of a call.
    [[nodiscard]] awaitable<std::optional<std::vector<View>>> next_page() {
        co_await stand_at_item();
        if (items_.left() == 0) co_return std::nullopt;
        co_return items_.take_readable();
    }

    /// Returns all remaining items.
    /// @throws error  condition::model_mismatch: an item does not fit `View`. Any error of a call. The
    /// iterator keeps the items that it has fetched; a repeated `collect` returns them, too
    [[nodiscard]] awaitable<std::vector<View>> collect() {
        co_await load_all();
        while (items_.unreadable()) items_.give_unreadable(handler_);
        co_return items_.take_readable();
    }

    /// Returns the next item; nothing at the end. If the item must be fetched, only one is requested, and the
    /// iterator is at its end afterwards.
    /// @throws error  condition::model_mismatch: the item does not fit `View`. Any error of a call.
    [[nodiscard]] awaitable<std::optional<View>> first() {
        if (items_.left() == 0) source_.want_at_most(1);
        return next();
    }

    /// Skips the item for which the last call threw condition::model_mismatch. Without this error it does
    /// nothing.
    void skip() noexcept { items_.skip_reported(); }

    /// Sets a function that is called for each item that does not fit `View`, in order; the iterator then
    /// continues with the next item. An exception of the handler leaves the call, and a repeated call passes
    /// the item to the handler again.
    ///
    ///     auto orders = table.scan();
    ///     orders.on_unreadable([&](const dynaco::item& stored, const dynaco::error& why) { … });
    void on_unreadable(detail::unreadable_handler handler) { handler_ = std::move(handler); }

    /// Counts the remaining items, up to the limit, without transferring them. Consumes the same capacity as
    /// reading them. Afterwards the iterator is at its end.
    /// @throws error  any error of a call
    [[nodiscard]] awaitable<std::uint64_t> count() {
        const std::uint64_t beyond = co_await source_.count();
        const std::uint64_t here = items_.left();
        items_.clear();
        kept_ = 0;
        co_return here + beyond;
    }

    /// Returns a text with which another query or scan continues after the last item that was returned
    /// (`query_options::resume_token`), also in another process. Empty at the end, and only there.
    ///
    /// It consists of letters, digits, '-' and '_'. It contains the key of the item; it is neither encrypted
    /// nor signed. It is valid only for the same operation on the same table, index and segments.
    ///
    /// @throws error  errc::no_resume_token: `collect` or `count` failed before
    [[nodiscard]] std::string resume_token() const {
        if (items_.left() > kept_) throw error(errc::no_resume_token, {});
        return source_.resume_token(kept_ - items_.left());
    }

    /// The number of items that DynamoDB has read so far, before the filter. A page that was fetched in the
    /// background counts when it is used.
    [[nodiscard]] std::uint64_t scanned_count() const noexcept { return source_.scanned_count(); }

    /// The capacity that the pages so far consumed. Zero unless `report_capacity` or
    /// `max_capacity_per_second` is set. A page that was fetched in the background counts when it is used.
    /// Valid while the iterator exists.
    [[nodiscard]] const dynaco::consumed_capacity& consumed_capacity() const noexcept {
        return source_.capacity();
    }

 private:
    // Fetches until there is an item that can be returned, or the end is reached.
    awaitable<void> stand_at_item() {
        do {
            if (items_.left() == 0) co_await load_some();
            while (items_.is_held_up()) items_.give_unreadable(handler_);
        } while (items_.left() == 0 && source_.more());
    }
    awaitable<void> load_some() {
        try {
            while (items_.left() == 0 && source_.more()) {
                co_await load();
                source_.fetch_ahead();
            }
        } catch (const boost::system::system_error& thrown) {
            source_.rethrow(thrown);
        }
    }
    awaitable<void> load_all() {
        try {
            while (source_.more())
                co_await load();  // keeps the pages before: an exception must not lose them
        } catch (const boost::system::system_error& thrown) {
            source_.rethrow(thrown);
        }
    }
    awaitable<void> load() {
        co_await source_.fetch();
        detail::read_page<View> page;
        detail::item_appender<View> take(page.items, &page.unreadable);
        result<page_info> info = decode_(source_.page().body, take);
        if (!info) throw error(source_.page().explain(info.error()));
        const std::size_t wanted = source_.advance(std::move(*info), page.items.size(), page.unreadable);
        if (source_.limit_reached()) page.cut_behind(wanted);
        kept_ = page.size();
        if constexpr (std::is_same_v<View, item>) source_.drop_added(page.items);
        items_.append(std::move(page));
    }

    detail::page_source source_;
    decode_page decode_;
    detail::page_buffer<View> items_{};
    std::size_t kept_ = 0;  // the number of items of the last page in items_
    detail::unreadable_handler handler_{};
};

}  // namespace dynaco
