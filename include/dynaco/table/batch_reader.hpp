#pragma once

#include <dynaco/operations/batch_get_item.hpp>
#include <dynaco/operations/item_appender.hpp>
#include <dynaco/table/batch_items.hpp>
#include <dynaco/table/batch_queue.hpp>
#include <dynaco/table/page_buffer.hpp>
#include <dynaco/table/refuse_range_for.hpp>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace dynaco {

/// Reads many items by their keys, 100 to a request (BatchGetItem), in no particular order; missing ones are
/// absent and keys asked for twice are read once.
///
/// What DynamoDB leaves unprocessed is asked for again, with pauses that grow and are jittered. After an
/// exception the reader can go on: keys that were not read are kept. An item that does not fit `View` does
/// not hide the others, as with `item_iterator`: see `skip` and `on_unreadable`.
///
/// One call at a time; the reader must stay in place while a call is under way.
template <class View>
class batch_reader : public refuse_range_for<batch_reader<View>> {
 public:
    batch_reader(client db, batch_get_queue::part part) : queue_(std::move(db)) {
        queue_.add(std::move(part));
    }

    /// The next item; nothing at the end.
    /// @throws error  errc::unprocessed: DynamoDB refused to go on. Any error of a call.
    [[nodiscard]] awaitable<std::optional<View>> next() {
        do {
            if (items_.left() == 0) co_await load_some();
            while (items_.is_held_up()) items_.give_unreadable(handler_);
        } while (items_.left() == 0 && queue_.more());
        if (items_.left() == 0) co_return std::nullopt;
        co_return items_.take();
    }

    /// All items that are left.
    /// @throws error  as `next`; items read before stay with the reader: after `skip()`, or with a handler,
    /// `collect` gives them too
    [[nodiscard]] awaitable<std::vector<View>> collect() {
        co_await load_all();
        while (items_.unreadable()) items_.give_unreadable(handler_);
        co_return items_.take_readable();
    }

    /// Leaves out the item that the last call threw an error for (condition::model_mismatch).
    void skip() noexcept { items_.skip_reported(); }
    /// Calls `handler` for each item that does not fit `View`, and goes on behind it.
    void on_unreadable(unreadable_handler handler) { handler_ = std::move(handler); }

    /// Keys not read yet.
    [[nodiscard]] std::size_t pending() const noexcept { return queue_.pending(); }

 private:
    // Until there are items, or no more.
    awaitable<void> load_some() {
        try {
            while (items_.left() == 0 && queue_.more()) co_await load();
        } catch (const boost::system::system_error& thrown) {
            queue_.rethrow(thrown);
        }
    }
    awaitable<void> load_all() {
        try {
            while (queue_.more()) co_await load();
        } catch (const boost::system::system_error& thrown) {
            queue_.rethrow(thrown);
        }
    }
    awaitable<void> load() {
        read_page<View> page;
        item_appender<View> append(page.items, &page.unreadable);
        const batch_get_queue::take_item take = [&append](std::size_t, json::reader& in) {
            return append(in);
        };
        co_await queue_.fetch(take);
        queue_.take_unreadable(0, page.items.size(), page.unreadable);
        items_.append(std::move(page));
    }

    batch_get_queue queue_;
    page_buffer<View> items_{};
    unreadable_handler handler_{};
};

/// All items of a part, each where its key stands among those asked for.
/// @throws error  one does not fit `View`
template <class View>
awaitable<std::vector<std::optional<View>>> read_in_order(client db, batch_get_queue::part part) {
    keyed_items<View> found(part.keys);
    batch_get_queue queue(std::move(db));
    queue.add(std::move(part));
    const batch_get_queue::take_item take = [&found](std::size_t, json::reader& in) {
        return found.take(in);
    };
    try {
        while (queue.more()) {
            co_await queue.fetch(take);
            found.keep(queue, 0);
        }
    } catch (const boost::system::system_error& thrown) {
        queue.rethrow(thrown);
    }
    found.throw_unreadable();
    co_return found.in_order();
}

}  // namespace dynaco
