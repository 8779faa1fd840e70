#include "program/items/sql_check.hpp"

#include "program/command.hpp"
#include "program/items/sql_parts.hpp"
#include "program/show/amounts.hpp"

#include <algorithm>
#include <string>

namespace dynaco::program {

void check_statement(std::string_view statement, std::size_t values) {
    const std::vector<sql_part> parts = parts_of_statement(statement);
    if (parts.empty())
        throw usage_error(
            "the statement is empty: write a statement of PartiQL, such as 'select * from orders'");
    if (parts.back().kind == sql_kind::open_quote) return;  // DynamoDB refuses it
    const auto marks = static_cast<std::size_t>(
        std::ranges::count_if(parts, [](const sql_part& each) { return is_sql_symbol(each, "?"); }));
    if (marks == values) return;
    const std::string found = "the statement has " + (marks == 0 ? "no ?" : std::to_string(marks) + " ?") +
                              ", and " +
                              (values == 0 ? std::string("no value follows it")
                                           : counted(values, "value follows it", "values follow it"));
    if (marks == 0) throw usage_error(found + ": write the whole statement as one argument, in quotes");
    throw usage_error(found + ": write one value for each ?, such as '\"text\"' or 12");
}

}  // namespace dynaco::program
