#include "program/data/convert_job.hpp"

#include "program/bulk/column_check.hpp"
#include "program/bulk/column_watch.hpp"
#include "program/bulk/distinct_files.hpp"
#include "program/bulk/interruption.hpp"
#include "program/bulk/item_output.hpp"
#include "program/bulk/reject_list.hpp"
#include "program/show/amounts.hpp"
#include "program/text/amounts.hpp"

#include <dynaco/load/check.hpp>
#include <dynaco/load/sources.hpp>

#include <chrono>
#include <filesystem>

namespace dynaco::program {
namespace {

constexpr std::uint64_t records_between_looks = 1000;

// The record's line is shown: "the attribute has …" of "item 3: the attribute has …".
std::string without_item_number(const std::string& reason) {
    const auto colon = reason.find(": ");
    return reason.starts_with("item ") && colon != reason.npos ? reason.substr(colon + 2) : reason;
}

/// Ends the reading of records early.
struct conversion_end {
    exit_status status;
};

source_options options_of_input(const convert_choices& given) {
    const file_format format = input_format_of(given.input_format);
    source_options options;
    options.format = format.format;
    options.json = format.json;
    options.types = given.types;
    options.header = given.header;
    options.delimiter = delimiter_of(given.delimiter);
    return options;
}

output_choices choices_of_output(const convert_choices& given, const session& at) {
    output_choices choices;
    choices.path = given.out;
    choices.format = output_format_of_file(given.output_format, given.out);
    choices.packing = compression_of_name(given.out);
    choices.columns = given.columns;
    choices.delimiter = delimiter_of(given.delimiter);
    choices.types_in_header = !given.untyped_header;
    choices.terminal = given.out == "-" && at.terminal().output.terminal;
    return choices;
}

class conversion {
 public:
    conversion(session& at, work_screen& screen, const convert_choices& given)
        : screen_(screen),
          given_(given),
          most_rejects_(given.max_rejects.empty() ? 0 : parse_count(given.max_rejects)),
          rows_(read_records({given.in}, options_of_input(given))),
          rejects_(screen, given.rejects, 0, [this](std::uint32_t file) { return rows_.file_name(file); }),
          output_(choices_of_output(given, at)),
          columns_(given.columns),
          ctrl_c_(at) {
        screen_.share_output(given.out == "-" && at.terminal().joined);
    }
    ~conversion() {
        if (!is_complete_) output_.discard();
    }
    conversion(const conversion&) = delete;
    conversion& operator=(const conversion&) = delete;

    exit_status run() {
        const table_description no_table;
        const auto on_rejected = [this](const rejected_record& each) { reject(each); };
        const auto on_accepted = [this](const load_record& each) { write(each); };
        try {
            static_cast<void>(
                check_records(no_table, rows_, {.rejected = on_rejected, .accepted = on_accepted}));
        } catch (const conversion_end& early) {
            return early.status;
        } catch (const error& why) {
            refuse_types_of_input(why, rows_, given_.types);
            throw;
        }
        output_.finish();
        is_complete_ = true;
        rejects_.sync();
        return conclude();
    }

 private:
    void reject(const rejected_record& record) {
        rejects_.add(record);
        if (rejects_.count() > most_rejects_) throw conversion_end{too_many()};
        look();
    }
    void write(const load_record& record) {
        if (record.kind == record_kind::remove)
            ++removals_;
        else
            write_item(record);
        look();
    }
    void write_item(const load_record& record) {
        try {
            output_.write(record.item);
        } catch (const error& why) {
            if (why.cause() != errc::invalid_value) throw;
            // It does not fit the columns.
            return reject({.position = record.position,
                           .attribute = why.diagnostics().attribute_path,
                           .reason = without_item_number(why.diagnostics().detail),
                           .text = std::string(record.item)});
        }
        columns_.look(record.item);
        ++items_;
    }
    void look() {
        if (++seen_ % records_between_looks != 0) return;
        if (ctrl_c_.is_pending()) throw conversion_end{interrupted()};
        if (screen_.due()) screen_.show(progress());
    }
    [[nodiscard]] work_progress progress() const {
        work_progress work;
        work.items = items_;
        work.rejected = rejects_.count();
        work.bytes = rows_.bytes_read();
        work.total_bytes = rows_.total_bytes();
        work.elapsed =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin_);
        if (work.elapsed.count() > 0)
            work.items_per_second =
                static_cast<double>(items_) * 1000 / static_cast<double>(work.elapsed.count());
        return work;
    }
    exit_status too_many() {
        screen_.end();
        screen_.message(counted(rejects_.count(), "record was", "records were") + " rejected, more than " +
                        count_text(most_rejects_) + " (--max-rejects); the result was not written" +
                        (most_rejects_ > 0 ? rejects_.place_text() : std::string()));
        return exit_status::too_many_rejects;
    }
    exit_status interrupted() {
        screen_.end();
        screen_.message("interrupted; the result was not written");
        return exit_status::interrupted;
    }
    exit_status conclude() {
        screen_.end(progress());
        if (given_.in == "-") advise_about_input(screen_, rows_, given_.types, options_of_input(given_));
        for (const std::string& each : output_.warnings())
            screen_.message("this format loses something: " + each);
        for (const std::string& each : output_.omissions()) screen_.advice("--columns: " + each);
        if (const std::string advice = columns_.advice(); !advice.empty()) screen_.advice(advice);
        if (removals_ > 0)
            screen_.message(counted(removals_, "removal was", "removals were") +
                            " left out: only items can be written");
        if (rejects_.count() == 0) return exit_status::done;
        screen_.message(counted(rejects_.count(), "record was", "records were") + " rejected" +
                        rejects_.place_text());
        return exit_status::done_with_rejects;
    }

    work_screen& screen_;
    const convert_choices& given_;
    std::uint64_t most_rejects_;
    record_source rows_;
    reject_list rejects_;
    item_output output_;
    column_watch columns_;
    interruption ctrl_c_;
    std::uint64_t seen_ = 0;
    std::uint64_t items_ = 0;
    std::uint64_t removals_ = 0;
    bool is_complete_ = false;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace

exit_status convert_file(session& at, work_screen& screen, const convert_choices& given) {
    std::vector<named_file> all = files_of_output("OUT", given.out);
    all.push_back({.option = "IN", .path = given.in});
    all.push_back({.option = "--rejects", .path = given.rejects});
    refuse_same_files(all);
    check_columns_are_used(given.columns, given.untyped_header,
                           output_format_of_file(given.output_format, given.out));
    if (const std::string old = replaced_file(given.out, true); !given.overwrite && !old.empty()) {
        screen.message(old + " exists; --overwrite replaces it");
        return exit_status::failed;
    }
    if (const std::string advice = format_advice(given.output_format, given.out); !advice.empty())
        screen.advice(advice);
    check_column_list("--types", given.types);
    check_column_list("--header", given.header);
    const csv_headers headers = csv_headers_of({given.in}, options_of_input(given), given.types);
    check_typed_columns(given.types, headers.columns);
    for (const std::string& each : headers.advice()) screen.advice(each);
    check_output(choices_of_output(given, at));
    conversion work(at, screen, given);
    return work.run();
}

}  // namespace dynaco::program
