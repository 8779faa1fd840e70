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

namespace detail {

struct whole_model {};

// Where one item of a `transact_get` goes: kept aside until all are read.
class read_slot {
 public:
    read_slot() = default;
    read_slot(const read_slot&) = delete;
    read_slot& operator=(const read_slot&) = delete;
    virtual ~read_slot() = default;

    virtual bool read(json::reader& in) = 0;
    virtual void keep() noexcept = 0;
    virtual void drop() noexcept = 0;
    /// The item, if it does not fit the view.
    [[nodiscard]] std::vector<unreadable_item>& unreadable() noexcept { return unreadable_; }
    /// @throws error  errc::not_fetched; condition::model_mismatch: the item does not fit the view
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

}  // namespace detail

/// Trivially copyable, as all options are.
struct transact_get_options {
    call_report* report = nullptr;  ///< Is added to; must live until `fetch` is over.
};

/// An item of a `transact_get`. Copies refer to the same item, and may outlive the transaction.
template <class View>
class transaction_read {
 public:
    explicit transaction_read(std::shared_ptr<detail::read_slot_of<View>> slot) noexcept
        : slot_(std::move(slot)) {}

    /// The item; nothing if there is none. May be moved from; another `fetch` replaces it.
    /// @throws error  errc::not_fetched; condition::model_mismatch: the item does not fit `View`. The other
    /// items of the transaction can be had all the same.
    [[nodiscard]] std::optional<View>& value() const {
        slot_->check();
        return slot_->value;
    }
    [[nodiscard]] std::optional<View>& operator*() const { return value(); }

 private:
    std::shared_ptr<detail::read_slot_of<View>> slot_;
};

/// Reads up to 100 items of any tables as they are at one moment (TransactGetItems); at most 4 MB in all.
///
///     dynaco::transact_get reads{db};
///     const auto account = reads.get(accounts, "1");
///     const auto order = reads.get<OrderView>(orders, "order-1", "item-1");
///     co_await reads.fetch();
///     if (*account && *order) print(**account, **order);
///
/// Each item may be asked for once. For one thread at a time; may be moved, but not while `fetch` is under
/// way.
class transact_get {
 public:
    explicit transact_get(client db, transact_get_options options = {});
    ~transact_get();
    transact_get(transact_get&&) noexcept;
    transact_get& operator=(transact_get&&) noexcept;

    /// Asks for the item with this key. `View` is any aggregate whose members are a subset of the model's;
    /// the model itself by default. Encodes before it returns.
    /// @throws error  for a key that cannot be encoded; the transaction is then as it was before
    template <class View = detail::whole_model, class Model, class Hash, class Range = detail::no_range_key>
    auto get(const table<Model>& in, const Hash& hash, const Range& range = detail::no_range) {
        if constexpr (std::is_same_v<Range, detail::no_range_key>)
            return get_key<View>(in, detail::key_in(in, hash));
        else
            return get_key<View>(in, detail::key_in(in, hash, range));
    }

    /// Reads all items. May be called again: it then reads them anew. After an exception the items are those
    /// of the last `fetch` that succeeded.
    ///
    /// @throws error  errc::invalid_argument, before any I/O: more than 100 items, or one twice.
    ///     errc::transaction_canceled: a write was under way, see `diagnostics::cancellation_reasons`;
    ///     errc::transaction_throttled: nothing but too little capacity. An item that does not fit its view
    ///     is an error of its `value()` only.
    [[nodiscard]] awaitable<void> fetch();

    /// Items asked for.
    [[nodiscard]] std::size_t size() const noexcept;

 private:
    struct state;

    template <class Wanted, class Model, class Key>
    auto get_key(const table<Model>& in, const Key& key) {
        using view = std::conditional_t<std::is_same_v<Wanted, detail::whole_model>, Model, Wanted>;
        using models = detail::models_of<Model>;
        const auto slot = [&](bool (*check)(json::reader & in)) {
            return std::make_shared<detail::read_slot_of<view>>(check);
        };
        if constexpr (std::is_same_v<view, Model> || std::is_same_v<Model, item>) {
            auto plain = slot(nullptr);
            add({.table_name = in.table_name(), .key = key}, plain);
            return transaction_read<view>(std::move(plain));
        } else {
            static_assert(detail::check_kinds<models, view>());
            auto checked = slot(detail::check_of_view<models, view>);
            if constexpr (detail::reads_whole_items<models, view>) {
                add({.table_name = in.table_name(), .key = key}, checked);
            } else {
                static_assert(table_checks::check_view<view, models>());
                const detail::checked_projection<view, models> projection;
                const expression::statement<models, detail::checked_projection<view, models>> statement(
                    projection);
                add({.table_name = in.table_name(), .key = key, .expressions = statement}, checked);
            }
            return transaction_read<view>(std::move(checked));
        }
    }
    void add(const transact_get_action& action, std::shared_ptr<detail::read_slot> slot);

    static awaitable<void> run(std::shared_ptr<state> s, encoded_request request, std::size_t count);

    std::shared_ptr<state> state_;
};

}  // namespace dynaco
