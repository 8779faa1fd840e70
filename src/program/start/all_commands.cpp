#include "program/start/all_commands.hpp"

#include "program/data/commands.hpp"
#include "program/help/commands.hpp"
#include "program/items/commands.hpp"
#include "program/jobs/commands.hpp"
#include "program/measure/commands.hpp"
#include "program/tables/commands.hpp"
#include "program/watch/commands.hpp"

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
    all.push_back(make_tables());
    all.push_back(make_describe());
    all.push_back(make_create());
    all.push_back(make_update_table());
    all.push_back(make_drop());
    all.push_back(make_backup());
    all.push_back(make_restore());
    all.push_back(make_watch());
    all.push_back(make_jobs());
    all.push_back(make_bench());
    all.push_back(make_whoami());
    all.push_back(make_completion());
    all.push_back(make_help());
    return all;
}

}  // namespace dynaco::program
