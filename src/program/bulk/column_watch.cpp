#include "program/bulk/column_watch.hpp"

#include "program/bulk/column_check.hpp"
#include "program/text/nearest_word.hpp"

#include <dynaco/codec.hpp>

#include <algorithm>
#include <cstddef>

namespace dynaco::program {
namespace {

constexpr std::size_t most_names = 1000;

std::string in_quotes_of_message(std::string_view name) { return '"' + std::string(name) + '"'; }

}  // namespace

column_watch::column_watch(std::string_view columns)
    : unseen_(columns.empty() ? std::vector<std::string>() : names_of_columns(columns)) {}

void column_watch::look(std::string_view item) {
    if (unseen_.empty()) return;
    has_items_ = true;
    detail::json::reader in(item);
    bool first = true;
    std::string_view name;
    if (!in.expect('{')) return;
    while (in.next_member(first, name)) {
        if (!seen_.contains(name)) {
            std::erase_if(unseen_, [name](const std::string& each) { return each == name; });
            if (seen_.size() < most_names) seen_.emplace(name);
        }
        if (!in.skip()) return;
    }
}

std::string column_watch::advice() const {
    if (!has_items_ || unseen_.empty()) return {};
    const std::vector<std::string> names(seen_.begin(), seen_.end());
    std::string text = "--columns: no item has ";
    for (const std::string& each : unseen_) {
        if (&each != &unseen_.front()) text += " or ";
        text += in_quotes_of_message(each);
        if (const std::string meant = nearest_word(names, each); !meant.empty())
            text += " (did you mean " + in_quotes_of_message(meant) + "?)";
    }
    return text + (unseen_.size() == 1 ? "; the column is empty" : "; these columns are empty");
}

}  // namespace dynaco::program
