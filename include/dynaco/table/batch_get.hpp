#pragma once

#include <dynaco/table/batch_items.hpp>
#include <dynaco/table/batch_keys.hpp>
#include <dynaco/table/batch_queue.hpp>
#include <dynaco/table/models_of.hpp>
#include <dynaco/table/options.hpp>
#include <dynaco/table/view_check.hpp>

#include <cstddef>
#include <memory>
#include <ranges>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco {

template <class Model>
class table;

/// Reads items of several tables by their keys, 100 to a request (BatchGetItem).
///
///     dynaco::batch_get reads{db};
///     auto people = reads.get(accounts, ids);
///     auto lines = reads.get<Line>(orders, pairs, {.consistent_read = true});
///     co_await reads.fetch();
///     for (const Account& each : people.items()) …
///
/// Missing items are absent; keys asked for twice are read once. What DynamoDB leaves unprocessed is asked
/// for again, with pauses that grow and are jittered. After an exception `fetch` can be called again: what
/// was read is kept. One call at a time; the batch must stay in place while a call is under way.
class batch_get {
 public:
    explicit batch_get(client db) : queue_(std::move(db)) {}

    /// Adds keys of a table: a range of hash keys, or of pairs of hash and range key. Encodes before it
    /// returns. `View` is any aggregate whose members are a subset of the model's.
    /// @throws error  a key that cannot be encoded
    template <class View = void, class Model, std::ranges::input_range Keys>
    [[nodiscard]] auto get(const table<Model>& from, const Keys& keys, batch_get_options options = {}) {
        using models = models_of<Model>;
        using view = std::conditional_t<std::is_void_v<View>, Model, View>;
        if constexpr (!std::is_same_v<view, Model> && !std::is_same_v<Model, item> &&
                      !reads_whole_items<models, view>)
            static_assert(table_checks::check_view<view, models>());
        auto part = encode_batch_part<view>(from, keys, options.consistent_read);
        if (part.refused) throw error(*part.refused);
        batch_items<view, models> handle(part.keys);
        queue_.add(std::move(part));
        slots_.push_back(handle.slot_);
        return handle;
    }

    /// Reads all that was added.
    /// @throws error  errc::unprocessed: DynamoDB refused to go on. condition::model_mismatch: an item does
    /// not fit its view; all has been read then, see `batch_items::unreadable`. Any error of a call.
    [[nodiscard]] awaitable<void> fetch() {
        const batch_get_queue::take_item take = [this](std::size_t part, json::reader& in) {
            return slots_[part]->take(in);
        };
        try {
            while (queue_.more()) {
                for (const auto& slot : slots_) slot->drop();
                co_await queue_.fetch(take);
                for (std::size_t part = 0; part < slots_.size(); ++part) slots_[part]->keep(queue_, part);
            }
        } catch (const boost::system::system_error& thrown) {
            queue_.rethrow(thrown);
        }
        for (const auto& slot : slots_) slot->fetched = true;
        for (const auto& slot : slots_) slot->throw_unreadable();
    }

    /// Keys not read yet.
    [[nodiscard]] std::size_t pending() const noexcept { return queue_.pending(); }

 private:
    batch_get_queue queue_;
    std::vector<std::shared_ptr<batch_slot>> slots_;  // one for each part
};

}  // namespace dynaco
