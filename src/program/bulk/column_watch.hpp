#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// Finds columns of --columns that no item has: a typing mistake makes an empty column. Costs little once
/// all columns were seen.
class column_watch {
 public:
    /// `columns`: "id:S,total:N". Empty: nothing is watched.
    explicit column_watch(std::string_view columns);

    /// Takes an item that is DynamoDB JSON.
    void look(std::string_view item);
    /// What to tell the user; empty: there was no item, or each column was seen.
    [[nodiscard]] std::string advice() const;

 private:
    std::vector<std::string> unseen_;
    std::set<std::string, std::less<>> seen_{};  // names of attributes, for suggestions
    bool has_items_ = false;
};

}  // namespace dynaco::program
