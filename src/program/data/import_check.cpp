#include "program/data/import_check.hpp"

#include "program/bulk/column_check.hpp"
#include "program/bulk/cost.hpp"
#include "program/bulk/interruption.hpp"
#include "program/bulk/reject_list.hpp"
#include "program/show/amounts.hpp"
#include "program/show/text_width.hpp"
#include "program/text/amounts.hpp"

#include <dynaco/json.hpp>
#include <dynaco/load/check.hpp>

#include <ostream>

namespace dynaco::program {
namespace {

struct check_interrupted {};

void print_check(std::ostream& out, const check_report& found, const prepared_import& work, client& db) {
    if (work.target.is_missing)
        out << "the table " << visible_text(work.given.table) << " would be created (on demand) with the key "
            << visible_text(key_text_of(work.target.table)) << '\n';
    if (!work.columns.empty()) {
        out << "columns:";
        for (const std::string& each : work.columns) out << ' ' << visible_text(each);
        out << '\n';
    }
    const bool removes = found.removals > 0;
    if (found.puts > 0 || !removes)
        out << counted(found.puts, "item", "items") << " to write, " << bytes_text(found.bytes) << '\n';
    if (removes) out << counted(found.removals, "item", "items") << " to remove\n";
    out << "at least " << cost_text(static_cast<double>(found.write_units), unit_kind::write, db) << '\n';
    if (found.index_write_units > 0)
        out << "for the indexes at most "
            << cost_text(static_cast<double>(found.index_write_units), unit_kind::write, db) << '\n';
    out << counted(found.rejected, "record", "records") << " rejected\n";
    out << "nothing was written to " << visible_text(work.given.table) << '\n';
}

item check_item(const check_report& found, const prepared_import& work) {
    item made{{"items", found.puts},
              {"removals", found.removals},
              {"bytes", found.bytes},
              {"write_units", found.write_units},
              {"index_write_units_at_most", found.index_write_units},
              {"rejected", found.rejected}};
    if (!work.columns.empty())
        made.insert_or_assign("columns", value::list(work.columns.begin(), work.columns.end()));
    if (work.target.is_missing)
        made.insert_or_assign("creates",
                              item{{"table", work.given.table}, {"key", key_text_of(work.target.table)}});
    return made;
}

work_progress progress_of_check(const check_report& found, std::chrono::steady_clock::time_point begin) {
    work_progress work;
    work.items = found.puts + found.removals;
    work.rejected = found.rejected;
    work.bytes = found.bytes_read;
    work.total_bytes = found.total_bytes;
    work.elapsed =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    if (work.elapsed.count() > 0)
        work.items_per_second =
            static_cast<double>(work.items) * 1000 / static_cast<double>(work.elapsed.count());
    return work;
}

}  // namespace

exit_status check_import(session& at, work_screen& screen, const prepared_import& work) {
    record_source rows = read_records(work.given.files, work.source);
    interruption ctrl_c(at);
    const auto begin = std::chrono::steady_clock::now();
    const auto on_reject = [&](const rejected_record& each) { work.rejects.add(each); };
    const auto on_progress = [&](const check_report& found) {
        if (ctrl_c.is_pending()) throw check_interrupted();
        screen.show(progress_of_check(found, begin));
    };
    check_report found;
    try {
        found = check_records(work.target.table, rows,
                              {.records = work.given.use(), .rejected = on_reject, .progress = on_progress});
    } catch (const check_interrupted&) {
        screen.message("interrupted; nothing was written");
        return exit_status::interrupted;
    } catch (const error& why) {
        refuse_types_of_input(why, rows, work.given.types);
        throw;
    }
    work.rejects.sync();
    screen.end();
    if (work.given.is_only_standard_input()) advise_about_input(screen, rows, work.given.types, work.source);
    std::ostream& out = at.out();
    if (at.options().format == output_format::json)
        out << at.printed(to_json(check_item(found, work))) << '\n';
    else
        print_check(out, found, work, at.db());
    out.flush();
    if (found.rejected == 0) return exit_status::done;
    return found.rejected > work.max_rejects ? exit_status::too_many_rejects : exit_status::done_with_rejects;
}

}  // namespace dynaco::program
