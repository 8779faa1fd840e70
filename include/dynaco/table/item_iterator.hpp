#pragma once

#include <dynaco/operations/item_appender.hpp>
#include <dynaco/table/page_source.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dynaco {

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
/// One call at a time. After an exception the iterator is where it was, and the call can be repeated; a page
/// fetched in the background that failed throws when it is its turn. Cancelling a call, and destroying the
/// iterator, cancels what is under way. Awaiting a function refers to the iterator: it must stay alive and in
/// place; between calls it may be moved. It must not outlive the executor.
template <class View>
class item_iterator {
 public:
    /// Decodes a page of the operation's reply.
    using decode_page = result<page_info> (*)(std::string_view body, attributes_sink sink);

    item_iterator(page_source source, decode_page decode) : source_(std::move(source)), decode_(decode) {}

    /// The next item; nothing at the end.
    /// @throws error
    [[nodiscard]] awaitable<std::optional<View>> next() {
        if (position_ == page_.size()) co_await load_some();
        if (position_ == page_.size()) co_return std::nullopt;
        ++given_;
        co_return std::move(page_[position_++]);
    }

    /// The items of the next page that has any, or what is left of the one begun; nothing at the end.
    /// @throws error
    [[nodiscard]] awaitable<std::optional<std::vector<View>>> next_page() {
        if (position_ == page_.size()) co_await load_some();
        if (position_ == page_.size()) co_return std::nullopt;
        co_return take_rest();
    }

    /// All items that are left.
    /// @throws error
    [[nodiscard]] awaitable<std::vector<View>> collect() {
        co_await load_all();
        co_return take_rest();
    }

    /// The next item, asking for no more than that: afterwards there are no more.
    /// @throws error
    [[nodiscard]] awaitable<std::optional<View>> first() {
        if (position_ == page_.size()) source_.want_at_most(1);
        return next();
    }

    /// The number of items that are left, within the limit, without fetching them. Uses up the iterator.
    /// @throws error
    [[nodiscard]] awaitable<std::uint64_t> count() {
        const std::uint64_t beyond = co_await source_.count();
        const std::uint64_t here = page_.size() - position_;
        page_.clear();
        position_ = 0;
        given_ = 0;
        co_return here + beyond;
    }

    /// Text from which another query or scan, in another process if need be, goes on after the last item
    /// given out (`query_options::resume_token`). It is empty at the end, and only there.
    ///
    /// Letters, digits, '-' and '_'. It holds the item's key, in plain sight: it is not secret and not
    /// signed. It is good for the same operation on the same table, index and segments only.
    ///
    /// @throws error  errc::no_resume_token, in the middle of a page of a view without the keys, or after a
    /// `collect` or `count` that failed
    [[nodiscard]] std::string resume_token() const {
        if (given_ < 0) throw error(errc::no_resume_token, {});
        return source_.resume_token(static_cast<std::size_t>(given_));
    }

    /// Items read so far, before the filter. Pages fetched ahead count once they are asked for.
    [[nodiscard]] std::uint64_t scanned_count() const noexcept { return source_.scanned_count(); }

    /// The sum of what the pages so far consumed; zero unless `report_capacity` or
    /// `max_capacity_per_second` was set. Pages fetched ahead count once they are asked for.
    [[nodiscard]] const dynaco::consumed_capacity& consumed_capacity() const noexcept {
        return source_.capacity();
    }

 private:
    // Until there are items, or no more.
    awaitable<void> load_some() {
        try {
            while (position_ == page_.size() && source_.more()) {
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
        std::vector<View> items;
        item_appender<View> take(items);
        result<page_info> info = decode_(source_.page().body, take);
        if (!info) throw error(source_.page().explain(info.error()));
        const std::size_t wanted = source_.advance(std::move(*info), items.size());
        items.resize(wanted);
        given_ = -static_cast<std::ptrdiff_t>(page_.size() - position_);
        if (position_ == page_.size()) {
            page_ = std::move(items);
            position_ = 0;
        } else {
            for (View& each : items) page_.push_back(std::move(each));
        }
    }

    std::vector<View> take_rest() {
        std::vector<View> rest;
        if (position_ == 0) {
            rest.swap(page_);
        } else {
            rest.assign(std::make_move_iterator(page_.begin() + static_cast<std::ptrdiff_t>(position_)),
                        std::make_move_iterator(page_.end()));
        }
        given_ += static_cast<std::ptrdiff_t>(rest.size());
        page_.clear();
        position_ = 0;
        return rest;
    }

    page_source source_;
    decode_page decode_;
    std::vector<View> page_;
    std::size_t position_ = 0;  // in page_
    // Items of the last page given out, also when page_ has been handed over whole; negative while page_
    // still has items of the pages before.
    std::ptrdiff_t given_ = 0;
};

}  // namespace dynaco
