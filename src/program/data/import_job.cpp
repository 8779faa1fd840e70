#include "program/data/import_job.hpp"

#include "program/bulk/column_check.hpp"
#include "program/bulk/distinct_files.hpp"
#include "program/data/import_check.hpp"
#include "program/failure_text.hpp"
#include "program/show/amounts.hpp"
#include "program/text/amounts.hpp"

#include <dynaco/load/loader.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

namespace dynaco::program {
namespace {

// The state of a file that has several names is beside the file itself.
std::string first_path(const import_choices& given) {
    std::string path = given.files.front();
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    std::error_code ignored;
    return std::filesystem::is_symlink(path, ignored) ? unique_path(path) : path;
}

// "orders.csv.orders.dynaco-import", next to the first file.
std::string state_path_of(const import_choices& given, const worker_part& part) {
    if (!given.checkpoint.empty()) return given.checkpoint;
    if (given.reads_standard_input()) return {};
    std::error_code ignored;
    for (const std::string& each : given.files) {
        const auto type = std::filesystem::status(each, ignored).type();
        // A pipe cannot be read again.
        if (type == std::filesystem::file_type::fifo || type == std::filesystem::file_type::character)
            return {};
    }
    const std::string table = given.table.substr(given.table.rfind('/') + 1);
    return first_path(given) + '.' + table + suffix_of(part) + ".dynaco-import";
}

}  // namespace

import_job::import_job(session& at, const import_choices& given, work_screen& screen)
    : at_(at),
      given_(given),
      screen_(screen),
      part_(worker_part_of(given.worker)),
      rate_(given.rate.empty() ? 0 : parse_rate(given.rate)),
      max_rejects_(given.max_rejects.empty() ? 0 : parse_count(given.max_rejects)),
      state_(state_path_of(given, part_)),
      continuing_(command_to_resume(at.options().words)) {}

void import_job::open_state(const work_identity& now) {
    if (state_.begin(given_.resume, given_.restart, "import", at_.options().words,
                     [&now](const item& facts) { return now.other_subject(facts); }))
        return;
    if (!given_.checkpoint.empty()) return state_.check_folder();
    if (state_.give_up_if_unwritable())
        screen_.advice("the folder of " + given_.files.front() +
                       " cannot be written, so this import cannot be continued after an interruption; "
                       "--checkpoint FILE names another place");
}

// Empty: rejected records are only shown.
std::string import_job::rejects_path() const {
    if (!given_.rejects.empty() || max_rejects_ == 0 || !state_.is_kept() || !given_.checkpoint.empty())
        return given_.rejects;
    return first_path(given_) + '.' + given_.table.substr(given_.table.rfind('/') + 1) + suffix_of(part_) +
           ".rejects.jsonl";
}

// The files that are written must differ, also if their names are defaults.
void import_job::check_files() const {
    const named_file rejects{.option = "--rejects", .path = rejects_path()};
    const named_file checkpoint{.option = "--checkpoint", .path = state_.path()};
    for (const std::string& each : given_.files) {
        const std::array all{rejects, checkpoint, named_file{.option = "FILE", .path = each}};
        refuse_same_files(all);
    }
}

void import_job::open_rejects() {
    const bool is_default = given_.rejects.empty();
    const record_source files = read_records(given_.files, source_);
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < files.files(); ++i) names.push_back(files.file_name(i));
    rejects_.emplace(screen_, rejects_path(), state_.number_of("rejects_bytes"),
                     [names = std::move(names)](std::uint32_t file) {
                         return file < names.size() ? names[file] : std::string("?");
                     });
    if (given_.dry_run && is_default) rejects_->only_show();
}

load_options import_job::options_of_load() {
    load_options options;
    options.max_write_units_per_second = rate_ / part_.workers;
    options.max_writes_per_request = given_.batch_size;
    options.max_rejected = max_rejects_;
    options.records = given_.use();
    options.progress_interval = screen_.interval();
    options.rejected = [this](const rejected_record& each) { rejects_->add(each); };
    options.progress = [this](const load_progress& now) { show(now); };
    if (state_.is_kept()) options.checkpoint = [this](std::string_view text) { keep(text); };
    options.resume = state_.checkpoint;
    return options;
}

void import_job::show(const load_progress& now) {
    set_last_words(now.in_flight * given_.batch_size);
    screen_.show(progress_of(now, part_.workers));
}

// `in_flight`: at most this number of writes have no response yet.
void import_job::set_last_words(std::uint64_t in_flight) {
    std::string words = "dynaco import: ended at once; up to " + counted(in_flight, "write", "writes") +
                        " in flight may or may not have been done";
    // Without a state, the import begins again.
    if (state_.has_content()) words += "; continue with: " + command_to_resume(at_.options().words);
    ctrl_c_->last_words(std::move(words));
}

// The latest checkpoint is written at most once a second, and at the end.
void import_job::keep(std::string_view checkpoint) {
    state_.checkpoint = checkpoint;
    state_.facts.insert_or_assign("rejects_bytes", rejects_->sync());
    const auto now = std::chrono::steady_clock::now();
    if (now - state_written_at_ >= std::chrono::seconds(1)) write_state();
}

void import_job::write_state() {
    state_.keep_command(continuing_);
    state_.write();
    state_written_at_ = std::chrono::steady_clock::now();
}

// A mistake in a header would reject each row.
void import_job::read_headers(const table_description& table) {
    types_ = types_for(table, given_.types);
    required_ = required_columns(table);
    source_ = source_options_of(given_, types_, required_);
    csv_headers headers = csv_headers_of(given_.files, source_, given_.types);
    check_typed_columns(given_.types, headers.columns);
    for (const std::string& each : headers.advice()) screen_.advice(each);
    columns_ = std::move(headers.columns);
}

work_identity import_job::identity(const table_description& table) const {
    work_identity now("import", given_.table, table.id);
    now.set_place(place_of(table, at_.db()));
    for (const std::string& each : given_.files) now.add_file(each, read_records({each}, source_).identity());
    now.add_option("--types", given_.types);
    now.add_option("--header", given_.header);
    now.add_option("--delimiter", given_.delimiter);
    now.add_option("--empty-cells", given_.empty_cells);
    now.add_option("--input-format", given_.format);
    now.add_option("--worker", given_.worker);
    now.add_flag("--remove", given_.remove);
    now.add_flag("--if-absent", given_.if_absent);
    return now;
}

awaitable<void> import_job::put_records(loader& load) {
    if (!given_.is_only_standard_input()) {
        co_await load.put_files(given_.files, source_);
        co_return;
    }
    record_source rows = read_records(given_.files, source_);
    try {
        co_await load.put_all(rows);
    } catch (const error& why) {
        advise_about_input(screen_, rows, given_.types, source_);
        wrong_types_ = why.cause() == errc::malformed_file && types_contradict(given_.types, rows.columns());
        throw;
    }
    advise_about_input(screen_, rows, given_.types, source_);
}

bool import_job::prepare(const table_description& table) {
    check_files();
    read_headers(table);
    const work_identity now = state_.is_kept() ? identity(table) : work_identity("import", given_.table, {});
    open_state(now);
    if (state_.is_kept()) {
        if (given_.resume && now.tell_difference(screen_, state_, at_.options().words)) return false;
        now.keep_in(state_);
    }
    open_rejects();
    return true;
}

awaitable<exit_status> import_job::run() {
    const import_target target = co_await find_import_target(at_, given_.table, given_.key);
    if (!prepare(target.table)) co_return exit_status::failed;
    if (given_.dry_run) {
        const prepared_import work{.given = given_,
                                   .target = target,
                                   .source = source_,
                                   .columns = columns_,
                                   .rejects = *rejects_,
                                   .max_rejects = max_rejects_};
        co_return check_import(at_, screen_, work);
    }
    if (target.is_missing) {
        const table_description made = co_await create_import_target(at_, screen_, target.table);
        if (state_.is_kept()) identity(made).keep_in(state_);
    }
    const exit_status status = co_await load_records();
    co_return status;
}

awaitable<exit_status> import_job::load_records() {
    loader load(at_.db(), given_.table, options_of_load());
    state_.write_beginning(at_.options().words);
    interruption ctrl_c(at_);
    ctrl_c_ = &ctrl_c;
    set_last_words(load_options().max_requests_in_flight * given_.batch_size);
    ctrl_c.instead([&load] { load.stop(); });
    try {
        co_await put_records(load);
    } catch (const error&) {
        // The report has the reason.
    }
    const load_report done = co_await load.finish();
    co_return conclude(done, ctrl_c.happened());
}

void import_job::tell_rejects(std::uint64_t count) {
    screen_.message(counted(count, "record was", "records were") + " rejected" + rejects_->place_text());
}

exit_status import_job::conclude_complete(const load_report& done) {
    state_.remove();
    if (done.accepted == 0 && part_.workers == 1)
        screen_.message("the input has no records; nothing was written");
    if (done.unmet > 0)
        screen_.advice(
            counted(done.unmet, "item", "items") + " existed already and stayed as before" +
            (given_.resume ? "; an earlier run of this import may have written some of them" : ""));
    if (done.superseded > 0)
        screen_.advice(counted(done.superseded, "record was", "records were") +
                       " replaced by a later record with the same key");
    if (done.rejected > 0) tell_rejects(done.rejected);
    // Only a write with --if-absent ends so: its condition does not hold after a lost response.
    if (done.in_doubt > 0)
        screen_.message(
            counted(done.in_doubt, "item exists", "items exist") +
            " now, but a response was lost: this import wrote " +
            (done.in_doubt == 1 ? "it, or it" : "them, or they") +
            " existed already and stayed as before. If this matters, compare the table with the file; "
            "otherwise there is nothing to do");
    return done.rejected > 0 ? exit_status::done_with_rejects : exit_status::done;
}

void import_job::advise_to_resume() {
    if (state_.is_kept() && state_.has_content())
        screen_.message("continue with", command_to_resume(at_.options().words));
    else
        screen_.message("what was written stays; the import cannot be continued, but can be repeated");
}

// The same command would end at the same record.
void import_job::advise_after_rejects(bool nothing_done) {
    const std::vector<std::string>& words = at_.options().words;
    if (nothing_done) {
        screen_.message("nothing was written; skip such records with",
                        command_to_skip(words, max_rejects_, work_begin::new_work));
        screen_.message("or correct the file and run the same command again");
        return;
    }
    if (!state_.is_kept() || !state_.has_content()) return advise_to_resume();
    screen_.message("skip such records with", continuing_);
    screen_.message("or correct the file and start again with", command_to_restart(words));
}

// What could be read of a damaged file was written. To continue would end in the same way.
void import_job::advise_after_damage(const load_report& done) {
    screen_.message(counted(done.written, "item was", "items were") +
                    " written: those of all records that could be read");
    screen_.message("when the file is replaced by a whole one, start again with",
                    command_to_restart(at_.options().words));
}

bool import_job::has_done_something(const load_report& done) const {
    return given_.resume || done.written + done.unmet + done.in_doubt > 0;
}

// Why the load ended early.
exit_status import_job::tell_why(const load_report& done, bool interrupted) {
    if (interrupted) {
        screen_.message("interrupted; " + counted(done.written, "item was", "items were") + " written");
        return exit_status::interrupted;
    }
    if (done.rejected > max_rejects_) {
        tell_too_many(done);
        return exit_status::too_many_rejects;
    }
    screen_.message(failure_text(error(*done.stopped)));
    return wrong_types_ ? exit_status::usage : exit_status::failed;
}

void import_job::advise_to_go_on(const load_report& done, exit_status status) {
    if (status == exit_status::too_many_rejects) return advise_after_rejects(!has_done_something(done));
    if (status == exit_status::failed && state_.is_kept() && done.stopped->cause() == errc::malformed_file)
        return advise_after_damage(done);
    advise_to_resume();
}

exit_status import_job::conclude(const load_report& done, bool interrupted) {
    const bool is_state_wrong = given_.resume && done.stopped && !interrupted &&
                                done.accepted == done.before.accepted &&
                                done.stopped->cause() == errc::invalid_argument;
    if (is_state_wrong) {
        state_.tell_unusable(screen_, failure_text(error(*done.stopped)), at_.options().words);
        return exit_status::failed;
    }
    screen_.end(progress_of(done));
    if (!done.stopped) return conclude_complete(done);
    const bool can_go_on = has_done_something(done) || interrupted;
    if (!interrupted && done.stopped->cause() == errc::malformed_file)
        state_.note_damage(failure_text(error(*done.stopped)));
    // The same limit would end it at the same record.
    if (!interrupted && done.rejected > max_rejects_)
        continuing_ = command_to_skip(at_.options().words, max_rejects_);
    std::string trouble;  // with the state
    if (!can_go_on) state_.remove();
    try {
        if (can_go_on) write_state();
    } catch (const error& why) {
        trouble = failure_text(why);
    }
    const exit_status status = tell_why(done, interrupted);
    if (done.in_doubt > 0)
        screen_.message(counted(done.in_doubt, "write", "writes") +
                        " may or may not have been done; they are written again");
    if (!trouble.empty()) {
        const bool is_known = !interrupted && trouble == failure_text(error(*done.stopped));
        screen_.message((is_known ? "the state could not be written" : trouble) +
                        std::string("; so some records will be written again, which changes nothing"));
    }
    if (can_go_on || status == exit_status::too_many_rejects) advise_to_go_on(done, status);
    return status;
}

void import_job::tell_too_many(const load_report& done) {
    screen_.message(counted(done.rejected, "record was", "records were") + " rejected, more than " +
                    count_text(max_rejects_) + " (--max-rejects); the import ended" +
                    (max_rejects_ > 0 ? rejects_->place_text() : std::string()));
    if (done.written > 0)
        screen_.message(counted(done.written, "item was", "items were") +
                        " written: those of the records before");
}

}  // namespace dynaco::program
