#pragma once

#include <string>
#include <string_view>

namespace dynaco::program {

/// Advice about the quotes of a PartiQL statement that DynamoDB has refused, or that found nothing: text in
/// double quotes, which is read as a name; text without quotes, which the shell may have removed; the name of
/// a table that needs quotes; a quote that is not closed. Empty: there is none.
[[nodiscard]] std::string advice_about_quotes(std::string_view statement);

}  // namespace dynaco::program
