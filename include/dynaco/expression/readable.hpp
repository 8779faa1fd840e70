#pragma once

#include <dynaco/expression/clause.hpp>
#include <dynaco/expression/runtime_sink.hpp>

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>

/// Expressions as text for people: `balance >= 100 AND begins_with(name, "a")`.
namespace dynaco::expression {

/// Collects the text: names as they were spelled, operands as plain JSON, with sets as <<"a", "b">> and
/// binary as b"base64"; an operand of more than 64 bytes is cut and ends in an ellipsis.
class readable_sink final : public runtime_sink {
 public:
    static constexpr std::size_t max_operand_bytes = 64;

    void text(std::string_view t) override { text_ += t; }
    void open() override;
    void close() override;
    void put_step(step wire, step spelled, bool first) override;
    void put_value(const void* operand, operand_writer write) override;
    void operation() override {}
    /// What cannot be written stands in the text as the reason, in angle brackets.
    void refuse(const failure& why) override;

    /// The text, without the parentheses around a whole condition.
    [[nodiscard]] std::string take();

 private:
    std::string text_;
    int depth_ = 0;
    std::size_t outermost_ends_ = 0;  // after the parenthesis that closes one at the very beginning
};

std::ostream& print(std::ostream& out, const std::string& text);

}  // namespace dynaco::expression

namespace dynaco {

/// The text of a condition for a log: `"balance"_a >= 100` gives `balance >= 100`.
///
/// Operands are shown: keep conditions on secrets out of logs. An empty `condition_of` gives "".
template <expression::condition_node E>
[[nodiscard]] std::string to_string(const E& condition) {
    if constexpr (requires { condition.empty(); })
        if (condition.empty()) return {};
    expression::readable_sink target;
    expression::model_sink<value> sink(target);  // whose names are as they are spelled
    E::lower(sink, &condition);
    return target.take();
}
/// The text of an update action, or of a list of them: `SET balance = balance + 1`.
template <expression::update_action A>
[[nodiscard]] std::string to_string(const A& action) {
    if constexpr (requires { action.empty(); })
        if (action.empty()) return {};
    expression::readable_sink target;
    expression::model_sink<value> sink(target);
    const expression::update_clause<A> clause(action);
    clause.template lower<value>(sink, &clause);
    return target.take();
}

namespace expression {

template <class E>
    requires(condition_node<E> || update_action<E>)
std::ostream& operator<<(std::ostream& out, const E& node) { return print(out, to_string(node)); }

}  // namespace expression
}  // namespace dynaco
