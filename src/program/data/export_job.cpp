#include "program/data/export_job.hpp"

#include "program/bulk/column_check.hpp"
#include "program/bulk/cost.hpp"
#include "program/bulk/distinct_files.hpp"
#include "program/bulk/repeated_progress.hpp"
#include "program/dry_run.hpp"
#include "program/expression/advice.hpp"
#include "program/expression/request_writer.hpp"
#include "program/failure_text.hpp"
#include "program/show/amounts.hpp"
#include "program/text/amounts.hpp"
#include "program/text/key_shape.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::program {
namespace {

constexpr std::chrono::seconds between_checkpoints{2};
// A checkpoint begins a new data file of an S3 export.
constexpr std::uint64_t bytes_between_checkpoints = std::uint64_t{64} << 20;

std::string path_without_slashes(std::string path) {
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    return path;
}

std::string export_state_path(const export_choices& given) {
    if (!given.checkpoint.empty()) return given.checkpoint;
    return is_stream_output(given.file) ? std::string() : path_without_slashes(given.file) + ".dynaco-export";
}

written_request expressions_of(const export_choices& given) {
    request_writer writer;
    if (!given.filter.empty()) writer.filter(given.filter);
    if (!given.attributes.empty()) writer.projection(given.attributes);
    return writer.take();
}

}  // namespace

void export_choices::check() const {
    std::vector<named_file> all = files_of_output("FILE", file);
    all.push_back({.option = "--checkpoint", .path = export_state_path(*this)});
    refuse_same_files(all);
    check_columns_are_used(columns, untyped_header, output_format_of_file(format, file));
    if (is_stream_output(file) && (resume || !checkpoint.empty()))
        throw usage_error("an export to " + (file == "-" ? "standard output" : file) +
                          " cannot be continued; name a file");
}

export_job::export_job(session& at, const export_choices& given, work_screen& screen)
    : at_(at),
      given_(given),
      screen_(screen),
      part_(worker_part_of(given.worker)),
      rate_(given.rate.empty() ? 0 : parse_rate(given.rate)),
      expressions_(expressions_of(given)),
      state_(export_state_path(given)),
      columns_(given.columns) {}

// The options that decide which pages are read, and what the file has.
work_identity export_job::identity(const table_description& table) const {
    work_identity now("export", given_.table, table.id);
    now.set_place(place_of(table, at_.db()));
    now.add_option("FILE", unique_path(given_.file));
    now.add_option("--output-format", given_.format);
    now.add_option("--index", given_.index);
    now.add_option("--where", given_.filter);
    now.add_option("--attributes", given_.attributes);
    now.add_flag("--consistent", given_.consistent);
    now.add_option("--columns", given_.columns);
    now.add_option("--delimiter", given_.delimiter);
    now.add_flag("--untyped-header", given_.untyped_header);
    now.add_option("--segments", given_.segments > 0 ? std::to_string(given_.segments) : std::string());
    now.add_option("--worker", given_.worker);
    return now;
}

// Returns false if the export cannot continue the earlier one.
bool export_job::open_state(const table_description& table) {
    const work_identity now = identity(table);
    if (state_.begin(given_.resume, given_.restart, "export", at_.options().words,
                     [&now](const item& facts) { return now.other_subject(facts); })) {
        before_ = earlier_runs(state_);
        if (now.tell_difference(screen_, state_, at_.options().words)) return false;
    }
    if (!given_.checkpoint.empty()) state_.check_folder();
    now.keep_in(state_);
    return true;
}

output_choices export_job::choices_of_output(const table_description& table) const {
    output_choices choices;
    choices.path = given_.file;
    choices.format = output_format_of_file(given_.format, given_.file);
    choices.packing = compression_of_name(given_.file);
    choices.columns = given_.columns;
    choices.delimiter = delimiter_of(given_.delimiter);
    choices.types_in_header = !given_.untyped_header;
    choices.keys = names_of(key_of(table));
    choices.sorted = true;
    choices.table_arn = table.arn;
    choices.terminal = given_.file == "-" && at_.terminal().output.terminal;
    return choices;
}

export_options export_job::options_of_export() const {
    export_options options;
    options.index = given_.index;
    options.consistent_read = given_.consistent;
    options.segments = given_.segments;
    options.max_read_units_per_second = rate_;
    options.worker = part_.worker;
    options.workers = part_.workers;
    options.checkpoint = state_.checkpoint;
    options.repeating = on_repeating_;
    return options;
}

void export_job::advise(const table_description& table) {
    for (const std::string& each : expressions_.advice) screen_.advice(each);
    for (const std::string& each : advice_about_keys(given_.filter, key_of(table))) screen_.advice(each);
    for (const std::string& each : advice_about_dotted_keys(expressions_.dotted, table)) screen_.advice(each);
    const table_size size = size_of(table, given_.index);
    expected_ = size.items / part_.workers;
    screen_.advice("reads " + scan_cost_text(size, given_.consistent, at_.db(),
                                             given_.segments > 0 ? given_.segments : usual_segments));
}

std::optional<table_export> export_job::prepare(const table_description& table) {
    // An earlier run leaves an unfinished file, and its state.
    const bool is_first = !given_.resume && !given_.restart && !state_.exists();
    if (const std::string old = replaced_file(given_.file, is_first); !given_.overwrite && !old.empty()) {
        screen_.message(old + " exists; --overwrite replaces it");
        return std::nullopt;
    }
    if (!open_state(table)) return std::nullopt;
    check_output(choices_of_output(table));
    return table_export(at_.db(), given_.table, expressions_, options_of_export());
}

// Where the earlier runs ended.
output_place export_job::place_in_state() const {
    return {.size = state_.number_of("size"),
            .crc32 = static_cast<std::uint32_t>(state_.number_of("crc32")),
            .export_id = state_.text_of("export_id")};
}

// Returns false if the file of the earlier runs is gone, or was changed.
bool export_job::open_output(const table_description& table) {
    try {
        output_.emplace(choices_of_output(table), place_in_state());
    } catch (const error& why) {
        if (!given_.resume || why.cause() != errc::malformed_file) throw;
        screen_.message(failure_text(why));
        screen_.message("start again with", command_to_restart(at_.options().words));
        return false;
    }
    return true;
}

awaitable<exit_status> export_job::run(const table_description& table) {
    advise(table);
    std::optional<table_export> prepared = prepare(table);
    if (!prepared) co_return exit_status::failed;
    table_export& rows = *prepared;
    if (given_.dry_run) {
        say_nothing_changed(at_);
        co_return exit_status::done;
    }
    if (const std::string advice = format_advice(given_.format, given_.file); !advice.empty())
        screen_.advice(advice);
    screen_.share_output(given_.file == "-" && at_.terminal().joined);
    if (!open_output(table)) co_return exit_status::failed;
    state_.facts.insert_or_assign("export_id", output_->beginning().export_id);
    interruption ctrl_c(at_);
    ctrl_c_ = &ctrl_c;
    bool canceled = false;
    std::string reason;
    try {
        state_.write_beginning(at_.options().words);
        set_last_words();
        co_await ctrl_c.run(write_pages(rows));
        output_->finish();
        written_ += std::exchange(buffered_, 0);
    } catch (const error& why) {
        canceled = why.cause() == errc::canceled && ctrl_c.happened();
        reason = failure_text(why);
        is_file_failure_ = why.cause() == errc::file_failed;
        is_state_wrong_ =
            given_.resume && why.cause() == errc::invalid_argument && rows.progress().requests == 0;
    }
    if (canceled) co_return interrupted(rows);
    if (!reason.empty()) co_return ended_early(rows, reason);
    state_.remove();
    screen_.end(progress(rows.progress()));
    for (const std::string& each : output_->warnings())
        screen_.message("this format loses something: " + each);
    for (const std::string& each : output_->omissions()) screen_.advice("--columns: " + each);
    if (before_.items + written_ == 0) advise_about_nothing(table, before_.read + rows.progress().scanned);
    // The items of an earlier run may have the column.
    if (const std::string advice = columns_.advice(); !advice.empty() && !given_.resume)
        screen_.advice(advice);
    co_return exit_status::done;
}

// The result has no item. A misspelt name is not an error in DynamoDB.
void export_job::advise_about_nothing(const table_description& table, std::uint64_t read) {
    const std::string what =
        given_.index.empty() ? "the table " + table.name : "the index " + given_.index + " of " + table.name;
    if (read == 0)
        return screen_.advice((part_.workers > 1 ? "this worker's part of " + what : what) + " has no items");
    const std::string advice = advice_about_no_match(expressions_, names_of(key_of(table)), given_.table);
    screen_.advice(counted(read, "item was", "items were") +
                   " read: " + (advice.empty() ? "no item meets --where" : advice));
}

// The reason comes first, then what is left and how to continue.
exit_status export_job::ended_early(const table_export& rows, const std::string& reason) {
    if (is_state_wrong_) {
        state_.tell_unusable(screen_, reason, at_.options().words);
        return exit_status::failed;
    }
    screen_.end(progress(rows.progress()));
    screen_.message(reason);
    if (!given_.resume && written_ == 0 && (!began_page_ || is_file_failure_))
        forget();
    else if (!is_file_failure_ && page_is_whole_)
        keep_at_end(rows);
    if (state_.has_content()) {
        if (const std::string words = words_about_part(); !words.empty()) screen_.message(words);
        advise_to_resume();
    }
    return exit_status::failed;
}

void export_job::keep_at_end(const table_export& rows) {
    try {
        keep(rows);
    } catch (const error& why) {
        screen_.message(failure_text(why));
    }
}

std::string export_job::words_about_part() const {
    const std::string part = output_->unfinished();
    if (part.empty()) return {};
    return "what was written is in " + part +
           "; it is needed to continue, and can be removed together with " + state_.path() +
           " if you do not continue";
}

awaitable<void> export_job::write_pages(table_export& rows) {
    std::optional<double> share;
    const repeated_progress waiting(at_, screen_, [&] { return progress(rows.progress()); });
    while (auto page = co_await rows.next_page()) {
        if (!share) share_before_ = *(share = share_done(progress_of(rows.progress())));
        write_page(*page);
        buffered_ += page->items().size();
        rows.acknowledge(page->position());
        if (output_->is_resumable() || screen_.due()) count_written();
        if (screen_.due()) show(rows.progress());
        const bool is_time = output_->is_export()
                                 ? bytes_since_ >= bytes_between_checkpoints
                                 : std::chrono::steady_clock::now() - kept_at_ >= between_checkpoints;
        if (is_time) keep(rows);
    }
}

// Counts the items that the output has. Those for a pipe may be in the buffer still.
void export_job::count_written() {
    if (!output_->is_resumable()) static_cast<void>(output_->sync());
    written_ += std::exchange(buffered_, 0);
}

void export_job::write_page(const exported_page& page) {
    page_is_whole_ = false;
    for (const std::string_view item : page.items()) {
        output_->write(item);
        began_page_ = true;
        columns_.look(item);
        bytes_since_ += item.size();
    }
    page_is_whole_ = true;
}

// Nothing was written: the next export begins as if there had been none.
void export_job::forget() {
    state_.remove();
    output_->discard();
}

void export_job::set_last_words() {
    if (state_.has_content())
        ctrl_c_->last_words("dynaco export: ended at once; continue with: " +
                            command_to_resume(at_.options().words));
}

// The file has all items that the checkpoint counts.
void export_job::keep(const table_export& rows) {
    if (!state_.is_kept()) return;
    const output_place place = output_->sync();
    // Empty before the first page: then the state has where to continue.
    if (std::string reached = rows.checkpoint(); !reached.empty()) state_.checkpoint = std::move(reached);
    state_.keep_command(command_to_resume(at_.options().words));
    state_.facts.insert_or_assign("size", place.size);
    state_.facts.insert_or_assign("crc32", place.crc32.value_or(0));
    state_.facts.insert_or_assign("export_id", place.export_id);
    const export_progress now = rows.progress();
    keep_runs(state_, {.items = before_.items + written_,
                       .read = before_.read + now.scanned,
                       .requests = before_.requests + now.requests,
                       .throttled = before_.throttled + now.throttled,
                       .units = before_.units + now.read_units});
    state_.write();
    bytes_since_ = 0;
    kept_at_ = std::chrono::steady_clock::now();
}

// The counts of the whole export, with the items that the output has.
work_progress export_job::progress(const export_progress& now) const {
    work_progress run = progress_of(now, !given_.filter.empty());
    run.items = written_;
    work_progress work = progress_with(std::move(run), before_);
    work.total_items = expected_;
    const std::uint64_t done = work.read ? before_.read : before_.items;
    if (expected_ > 0)
        work.done_before = std::min(1.0, static_cast<double>(done) / static_cast<double>(expected_));
    else
        work.done_before = share_before_;
    return work;
}

void export_job::show(const export_progress& now) {
    if (screen_.due()) screen_.show(progress(now));
}

void export_job::advise_to_resume() {
    screen_.message("continue with", command_to_resume(at_.options().words));
}

exit_status export_job::interrupted(const table_export& rows) {
    count_written();
    if (state_.is_kept()) keep(rows);
    screen_.end(progress(rows.progress()));
    screen_.message("interrupted; " + counted(before_.items + written_, "item was", "items were") +
                    " written");
    if (state_.is_kept()) advise_to_resume();
    return exit_status::interrupted;
}

}  // namespace dynaco::program
