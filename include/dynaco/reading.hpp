#pragma once

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

/// What is read from the network is no range: says what to write instead of a range-`for`.
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

/// The items of a query or scan, fetched page by page as they are asked for.
///
///     auto orders = table.query("customer-1");
///     while (auto order = co_await orders.next()) …
///
/// Nothing is sent before the first item is asked for. From the second page on, `next` and `next_page` have
/// the next page fetched while the caller works on the one at hand, on the executor of the coroutine that
/// asked (`query_options::prefetch`). A parallel scan fetches a page of each segment at once and gives them
/// as they come.
///
/// An item that does not fit `View` does not hide the others: those before it are given first; then the call
/// throws an error with condition::model_mismatch that names the item (`diagnostics::key`). The iterator
/// stays there until `skip()`, or hands such items to the handler of `on_unreadable` and goes on. They do not
/// count for the limit.
///
/// One call at a time. After an exception the iterator is where it was, and the call can be repeated; a page
/// fetched in the background that failed throws when it is its turn. Cancelling a call, and destroying the
/// iterator, cancels what is under way. Awaiting a function refers to the iterator: it must stay alive and in
/// place; between calls it may be moved. It must not outlive the executor.
template <class View>
class item_iterator : public detail::refuse_range_for<item_iterator<View>> {
 public:
    /// Decodes a page of the operation's reply.
    using decode_page = result<page_info> (*)(std::string_view body, detail::attributes_sink sink);

    item_iterator(detail::page_source source, decode_page decode)
        : source_(std::move(source)), decode_(decode) {}

    /// The next item; nothing at the end.
    /// @throws error
    [[nodiscard]] awaitable<std::optional<View>> next() {
        if (items_.left() == 0 || items_.is_held_up()) co_await stand_at_item();
        if (items_.left() == 0) co_return std::nullopt;
        co_return items_.take();
    }

    /// The items of the next page that has any, or what is left of the one begun; nothing at the end. It ends
    /// before an item that does not fit `View`.
    /// @throws error
    [[nodiscard]] awaitable<std::optional<std::vector<View>>> next_page() {
        co_await stand_at_item();
        if (items_.left() == 0) co_return std::nullopt;
        co_return items_.take_readable();
    }

    /// All items that are left.
    /// @throws error  items read before stay with the iterator: after `skip()`, or with a handler, `collect`
    /// gives them too
    [[nodiscard]] awaitable<std::vector<View>> collect() {
        co_await load_all();
        while (items_.unreadable()) items_.give_unreadable(handler_);
        co_return items_.take_readable();
    }

    /// The next item, asking for no more than that: afterwards there are no more.
    /// @throws error
    [[nodiscard]] awaitable<std::optional<View>> first() {
        if (items_.left() == 0) source_.want_at_most(1);
        return next();
    }

    /// Leaves out the item that the last call threw an error for (condition::model_mismatch).
    void skip() noexcept { items_.skip_reported(); }

    /// Calls `handler` for each item that does not fit `View`, in order, and goes on behind it. What it
    /// throws leaves the call that met the item; the item is then met again.
    ///
    ///     auto orders = table.scan();
    ///     orders.on_unreadable([&](const dynaco::item& stored, const dynaco::error& why) { … });
    void on_unreadable(detail::unreadable_handler handler) { handler_ = std::move(handler); }

    /// The number of items that are left, within the limit, without fetching them. Uses up the iterator.
    /// @throws error
    [[nodiscard]] awaitable<std::uint64_t> count() {
        const std::uint64_t beyond = co_await source_.count();
        const std::uint64_t here = items_.left();
        items_.clear();
        kept_ = 0;
        co_return here + beyond;
    }

    /// Text from which another query or scan, in another process if need be, goes on after the last item
    /// given out (`query_options::resume_token`). It is empty at the end, and only there.
    ///
    /// Letters, digits, '-' and '_'. It holds the item's key, in plain sight: it is not secret and not
    /// signed. It is good for the same operation on the same table, index and segments only.
    ///
    /// @throws error  errc::no_resume_token after a `collect` or `count` that failed
    [[nodiscard]] std::string resume_token() const {
        if (items_.left() > kept_) throw error(errc::no_resume_token, {});
        return source_.resume_token(kept_ - items_.left());
    }

    /// Items read so far, before the filter. Pages fetched ahead count once they are asked for.
    [[nodiscard]] std::uint64_t scanned_count() const noexcept { return source_.scanned_count(); }

    /// The sum of what the pages so far consumed; zero unless `report_capacity` or
    /// `max_capacity_per_second` was set. Pages fetched ahead count once they are asked for.
    [[nodiscard]] const dynaco::consumed_capacity& consumed_capacity() const noexcept {
        return source_.capacity();
    }

 private:
    // Until an item is next, or there are no more.
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
                co_await load();  // keeps what was read before: an exception must not lose it
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
    std::size_t kept_ = 0;  // items of the last page that went into items_
    detail::unreadable_handler handler_{};
};

}  // namespace dynaco
