#pragma once

#include <dynaco/operations/execute_statement.hpp>
#include <dynaco/operations/item_appender.hpp>
#include <dynaco/table/statement_source.hpp>

#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dynaco {

/// The rows of a PartiQL statement, fetched page by page as they are asked for.
///
///     auto rows = execute<order>(db, "SELECT * FROM orders WHERE order_id = ?", "order-1");
///     while (auto order = co_await rows.next()) …
///
/// Nothing is sent before the first row is asked for. One call at a time. After an exception the iterator is
/// where it was, and the call can be repeated. Awaiting a function refers to the iterator: it must stay alive
/// and in place.
template <class Row>
class row_iterator {
 public:
    explicit row_iterator(statement_source source) : source_(std::move(source)) {}

    /// The next row; nothing at the end.
    /// @throws error
    [[nodiscard]] awaitable<std::optional<Row>> next() {
        if (position_ == page_.size()) co_await load_some();
        if (position_ == page_.size()) co_return std::nullopt;
        co_return std::move(page_[position_++]);
    }

    /// The rows of the next page that has any, or what is left of the one begun; nothing at the end.
    /// @throws error
    [[nodiscard]] awaitable<std::optional<std::vector<Row>>> next_page() {
        if (position_ == page_.size()) co_await load_some();
        if (position_ == page_.size()) co_return std::nullopt;
        co_return take_rest();
    }

    /// All rows that are left.
    /// @throws error  rows read before stay with the iterator
    [[nodiscard]] awaitable<std::vector<Row>> collect() {
        co_await load_all();
        co_return take_rest();
    }

    /// Text from which the same statement goes on after the page at hand, whose rows it skips: see
    /// `statement_options::next_token`. Empty at the end.
    [[nodiscard]] const std::string& next_token() const noexcept { return source_.next_token(); }

 private:
    // Until there are rows, or no more.
    awaitable<void> load_some() {
        try {
            while (position_ == page_.size() && source_.more()) co_await load();
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
        std::vector<Row> rows;
        item_appender<Row> take(rows);
        result<execute_statement::page> page = execute_statement::decode_into(source_.page().body, take);
        if (!page) throw error(source_.page().explain(page.error()));
        source_.advance(std::move(page->next_token));
        if (position_ == page_.size()) {
            page_ = std::move(rows);
            position_ = 0;
        } else {
            page_.insert(page_.end(), std::make_move_iterator(rows.begin()),
                         std::make_move_iterator(rows.end()));
        }
    }

    std::vector<Row> take_rest() {
        std::vector<Row> rest(std::make_move_iterator(page_.begin() + static_cast<std::ptrdiff_t>(position_)),
                              std::make_move_iterator(page_.end()));
        page_.clear();
        position_ = 0;
        return rest;
    }

    statement_source source_;
    std::vector<Row> page_{};
    std::size_t position_ = 0;
};

}  // namespace dynaco
