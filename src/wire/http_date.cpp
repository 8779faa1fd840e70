#include "wire/http_date.hpp"

#include <algorithm>
#include <array>

namespace dynaco::wire {
namespace {

using names = std::array<std::string_view, 7>;
constexpr names short_days = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr names long_days = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct fields {
    unsigned year = 0;
    unsigned month = 0;
    unsigned day = 0;
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
};

// Parses the text from its front. After the first failure, all further reads fail.
class reader {
 public:
    explicit reader(std::string_view text) noexcept : text_(text) {}

    reader& literal(std::string_view expected) noexcept {
        good_ = good_ && text_.starts_with(expected);
        if (good_) text_.remove_prefix(expected.size());
        return *this;
    }
    reader& number(unsigned& value, std::size_t digits) noexcept {
        good_ = good_ && text_.size() >= digits;
        for (value = 0; good_ && digits > 0; --digits, text_.remove_prefix(1)) {
            good_ = text_.front() >= '0' && text_.front() <= '9';
            value = value * 10 + static_cast<unsigned>(text_.front() - '0');
        }
        return *this;
    }
    reader& day_name(const names& known) noexcept {
        const auto* const at =
            std::ranges::find_if(known, [this](std::string_view each) { return text_.starts_with(each); });
        return at == known.end() ? fail() : literal(*at);
    }
    reader& month(unsigned& value) noexcept {
        const auto* const at = std::ranges::find(months, text_.substr(0, 3));
        value = static_cast<unsigned>(at - months.begin()) + 1;
        return at == months.end() ? fail() : literal(*at);
    }
    reader& time(fields& f) noexcept {
        return number(f.hour, 2).literal(":").number(f.minute, 2).literal(":").number(f.second, 2);
    }
    [[nodiscard]] bool complete() const noexcept { return good_ && text_.empty(); }
    [[nodiscard]] std::string_view rest() const noexcept { return text_; }

 private:
    reader& fail() noexcept {
        good_ = false;
        return *this;
    }

    std::string_view text_;
    bool good_ = true;
};

bool imf_fixdate(std::string_view text, fields& f) noexcept {
    reader r(text);
    r.day_name(short_days).literal(", ").number(f.day, 2).literal(" ").month(f.month).literal(" ");
    return r.number(f.year, 4).literal(" ").time(f).literal(" GMT").complete();
}

// A year of two digits is from 2000 to 2099, because no service's clock shows an earlier year.
bool rfc850_date(std::string_view text, fields& f) noexcept {
    reader r(text);
    r.day_name(long_days).literal(", ").number(f.day, 2).literal("-").month(f.month).literal("-");
    r.number(f.year, 2).literal(" ").time(f).literal(" GMT");
    f.year += 2000;
    return r.complete();
}

bool asctime_date(std::string_view text, fields& f) noexcept {
    reader r(text);
    r.day_name(short_days).literal(" ").month(f.month).literal(" ");
    if (r.rest().starts_with(' '))
        r.literal(" ").number(f.day, 1);
    else
        r.number(f.day, 2);
    return r.literal(" ").time(f).literal(" ").number(f.year, 4).complete();
}

}  // namespace

std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) noexcept {
    namespace chrono = std::chrono;
    fields f;
    if (!imf_fixdate(text, f) && !rfc850_date(text, f) && !asctime_date(text, f)) return std::nullopt;
    const chrono::year_month_day date(chrono::year(static_cast<int>(f.year)), chrono::month(f.month),
                                      chrono::day(f.day));
    if (!date.ok() || f.hour > 23 || f.minute > 59 || f.second > 60) return std::nullopt;
    return chrono::sys_days(date) + chrono::hours(f.hour) + chrono::minutes(f.minute) +
           chrono::seconds(std::min(f.second, 59U));
}

}  // namespace dynaco::wire
