// alone
// first-error: dynaco: include <dynaco/item_table.hpp> for table<dynaco::item>
// most-lines: 15
#include <dynaco/table.hpp>

dynaco::table<dynaco::item> all(const dynaco::client& db) { return {db, "accounts"}; }
