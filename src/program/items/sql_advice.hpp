#pragma once

#include <string>
#include <string_view>

namespace dynaco::program {

/// Advice about the quotes of a PartiQL statement that DynamoDB has refused, or that found nothing. It finds
/// text in double quotes, which DynamoDB reads as a name; text whose quotes the shell may have removed; the
/// name of a table that needs quotes; and a quote that is not closed. Empty if the quotes are right.
[[nodiscard]] std::string advice_about_quotes(std::string_view statement);

/// Advice about a part of SQL that PartiQL of DynamoDB does not have, such as `count(*)` or `group by`: what
/// to use instead. Empty if the statement has no such part.
[[nodiscard]] std::string advice_about_unsupported(std::string_view statement);

/// Advice about a statement whose table does not exist: `"orders.by-date"` may be meant as an index. Empty if
/// its name cannot be that of an index.
[[nodiscard]] std::string advice_about_missing_table(std::string_view statement);

}  // namespace dynaco::program
