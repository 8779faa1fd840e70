#include "table/statements.hpp"

#include <algorithm>

namespace dynaco {

failure name_statements(const failure& why, const std::vector<std::string>& statements) {
    diagnostics about = why.diagnostics();
    auto& reasons = about.cancellation_reasons;
    // A list of another length would put a reason at the wrong statement's door.
    if (reasons.empty() || reasons.size() != statements.size()) return why;
    for (std::size_t i = 0; i < reasons.size(); ++i) reasons[i].statement = statements[i];
    return {why.cause(), std::move(about)};
}

failure refuse_statement(const failure& why, std::string_view operation, std::string_view table,
                         std::size_t number) {
    diagnostics about = why.diagnostics();
    about.operation = operation;
    about.table = table;
    if (!about.detail.empty()) about.detail += ", ";
    about.detail += "statement " + std::to_string(number);
    return {why.cause(), std::move(about)};
}

}  // namespace dynaco
