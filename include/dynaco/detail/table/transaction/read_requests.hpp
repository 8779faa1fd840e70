#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/table/key/table_key.hpp>
#include <dynaco/detail/table/models/view_check.hpp>
#include <dynaco/observing.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/transaction.hpp>
#include <dynaco/table.hpp>

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco {

template <class View>
class transaction_read;

namespace detail {

struct whole_model {};

// Holds one item of a `transact_get`. A new item is kept aside until all items of the response are read.
class read_slot {
 public:
    read_slot() = default;
    read_slot(const read_slot&) = delete;
    read_slot& operator=(const read_slot&) = delete;
    virtual ~read_slot() = default;

    virtual bool read(json::reader& in) = 0;
    virtual void keep() noexcept = 0;
    virtual void drop() noexcept = 0;
    /// The item, if it does not fit the view; else empty.
    [[nodiscard]] std::vector<unreadable_item>& unreadable() noexcept { return unreadable_; }
    /// Throws if no value can be returned.
    /// @throws error  errc::not_fetched: no `fetch` has succeeded. condition::model_mismatch: the item does
    /// not fit the view.
    void check() const;

 protected:
    bool fetched_ = false;
    std::vector<unreadable_item> unreadable_{};
};

template <class View>
class read_slot_of final : public read_slot {
 public:
    explicit read_slot_of(bool (*is_sound)(json::reader& in)) noexcept : check_(is_sound) {}
    bool read(json::reader& in) override {
        const json::reader::place begin = in.here();
        if ((!check_ || check_(in)) && read_item(in, next_.emplace())) return true;
        next_.reset();
        return skip_unreadable(in, begin, 0, met_);
    }
    void keep() noexcept override {
        value.swap(next_);
        unreadable_.swap(met_);
        fetched_ = true;
        drop();
    }
    void drop() noexcept override {
        next_.reset();
        met_.clear();
    }

    std::optional<View> value{};

 private:
    bool (*check_)(json::reader& in);
    std::optional<View> next_{};
    std::vector<unreadable_item> met_{};
};

/// The requests of a `transact_get`: checks and encodes them.
class read_requests {
 protected:
    struct state;
    explicit read_requests(std::shared_ptr<state> s) noexcept : state_(std::move(s)) {}

    template <class Wanted, class Model, class Key>
    auto get_key(const table<Model>& in, const Key& key) {
        using view = std::conditional_t<std::is_same_v<Wanted, whole_model>, Model, Wanted>;
        using models = models_of<Model>;
        const auto slot = [&](bool (*check)(json::reader & in)) {
            return std::make_shared<read_slot_of<view>>(check);
        };
        if constexpr (std::is_same_v<view, Model> || std::is_same_v<Model, item>) {
            auto plain = slot(nullptr);
            add({.table_name = in.table_name(), .key = key}, plain);
            return transaction_read<view>(std::move(plain));
        } else {
            static_assert(check_kinds<models, view>());
            auto checked = slot(check_of_view<models, view>);
            if constexpr (reads_whole_items<models, view>) {
                add({.table_name = in.table_name(), .key = key}, checked);
            } else {
                static_assert(table_checks::check_view<view, models>());
                const checked_projection<view, models> projection;
                const expression::statement<models, checked_projection<view, models>> statement(projection);
                add({.table_name = in.table_name(), .key = key, .expressions = statement}, checked);
            }
            return transaction_read<view>(std::move(checked));
        }
    }
    void add(const transact_get_action& action, std::shared_ptr<read_slot> slot);

    std::shared_ptr<state> state_;
};

}  // namespace detail
}  // namespace dynaco
