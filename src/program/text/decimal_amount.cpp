#include "program/text/decimal_amount.hpp"

#include "program/text/text_fault.hpp"

#include <limits>
#include <string>

namespace dynaco::program {
namespace {

bool is_amount_digit(char c) noexcept { return c >= '0' && c <= '9'; }

class amount_reader {
 public:
    amount_reader(std::string_view text, std::size_t column, std::string_view example)
        : text_(text), example_(example), at_(column) {}

    decimal_amount read() {
        read_digits(false);
        if (peek() == '.') {
            ++at_;
            read_digits(true);
        }
        while (peek() == ' ') ++at_;
        amount_.unit_column = at_;
        while (at_ < text_.size() && !is_amount_digit(text_[at_]) && text_[at_] != ' ') ++at_;
        amount_.unit = text_.substr(amount_.unit_column, at_ - amount_.unit_column);
        while (peek() == ' ') ++at_;
        amount_.end = at_;
        return amount_;
    }

 private:
    [[nodiscard]] char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }

    void read_digits(bool fraction) {
        if (!is_amount_digit(peek()))
            refuse(text_, at_, "expected a number, for example " + std::string(example_));
        for (; is_amount_digit(peek()) || peek() == '_'; ++at_) {
            if (peek() == '_') continue;
            if (++count_ > 18) refuse(text_, at_, "the number has more than 18 digits");
            amount_.digits = amount_.digits * 10 + static_cast<std::uint64_t>(peek() - '0');
            if (fraction) amount_.scale *= 10;
        }
    }

    std::string_view text_;
    std::string_view example_;
    std::size_t at_;
    int count_ = 0;
    decimal_amount amount_{};
};

}  // namespace

std::uint64_t decimal_amount::times(std::uint64_t factor, std::string_view text, std::size_t column) const {
    const std::uint64_t whole = digits / scale;
    std::uint64_t rest = digits % scale;
    if (whole > std::numeric_limits<std::uint64_t>::max() / factor)
        refuse(text, column, "the number is too large");
    std::uint64_t parts = scale;  // the fraction is rest / parts
    while (parts > 1 && rest % 10 == 0) rest /= 10, parts /= 10;
    if (rest > std::numeric_limits<std::uint64_t>::max() / factor)
        refuse(text, column, "the fraction has too many digits");
    if (rest * factor % parts != 0) refuse(text, column, "this is not a whole number of the smallest unit");
    const std::uint64_t part = rest * factor / parts;
    if (whole * factor > std::numeric_limits<std::uint64_t>::max() - part)
        refuse(text, column, "the number is too large");
    return whole * factor + part;
}

decimal_amount read_amount(std::string_view text, std::size_t column, std::string_view example) {
    return amount_reader(text, column, example).read();
}

}  // namespace dynaco::program
