#pragma once

#include <dynaco/detail/table/batch/queue.hpp>
#include <dynaco/detail/table/models/one_of.hpp>
#include <dynaco/detail/table/models/view_check.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations/attributes.hpp>

#include <concepts>
#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dynaco {
class batch_get;
}

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
    item names_;  // of the key's attributes
    std::vector<View> items_;
    std::vector<std::string> keys_;  // of items_
    std::size_t kept_ = 0;
    std::vector<unreadable_item> unreadable_{};
    std::vector<unreadable_item> met_{};  // of the current page
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

/// The items that a `batch_get` reads from one table: a handle that `batch_get::fetch` fills.
template <class View, class Model>
class batch_items {
 public:
    /// The items that were found, in no particular order. @throws error  errc::not_fetched
    [[nodiscard]] const std::vector<View>& items() const { return fetched().items(); }
    /// The items that were found but do not fit `View`; `fetch` threw the error of one of them.
    /// @throws error  errc::not_fetched
    [[nodiscard]] const std::vector<unreadable_item>& unreadable() const { return fetched().unreadable(); }
    /// Returns, for each requested key, its item, or an empty optional if the item was not found. `View` must
    /// have the table's keys. @throws error  errc::not_fetched
    [[nodiscard]] std::vector<std::optional<View>> in_order() const {
        if constexpr (!std::same_as<Model, item> && !std::same_as<View, whole_item<Model>>)
            static_assert(table_checks::check_view_has_keys<View, Model>());
        return fetched().in_order();
    }

 private:
    friend class dynaco::batch_get;
    struct slot final : batch_slot {
        explicit slot(const std::vector<std::string>& keys) : found(keys) {}
        bool take(json::reader& in) override { return found.take(in); }
        void keep(batch_get_queue& queue, std::size_t part) override { found.keep(queue, part); }
        void drop() noexcept override { found.drop(); }
        void throw_unreadable() const override { found.throw_unreadable(); }
        keyed_items<View> found;
    };
    explicit batch_items(const std::vector<std::string>& keys) : slot_(std::make_shared<slot>(keys)) {}

    const keyed_items<View>& fetched() const {
        if (!slot_->fetched) throw error(errc::not_fetched, {.operation = "BatchGetItem"});
        return slot_->found;
    }

    std::shared_ptr<slot> slot_;
};

}  // namespace dynaco::detail
