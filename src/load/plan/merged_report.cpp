#include "load/plan/merged_report.hpp"

#include <algorithm>

namespace dynaco::loading {

void add_throttled(std::vector<throttled_part>& to, const throttled_part& part) {
    const auto same = [&part](const throttled_part& each) {
        return each.table == part.table && each.index == part.index && each.hash_key == part.hash_key;
    };
    const auto found = std::ranges::find_if(to, same);
    if (found == to.end())
        to.push_back(part);
    else
        found->times += part.times;
}

}  // namespace dynaco::loading

namespace dynaco {
namespace {

void add_counts(load_counts& to, const load_counts& from) noexcept {
    to.accepted += from.accepted;
    to.written += from.written;
    to.superseded += from.superseded;
    to.unmet += from.unmet;
    to.rejected += from.rejected;
    to.in_doubt += from.in_doubt;
    to.unsent += from.unsent;
    to.requests += from.requests;
    to.throttled += from.throttled;
    to.failed += from.failed;
    to.write_units += from.write_units;
}

void add_table_counts(std::vector<load_table_counts>& to, const load_table_counts& of_table) {
    const auto found = std::ranges::find(to, of_table.table, &load_table_counts::table);
    if (found == to.end()) {
        to.push_back(of_table);
        return;
    }
    add_counts(*found, of_table);
    if (!found->stopped) found->stopped = of_table.stopped;
}

}  // namespace

load_report merge_reports(std::span<const load_report> reports) {
    load_report all;
    for (const load_report& each : reports) {
        add_counts(all, each);
        add_counts(all.before, each.before);
        all.elapsed = std::max(all.elapsed, each.elapsed);
        all.outage = std::max(all.outage, each.outage);
        for (const throttled_part& part : each.throttled_by) loading::add_throttled(all.throttled_by, part);
        for (const load_table_counts& counts : each.tables) add_table_counts(all.tables, counts);
        if (!all.stopped) all.stopped = each.stopped;
    }
    return all;
}

}  // namespace dynaco
