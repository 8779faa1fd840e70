#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/model/miscompiled_temporary.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/partiql.hpp>
#include <dynaco/writing.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace dynaco::detail {

// Names the row's type in the compiler's message.
template <class Row>
inline constexpr bool row_is_an_item = writable_item<Row>&& storable<Row>;

// Names the parameter's type in the compiler's message. g++ 12 miscompiles temporaries of these types.
template <class Parameter>
inline constexpr bool parameter_is_a_named_object = !is_miscompiled_temporary<Parameter>;

template <class Parameter>
consteval bool check_statement_parameter() {
    static_assert(parameter_is_a_named_object<Parameter>,
                  "dynaco: g++ 12 miscompiles a temporary model in an expression with co_await: store it in "
                  "a variable first: Model m{...}; co_await execute(db, \"...\", m); (see "
                  "parameter_is_a_named_object<Parameter> in this message)");
    return true;
}

/// Throws if the statement was not executed.
awaitable<void> executed_statement(awaitable<result<reply>> call);
/// Returns a false verdict if a condition did not hold, or if INSERT found the item. Throws all other
/// failures.
awaitable<verdict<item>> judged_statement(awaitable<result<reply>> call);

/// The request of a statement that writes.
template <class Options, class... Parameter>
encoded_request encode_statement(const Options& options, std::string_view statement,
                                 const Parameter&... parameter) {
    const parameter_list<Parameter...> list(parameter...);
    execute_statement op{.statement = statement,
                         .parameters = list,
                         .limit = options.page_size,
                         .consistent_read = options.consistent_read};
    op.return_existing = options.return_existing && op.writes();
    return encoded_request::of(op);
}

/// A list of PartiQL statements for a batch or a transaction. Each statement is encoded when it is added.
class statement_list {
 public:
    /// Adds a statement. Its parameters are encoded before this returns. If it cannot be encoded, `refused()`
    /// is set.
    template <class Options, class... Parameter>
    void add(const Options& options, std::string_view statement, const Parameter&... parameter) {
        const parameter_list<Parameter...> list(parameter...);
        statement_request request{
            .statement = statement, .parameters = list, .consistent_read = options.consistent_read};
        request.return_existing = options.return_existing && request.writes();
        add(request);
    }
    /// Adds a statement with its parameters. It is encoded before this returns. If it cannot be encoded,
    /// `refused()` is set.
    void add(const statement_request& request);

    /// All statements, in the order in which they were added; an empty one for each that could not be
    /// encoded.
    [[nodiscard]] const std::vector<encoded_statement>& all() const noexcept { return all_; }
    /// The number of statements.
    [[nodiscard]] std::size_t size() const noexcept { return all_.size(); }
    /// Why the first statement that could not be encoded was refused; its text names its number, counted from
    /// 1: "statement 2". Not set if all were encoded.
    [[nodiscard]] const std::optional<failure>& refused() const noexcept { return refused_; }
    /// Removes all statements and `refused()`.
    void clear() noexcept;

 private:
    std::vector<encoded_statement> all_{};
    std::optional<failure> refused_{};
};

}  // namespace dynaco::detail
