#include "table/marker.hpp"

#include <dynaco/operations/list_tables.hpp>
#include <dynaco/table/table_names.hpp>

#include <iterator>

namespace dynaco {

awaitable<std::vector<std::string>> table_names(client db) {
    std::vector<std::string> names;
    std::string last;
    do {
        list_tables::response page = co_await db.execute(list_tables{.exclusive_start_table_name = last});
        names.insert(names.end(), std::make_move_iterator(page.table_names.begin()),
                     std::make_move_iterator(page.table_names.end()));
        advance_marker(last, std::move(page.last_evaluated_table_name), "ListTables",
                       "LastEvaluatedTableName");
    } while (!last.empty());
    co_return names;
}

}  // namespace dynaco
