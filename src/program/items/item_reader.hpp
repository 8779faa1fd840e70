#pragma once

#include "program/expression/written_request.hpp"
#include "program/items/page_budget.hpp"
#include "program/items/read_arguments.hpp"
#include "program/session.hpp"
#include "program/show/item_printer.hpp"
#include "program/text/key_shape.hpp"

#include <dynaco/operations/item.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// How --where is written: a paragraph of the help of `query` and `scan`.
inline constexpr std::string_view condition_notation =
    R"(A condition compares with = <> < <= > >=, between 1 and 5, in ("a", "b"),
exists, not exists. Its functions are begins_with(a, "x"), contains(a, "x")
and size(a) > 3. Conditions are joined with and, or, not and ( ). A name with
other characters than letters, digits and _ is in backquotes. Put the whole
condition into single quotes: '`first name` = "Ann"'.)";

/// The table or the index that a query or scan reads, as DynamoDB describes it.
struct read_target {
    const table_description* table = nullptr;
    const index_description* index = nullptr;  ///< Null: the table itself.

    /// The key of the table or index.
    [[nodiscard]] key_shape key() const;
    /// The names of the key attributes, the target's first.
    [[nodiscard]] std::vector<std::string> key_names() const;
    /// "table orders", "index by-status of table orders".
    [[nodiscard]] std::string name() const;
    [[nodiscard]] std::uint64_t item_count() const noexcept;
    [[nodiscard]] std::uint64_t size_bytes() const noexcept;
};

/// Finds the table and the index of the arguments.
/// @throws usage_error  the table does not have the index; the text lists those that it has
[[nodiscard]] awaitable<read_target> find_target(session& at, const read_arguments& given);

/// Reads the pages of a query or scan and prints the items, within the limits of the arguments. If a limit or
/// Ctrl-C ends it early, prints the command to continue. The arguments must outlive the call.
template <class Request>
[[nodiscard]] awaitable<exit_status> read_items(session& at, Request request, const read_arguments& given,
                                                const read_target& target,
                                                const written_request& expressions);

extern template awaitable<exit_status> read_items(session&, query, const read_arguments&, const read_target&,
                                                  const written_request&);
extern template awaitable<exit_status> read_items(session&, scan, const read_arguments&, const read_target&,
                                                  const written_request&);

}  // namespace dynaco::program
