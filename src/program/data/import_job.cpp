#include "program/data/import_job.hpp"

#include "program/bulk/column_check.hpp"
#include "program/failure_text.hpp"
#include "program/show/amounts.hpp"
#include "program/text/amounts.hpp"

#include <dynaco/load/loader.hpp>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace dynaco::program {
namespace {

std::string first_path(const import_choices& given) {
    std::string path = given.files.front();
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    return path;
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
      state_(state_path_of(given, part_)) {}

void import_job::open_state() {
    if (state_.begin(given_.resume, given_.restart, "import", "of these files")) {
        bytes_before_ = state_.number_of("done_bytes");
        records_before_ = state_.number_of("done_records");
        return;
    }
    if (given_.checkpoint.empty() && state_.give_up_if_unwritable())
        screen_.advice("the folder of " + given_.files.front() +
                       " cannot be written, so this import cannot be continued after an interruption; "
                       "--checkpoint FILE names another place");
}

void import_job::open_rejects() {
    const bool is_default = given_.rejects.empty();
    std::string path = given_.rejects;
    if (is_default && max_rejects_ > 0 && state_.is_kept() && given_.checkpoint.empty())
        path = first_path(given_) + '.' + given_.table.substr(given_.table.rfind('/') + 1) +
               suffix_of(part_) + ".rejects.jsonl";
    const record_source files = read_records(given_.files, source_);
    total_bytes_ = files.total_bytes();
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < files.files(); ++i) names.push_back(files.file_name(i));
    rejects_.emplace(screen_, std::move(path), state_.number_of("rejects_bytes"),
                     [names = std::move(names)](std::uint32_t file) {
                         return file < names.size() ? names[file] : std::string("?");
                     });
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

// Records are read long before they are written: the bytes of those that wait in memory are not done.
void import_job::note_done(const load_progress& now) {
    records_ = now.written + now.superseded + now.unmet + now.rejected;
    const double done = static_cast<double>(records_ - std::min(records_, records_before_));
    const double read = done + static_cast<double>(now.pending);
    const double share = read > 0 ? done / read : 0;
    bytes_ = static_cast<std::uint64_t>(static_cast<double>(now.bytes_read) * share);
}

void import_job::show(const load_progress& now) {
    note_done(now);
    const std::uint64_t whole = total_bytes_ / part_.workers;
    work_progress work = progress_of(now, bytes_before_ + bytes_, whole);
    if (whole > 0) work.done_before = static_cast<double>(bytes_before_) / static_cast<double>(whole);
    set_last_words(now.in_flight * given_.batch_size);
    screen_.show(work);
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
    state_.facts.insert_or_assign("command", command_to_resume(at_.options().words));
    state_.facts.insert_or_assign("done_bytes", bytes_before_ + bytes_);
    state_.facts.insert_or_assign("done_records", records_);
    state_.facts.insert_or_assign("rejects_bytes", rejects_->sync());
    state_is_written_ = false;
    const auto now = std::chrono::steady_clock::now();
    if (now - state_written_at_ < std::chrono::seconds(1)) return;
    state_.write();
    state_is_written_ = true;
    state_written_at_ = now;
}

awaitable<exit_status> import_job::run(const table_description& table) {
    types_ = types_for(table, given_.types);
    source_ = source_options_of(given_, types_);
    if (!given_.types.empty()) check_typed_columns(given_.types, csv_columns_of(given_.files, source_));
    open_state();
    open_rejects();
    loader load(at_.db(), given_.table, options_of_load());
    state_.write_beginning(at_.options().words);
    interruption ctrl_c(at_);
    ctrl_c_ = &ctrl_c;
    set_last_words(load_options().max_requests_in_flight * given_.batch_size);
    ctrl_c.instead([&load] { load.stop(); });
    try {
        co_await load.put_files(given_.files, source_);
    } catch (const error&) {
        // The report has the reason.
    }
    const load_report done = co_await load.finish();
    screen_.end(progress_after(progress_of(done), records_before_));
    co_return conclude(done, ctrl_c.happened());
}

void import_job::tell_rejects(std::uint64_t count) {
    std::string text = counted(count, "record was", "records were") + " rejected";
    if (!rejects_->path().empty())
        text += "; see " + rejects_->path();
    else if (rejects_->has_hidden())
        text += "; use --rejects FILE to keep them";
    screen_.message(text);
}

exit_status import_job::conclude_complete(const load_report& done) {
    state_.remove();
    if (done.accepted == 0 && part_.workers == 1)
        screen_.message("the input has no records; nothing was written");
    if (done.unmet > 0)
        screen_.advice(counted(done.unmet, "item", "items") + " existed already and stayed as they were");
    if (done.superseded > 0)
        screen_.advice(counted(done.superseded, "record was", "records were") +
                       " replaced by a later record with the same key");
    if (done.rejected > 0) tell_rejects(done.rejected);
    if (done.in_doubt > 0) {
        screen_.message(counted(done.in_doubt, "write", "writes") + " may or may not have been done");
        return exit_status::failed;
    }
    return done.rejected > 0 ? exit_status::done_with_rejects : exit_status::done;
}

void import_job::advise_to_resume() {
    if (state_.is_kept() && state_.has_content())
        screen_.message("continue with", command_to_resume(at_.options().words));
    else
        screen_.message("what was written stays; the import cannot be continued, but can be repeated");
}

// The first of the files that has changed since `before`, the identities of the files at the beginning.
std::string import_job::changed_file(std::string_view before) const {
    for (const std::string& each : given_.files) {
        if (before.find('"' + each + ' ') == before.npos && before.find('\n' + each + ' ') == before.npos)
            continue;
        if (before.find(read_records({each}, source_).identity()) == before.npos) return each;
    }
    return {};
}

// Says why a state does not fit, in the words of the command line. @returns false if `why` is another failure
bool import_job::tell_difference(const failure& why) {
    const std::string& detail = why.diagnostics().detail;
    const auto past = detail.find(" when the load began");
    if (why.cause() != errc::invalid_argument || past == detail.npos) return false;
    const std::string_view before = std::string_view(detail).substr(0, past);
    if (const std::string name = changed_file(before); !name.empty()) {
        screen_.message(name + " was changed since the import began; start again with",
                        command_to_restart(at_.options().words));
        return true;
    }
    if (detail.starts_with("the id of the table")) {
        screen_.message("the table " + given_.table +
                            " was deleted and created again since the import began; start again with",
                        command_to_restart(at_.options().words));
        return true;
    }
    std::string what = detail.substr(0, past) + " when the import began" +
                       detail.substr(past + std::string_view(" when the load began").size());
    what = what.substr(0, what.find("; continue with"));
    constexpr std::string_view option = "the option \"";
    if (what.starts_with(option)) {
        const auto end = what.find('"', option.size());
        what = "--" + what.substr(option.size(), end - option.size()) + what.substr(end + 1);
    }
    screen_.message(what + "; continue with", state_.text_of("command"));
    return true;
}

// The same command would end at the same record.
void import_job::advise_after_rejects() {
    if (!state_.is_kept() || !state_.has_content()) return advise_to_resume();
    const std::vector<std::string>& words = at_.options().words;
    screen_.message("skip such records with", command_to_skip(words));
    screen_.message("or correct the file and start again with", command_to_restart(words));
}

exit_status import_job::conclude(const load_report& done, bool interrupted) {
    if (!done.stopped) return conclude_complete(done);
    const bool has_done_something = given_.resume || done.written + done.unmet + done.in_doubt > 0;
    const bool can_go_on = has_done_something || interrupted;
    if (can_go_on && !state_is_written_) state_.write();
    if (!can_go_on) state_.remove();
    if (done.in_doubt > 0)
        screen_.message(counted(done.in_doubt, "write", "writes") +
                        " may or may not have been done; they are written again");
    if (interrupted) {
        screen_.message("interrupted; " + counted(done.written, "item was", "items were") + " written");
        advise_to_resume();
        return exit_status::interrupted;
    }
    if (done.rejected > max_rejects_) {
        screen_.message(counted(done.rejected, "record was", "records were") + " rejected, more than " +
                        count_text(max_rejects_) + " (--max-rejects); the import ended" +
                        (rejects_->path().empty() ? std::string() : "; see " + rejects_->path()));
        if (can_go_on) advise_after_rejects();
        return exit_status::too_many_rejects;
    }
    if (given_.resume && tell_difference(*done.stopped)) return exit_status::failed;
    screen_.message(failure_text(error(*done.stopped)));
    if (can_go_on) advise_to_resume();
    return exit_status::failed;
}

}  // namespace dynaco::program
