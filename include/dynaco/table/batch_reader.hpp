#pragma once

#include <dynaco/operations/batch_get_item.hpp>
#include <dynaco/table/batch_items.hpp>
#include <dynaco/table/batch_queue.hpp>

#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace dynaco {

/// Reads many items by their keys, 100 to a request (BatchGetItem), in no particular order; missing ones are
/// absent and keys asked for twice are read once.
///
/// What DynamoDB leaves unprocessed is asked for again, with pauses that grow and are jittered. After an
/// exception the reader can go on: keys that were not read are kept. One call at a time; the reader must stay
/// in place while a call is under way.
template <class View>
class batch_reader {
 public:
    batch_reader(client db, batch_get_queue::part part) : queue_(std::move(db)) {
        queue_.add(std::move(part));
    }

    /// The next item; nothing at the end.
    /// @throws error  errc::unprocessed: DynamoDB refused to go on. Any error of a call.
    [[nodiscard]] awaitable<std::optional<View>> next() {
        if (position_ == page_.size()) co_await load_some();
        if (position_ == page_.size()) co_return std::nullopt;
        co_return std::move(page_[position_++]);
    }

    /// All items that are left.
    /// @throws error  as `next`; items read before stay with the reader
    [[nodiscard]] awaitable<std::vector<View>> collect() {
        co_await load_all();
        std::vector<View> rest(
            std::make_move_iterator(page_.begin() + static_cast<std::ptrdiff_t>(position_)),
            std::make_move_iterator(page_.end()));
        page_.clear();
        position_ = 0;
        co_return rest;
    }

    /// Keys not read yet.
    [[nodiscard]] std::size_t pending() const noexcept { return queue_.pending(); }

 private:
    // Until there are items, or no more.
    awaitable<void> load_some() {
        try {
            while (position_ == page_.size() && queue_.more()) co_await load();
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
        std::vector<View> items;
        const batch_get_queue::take_item take = [&items](std::size_t, json::reader& in) {
            return read_item(in, items.emplace_back());
        };
        co_await queue_.fetch(take);
        page_.insert(page_.end(), std::make_move_iterator(items.begin()),
                     std::make_move_iterator(items.end()));
    }

    batch_get_queue queue_;
    std::vector<View> page_;
    std::size_t position_ = 0;
};

/// All items of a part, each where its key stands among those asked for.
template <class View>
awaitable<std::vector<std::optional<View>>> read_in_order(client db, batch_get_queue::part part) {
    keyed_items<View> found(part.keys);
    batch_get_queue queue(std::move(db));
    queue.add(std::move(part));
    const batch_get_queue::take_item take = [&found](std::size_t, json::reader& in) {
        return found.take(in);
    };
    try {
        while (queue.more()) co_await queue.fetch(take);
    } catch (const boost::system::system_error& thrown) {
        queue.rethrow(thrown);
    }
    co_return found.in_order();
}

}  // namespace dynaco
