#include "load/text/number_text.hpp"

#include "json/scan.hpp"
#include "load/text/text_fault.hpp"

#include <dynaco/types.hpp>

namespace dynaco::loading {

std::string why_not_number(std::string_view text) {
    const char* const end = text.data() + text.size();
    if (text.empty() || detail::json::scan_number(text.data(), end) != end) {
        std::string why = quoted_text(text) + " is not a number";
        const bool comma = text.find(',') != text.npos;
        return why + (comma ? "; write it with a decimal point and without separators"
                            : "; write it as 12.5 or 1.25e1");
    }
    constexpr std::size_t always_fits = number::max_digits;
    if (text.size() <= always_fits && text.find_first_of("eE") == text.npos) return {};
    const auto parsed = number::parse(text);
    if (parsed) return {};
    return parsed.error().diagnostics().detail +
           "; DynamoDB cannot store it as a number: round it, or store a string";
}

}  // namespace dynaco::loading
