#include "program/start/all_commands.hpp"

#include "program/data/commands.hpp"
#include "program/help/commands.hpp"
#include "program/items/commands.hpp"

namespace dynaco::program {

command_list all_commands() {
    command_list all;
    all.push_back(make_get());
    all.push_back(make_put());
    all.push_back(make_update());
    all.push_back(make_delete());
    all.push_back(make_query());
    all.push_back(make_scan());
    all.push_back(make_sql());
    all.push_back(make_import());
    all.push_back(make_export());
    all.push_back(make_copy());
    all.push_back(make_compare());
    all.push_back(make_truncate());
    all.push_back(make_count());
    all.push_back(make_convert());
    all.push_back(make_whoami());
    all.push_back(make_completion());
    all.push_back(make_help());
    return all;
}

}  // namespace dynaco::program
