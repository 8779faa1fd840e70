#pragma once

#include <dynaco/detail/expression/runtime_sink.hpp>
#include <dynaco/errors.hpp>

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>

/// Expressions as text for people: `balance >= 100 AND begins_with(name, "a")`.
namespace dynaco::detail::expression {

/// Collects the readable text of an expression: names as they were spelled, operands as plain JSON, with sets
/// as <<"a", "b">> and binary as b"base64". An operand of more than 64 bytes is cut and ends in an ellipsis.
class readable_sink final : public runtime_sink {
 public:
    /// The longest operand that is shown in full, in bytes.
    static constexpr std::size_t max_operand_bytes = 64;

    void text(std::string_view t) override { text_ += t; }  ///< Appends text.
    void open() override;                                   ///< Appends an opening parenthesis.
    void close() override;                                  ///< Appends a closing parenthesis.
    /// Appends a step of a path, as it was spelled.
    void put_step(step wire, step spelled, bool first) override;
    /// Appends an operand as plain JSON.
    void put_value(const void* operand, operand_writer write) override;
    /// Ignores the count of operations.
    void operation() override {}
    /// Writes the reason in angle brackets, in place of an operand that cannot be written.
    void refuse(const failure& why) override;

    /// Returns the text, without the parentheses around a whole condition.
    [[nodiscard]] std::string take();

 private:
    std::string text_;
    int depth_ = 0;
    std::size_t outermost_ends_ = 0;  // the position after the parenthesis that closes the first one
};

/// Writes `text` to `out`.
std::ostream& print(std::ostream& out, const std::string& text);

}  // namespace dynaco::detail::expression
