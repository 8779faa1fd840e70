#include "table/read/marker.hpp"

#include <dynaco/admin.hpp>
#include <dynaco/operations/table.hpp>

#include <iterator>

namespace dynaco {

awaitable<std::vector<std::string>> table_names(client db) {
    std::vector<std::string> names;
    detail::listing_marker last("ListTables", "LastEvaluatedTableName");
    list_tables::response page;
    do {
        page = co_await db.execute(list_tables{.exclusive_start_table_name = last.text()});
        names.insert(names.end(), std::make_move_iterator(page.table_names.begin()),
                     std::make_move_iterator(page.table_names.end()));
    } while (last.advance(std::move(page.last_evaluated_table_name)));
    co_return names;
}

}  // namespace dynaco
