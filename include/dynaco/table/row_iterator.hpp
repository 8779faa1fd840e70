#pragma once

#include <dynaco/operations/execute_statement.hpp>
#include <dynaco/operations/item_appender.hpp>
#include <dynaco/table/page_buffer.hpp>
#include <dynaco/table/refuse_range_for.hpp>
#include <dynaco/table/statement_source.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco {

/// The rows of a PartiQL statement, fetched page by page as they are asked for.
///
///     auto rows = execute<order>(db, "SELECT * FROM orders WHERE order_id = ?", "order-1");
///     while (auto order = co_await rows.next()) …
///
/// Nothing is sent before the first row is asked for. A row that does not fit `Row` does not hide the others,
/// as with `item_iterator`: see `skip` and `on_unreadable`.
///
/// One call at a time. After an exception the iterator is where it was, and the call can be repeated.
/// Awaiting a function refers to the iterator: it must stay alive and in place.
template <class Row>
class row_iterator : public refuse_range_for<row_iterator<Row>> {
 public:
    explicit row_iterator(statement_source source) : source_(std::move(source)) {}

    /// The next row; nothing at the end.
    /// @throws error
    [[nodiscard]] awaitable<std::optional<Row>> next() {
        if (rows_.left() == 0 || rows_.is_held_up()) co_await stand_at_row();
        if (rows_.left() == 0) co_return std::nullopt;
        co_return rows_.take();
    }

    /// The rows of the next page that has any, or what is left of the one begun; nothing at the end. It ends
    /// before a row that does not fit `Row`.
    /// @throws error
    [[nodiscard]] awaitable<std::optional<std::vector<Row>>> next_page() {
        co_await stand_at_row();
        if (rows_.left() == 0) co_return std::nullopt;
        co_return rows_.take_readable();
    }

    /// All rows that are left.
    /// @throws error  rows read before stay with the iterator: after `skip()`, or with a handler, `collect`
    /// gives them too
    [[nodiscard]] awaitable<std::vector<Row>> collect() {
        co_await load_all();
        while (rows_.unreadable()) rows_.give_unreadable(handler_);
        co_return rows_.take_readable();
    }

    /// Leaves out the row that the last call threw an error for (condition::model_mismatch).
    void skip() noexcept { rows_.skip_reported(); }
    /// Calls `handler` for each row that does not fit `Row`, in order, and goes on behind it.
    void on_unreadable(unreadable_handler handler) { handler_ = std::move(handler); }

    /// Text from which the same statement goes on after the page at hand, whose rows it skips: see
    /// `statement_options::next_token`. Empty at the end.
    [[nodiscard]] const std::string& next_token() const noexcept { return source_.next_token(); }

 private:
    // Until a row is next, or there are no more.
    awaitable<void> stand_at_row() {
        do {
            if (rows_.left() == 0) co_await load_some();
            while (rows_.is_held_up()) rows_.give_unreadable(handler_);
        } while (rows_.left() == 0 && source_.more());
    }
    awaitable<void> load_some() {
        try {
            while (rows_.left() == 0 && source_.more()) co_await load();
        } catch (const boost::system::system_error& thrown) {
            source_.rethrow(thrown);
        }
    }
    awaitable<void> load_all() {
        try {
            while (source_.more()) co_await load();
        } catch (const boost::system::system_error& thrown) {
            source_.rethrow(thrown);
        }
    }
    awaitable<void> load() {
        co_await source_.fetch();
        read_page<Row> read;
        item_appender<Row> take(read.items, &read.unreadable);
        result<execute_statement::page> page = execute_statement::decode_into(source_.page().body, take);
        if (!page) throw error(source_.page().explain(page.error()));
        source_.advance(std::move(page->next_token), key_names(), read.unreadable);
        rows_.append(std::move(read));
    }

    // Of a model; the keys of other rows are not known.
    static std::vector<std::string> key_names() {
        std::vector<std::string> names;
        if constexpr (model::has_schema<Row> && requires { Row::schema.hash_key; }) {
            for (std::size_t i = 0; i < model::field_count<Row>; ++i) {
                const std::string_view member = model::field_names<Row>[i];
                if (Row::schema.hash_key.contains(member) || Row::schema.range_key.contains(member))
                    names.emplace_back(model::attribute_names<Row>[i]);
            }
        }
        return names;
    }

    statement_source source_;
    page_buffer<Row> rows_{};
    unreadable_handler handler_{};
};

}  // namespace dynaco
