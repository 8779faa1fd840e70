#pragma once

#include <string>

namespace dynaco::test {

inline constexpr const char* fault_table_begin =
    "<!-- the table of faults: `fault-table docs/reliability.md` writes it -->\n";
inline constexpr const char* fault_table_end = "<!-- end of the table of faults -->\n";

/// All faults as a table in Markdown.
[[nodiscard]] std::string fault_table();

/// Returns `document` with the current table between its two marks.
/// @throws std::runtime_error  the document does not have the marks.
[[nodiscard]] std::string with_fault_table(const std::string& document);

}  // namespace dynaco::test
