#include "table/statement/list.hpp"

#include <dynaco/partiql.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace dynaco {

void detail::statement_list::add(const statement_request& request) {
    result<detail::encoded_statement> encoded = request.encode();
    if (encoded) {
        all_.push_back(std::move(*encoded));
        return;
    }
    all_.emplace_back();  // keeps the numbers of the statements
    if (refused_) return;
    diagnostics about = encoded.error().diagnostics();
    about.detail = "statement " + std::to_string(all_.size()) +
                   (about.detail.empty() ? std::string() : ": " + about.detail);
    refused_ = failure(encoded.error().cause(), std::move(about));
}

void detail::statement_list::clear() noexcept {
    all_.clear();
    refused_.reset();
}

namespace detail {

failure name_statements(const failure& why, const std::vector<statement_name>& statements) {
    diagnostics about = why.diagnostics();
    auto& reasons = about.cancellation_reasons;
    // With another number of reasons, a reason could be attached to the wrong statement.
    if (reasons.empty() || reasons.size() != statements.size()) return why;
    for (std::size_t i = 0; i < reasons.size(); ++i) {
        reasons[i].statement = statements[i].text;
        reasons[i].key = statements[i].key;
    }
    return {why.cause(), std::move(about)};
}

failure refuse_statement(const failure& why, std::string_view operation, std::string_view table,
                         std::size_t number, attributes_ref key) {
    diagnostics about = why.diagnostics();
    about.operation = operation;
    about.table = table;
    std::string text;
    json::writer out(text);
    if (key.write(out) && text != "{}") about.key = std::move(text);
    if (!about.detail.empty()) about.detail += ", ";
    about.detail += "statement " + std::to_string(number);
    return {why.cause(), std::move(about)};
}

}  // namespace detail

}  // namespace dynaco
