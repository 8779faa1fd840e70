#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/core/requirements.hpp>
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

}  // namespace detail

/// Options of a `transact_get`. Trivially copyable.
struct transact_get_options {
    /// The calls' consumption and attempts are added to it. It must live until `fetch` has ended. Null: no
    /// report.
    call_report* report = nullptr;
};

/// One item of a `transact_get`; `transact_get::get` returns it. Copies refer to the same item and may
/// outlive the transaction.
template <class View>
class transaction_read {
 public:
    /// Refers to the item in `slot`. For `transact_get`.
    explicit transaction_read(std::shared_ptr<detail::read_slot_of<View>> slot) noexcept
        : slot_(std::move(slot)) {}

    /// The item that the last `fetch` read; nothing if it does not exist. It may be moved from; another
    /// `fetch` replaces it. The reference is valid as long as a copy of this object exists.
    /// @throws error  errc::not_fetched: no `fetch` has succeeded. condition::model_mismatch: the item does
    /// not fit `View`; the other items of the transaction can still be used.
    [[nodiscard]] std::optional<View>& value() const {
        slot_->check();
        return slot_->value;
    }
    /// Returns `value()`.
    /// @throws error  errc::not_fetched: no `fetch` has succeeded. condition::model_mismatch: the item does
    /// not fit `View`.
    [[nodiscard]] std::optional<View>& operator*() const { return value(); }

 private:
    std::shared_ptr<detail::read_slot_of<View>> slot_;
};

/// Reads up to 100 items of any tables as they are at one moment (TransactGetItems); at most 4 MB together.
///
///     dynaco::transact_get reads{db};
///     const auto account = reads.get(accounts, "1");
///     const auto order = reads.get<OrderView>(orders, "order-1", "item-1");
///     co_await reads.fetch();
///     if (*account && *order) print(**account, **order);
///
/// Each item may be requested once. Use it from one thread at a time. It may be moved, but not while `fetch`
/// runs.
class transact_get {
 public:
    /// An empty transaction. Sends nothing.
    explicit transact_get(client db, transact_get_options options = {});
    /// Discards the requests. Items that were read stay valid in their `transaction_read`; a `fetch` that
    /// still runs keeps what it needs.
    ~transact_get();
    /// Takes over the requests; the other transaction can then only be destroyed or assigned to.
    transact_get(transact_get&&) noexcept;
    /// Discards the requests and takes over those of the other transaction, which can then only be destroyed
    /// or assigned to.
    transact_get& operator=(transact_get&&) noexcept;

    /// Adds the item with this key to the transaction. It is read by `fetch`.
    ///
    /// `View` is an aggregate whose members are a subset of the model's; by default the model itself. The key
    /// is encoded before this returns.
    /// @returns a `transaction_read` with the item after `fetch`
    /// @throws error  the cause of a key that cannot be encoded; the transaction is unchanged then
    template <class View = detail::whole_model, class Model, class Hash, class Range = detail::no_range_key>
    auto get(const table<Model>& in, const Hash& hash, const Range& range = detail::no_range) {
        if constexpr (std::is_same_v<Range, detail::no_range_key>)
            return get_key<View>(in, detail::key_in(in, hash));
        else
            return get_key<View>(in, detail::key_in(in, hash, range));
    }

    /// Reads all items. Without requests it sends nothing. It may be called again and then reads them again.
    /// After an exception the items are those of the last `fetch` that succeeded.
    ///
    /// An item that does not fit its view is not an error here: its `transaction_read::value` throws. Asio's
    /// terminal cancellation ends the call.
    /// @throws error  errc::invalid_argument, before any I/O: more than 100 items, or one item twice.
    /// errc::transaction_canceled: another write of an item was in progress, see
    /// `diagnostics::cancellation_reasons`. errc::transaction_throttled: throttling was the only cause. Any
    /// other failure of the call.
    [[nodiscard]] awaitable<void> fetch();

    /// The number of items that were requested.
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
