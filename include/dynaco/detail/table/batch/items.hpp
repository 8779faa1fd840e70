#pragma once

#include <dynaco/detail/table/batch/queue.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations/attributes.hpp>

#include <concepts>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace dynaco::detail {

/// Items with the keys by which they were requested, so that they can be returned in the order of the
/// request.
template <class View>
class keyed_items {
 public:
    /// `keys` are JSON, as batch_get_item::encode_key makes them.
    explicit keyed_items(const std::vector<std::string>& keys) {
        for (const std::string& key : keys) asked_.push_back(canonical_key(key));
        if (!keys.empty()) {
            json::reader in(keys.front());
            static_cast<void>(read_item(in, names_));
        }
    }

    /// Reads the item at `in`.
    bool take(json::reader& in) {
        json::reader key = in;  // a copy, to read only the key first
        if (!read_canonical_key(key, names_, keys_.emplace_back())) return in.skip() && in.malformed();
        const json::reader::place begin = in.here();
        if (read_item(in, items_.emplace_back())) return true;
        items_.pop_back();
        keys_.pop_back();
        return skip_unreadable(in, begin, items_.size(), met_);
    }

    /// Keeps the items that were taken so far. They are items of the `part` that `queue` fetched last.
    void keep(batch_get_queue& queue, std::size_t part) {
        kept_ = items_.size();
        queue.take_unreadable(part, kept_, met_);
        unreadable_.insert(unreadable_.end(), std::make_move_iterator(met_.begin()),
                           std::make_move_iterator(met_.end()));
        met_.clear();
    }
    /// Removes the items that were taken since the last `keep`: their page failed, and will be requested
    /// again.
    void drop() noexcept {
        while (items_.size() > kept_) items_.pop_back();
        keys_.resize(kept_);
        met_.clear();
    }

    /// The items that do not fit `View`.
    [[nodiscard]] const std::vector<unreadable_item>& unreadable() const noexcept { return unreadable_; }
    /// @throws error  the failure of the first unreadable item, if there is one
    void throw_unreadable() const {
        if (!unreadable_.empty()) throw error(unreadable_.front().why);
    }

    [[nodiscard]] const std::vector<View>& items() const noexcept { return items_; }
    /// Returns, for each requested key, its item, or an empty optional if the item was not found.
    [[nodiscard]] std::vector<std::optional<View>> in_order() const {
        static_assert(std::copy_constructible<View>,
                      "dynaco: items must be copyable: the batch can return one item for two equal keys");
        std::unordered_map<std::string_view, const View*> by_key;
        for (std::size_t i = 0; i < items_.size(); ++i) by_key.emplace(keys_[i], &items_[i]);
        std::vector<std::optional<View>> all(asked_.size());
        for (std::size_t i = 0; i < asked_.size(); ++i)
            if (const auto at = by_key.find(asked_[i]); at != by_key.end()) all[i].emplace(*at->second);
        return all;
    }

 private:
    std::vector<std::string> asked_;
    item names_;  // the names of the key's attributes
    std::vector<View> items_;
    std::vector<std::string> keys_;  // the keys of items_
    std::size_t kept_ = 0;
    std::vector<unreadable_item> unreadable_{};
    std::vector<unreadable_item> met_{};  // the unreadable items of the current page
};

/// The destination of the items of one part of a `batch_get`.
class batch_slot {
 public:
    batch_slot() = default;
    batch_slot(const batch_slot&) = delete;
    batch_slot& operator=(const batch_slot&) = delete;
    virtual ~batch_slot() = default;

    virtual bool take(json::reader& in) = 0;
    virtual void keep(batch_get_queue& queue, std::size_t part) = 0;
    virtual void drop() noexcept = 0;
    virtual void throw_unreadable() const = 0;
    bool fetched = false;  ///< All requested items were fetched.
};

/// The destination of items that are read into `View`.
template <class View>
class batch_slot_of final : public batch_slot {
 public:
    explicit batch_slot_of(const std::vector<std::string>& keys) : found(keys) {}
    bool take(json::reader& in) override { return found.take(in); }
    void keep(batch_get_queue& queue, std::size_t part) override { found.keep(queue, part); }
    void drop() noexcept override { found.drop(); }
    void throw_unreadable() const override { found.throw_unreadable(); }
    keyed_items<View> found;
};

/// Returns the items of a part in the order of its keys; nothing for a key without an item.
/// @throws error  an item does not fit `View`, or any error of a call
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

}  // namespace dynaco::detail
