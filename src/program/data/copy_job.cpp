#include "program/data/copy_job.hpp"

#include "program/bulk/cost.hpp"
#include "program/bulk/distinct_files.hpp"
#include "program/dry_run.hpp"
#include "program/failure_text.hpp"
#include "program/show/amounts.hpp"
#include "program/text/amounts.hpp"

#include <dynaco/operations/table.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace dynaco::program {
namespace {

double rate_or_none(const std::string& text) { return text.empty() ? 0 : parse_rate(text); }

std::string last_part(const std::string& table) { return table.substr(table.rfind('/') + 1); }

std::string copy_state_path(const copy_choices& given, const worker_part& part) {
    if (!given.checkpoint.empty()) return given.checkpoint;
    return last_part(given.from) + '-' + last_part(given.to) + suffix_of(part) + ".dynaco-copy";
}

}  // namespace

copy_job::copy_job(session& at, const copy_choices& given, work_screen& screen)
    : at_(at),
      given_(given),
      screen_(screen),
      part_(worker_part_of(given.worker)),
      read_rate_(rate_or_none(given.read_rate)),
      write_rate_(rate_or_none(given.write_rate)),
      max_rejects_(given.max_rejects.empty() ? 0 : parse_count(given.max_rejects)),
      from_(at.open(given.from_connection)),
      to_(at.open(given.to_connection)),
      state_(copy_state_path(given, part_)) {}

// The options that decide which items are read.
work_identity copy_job::identity() const {
    work_identity now("copy", given_.from, source_.id);
    now.set_place(place_of(source_, from_));
    now.add_option("FROM", given_.from);
    now.add_option("TO", given_.to);
    now.add_flag("--consistent", given_.consistent);
    now.add_option("--worker", given_.worker);
    return now;
}

// Returns false if the copy cannot continue the earlier one.
bool copy_job::open_state() {
    const std::vector<named_file> written{{.option = "--rejects", .path = given_.rejects},
                                          {.option = "--checkpoint", .path = state_.path()}};
    refuse_same_files(written);
    const work_identity now = identity();
    if (state_.begin(given_.resume, given_.restart, "copy", at_.options().words,
                     [&now](const item& facts) { return now.other_subject(facts); })) {
        before_ = earlier_runs(state_);
        if (now.tell_difference(screen_, state_, at_.options().words) || is_other_target()) return false;
    } else if (!given_.checkpoint.empty()) {
        state_.check_folder();
    } else if (state_.give_up_if_unwritable()) {
        screen_.advice(
            "this folder cannot be written, so this copy cannot be continued after an interruption; "
            "--checkpoint FILE names another place");
    }
    now.keep_in(state_);
    rejects_.emplace(screen_, given_.rejects, state_.number_of("rejects_bytes"),
                     [from = given_.from](std::uint32_t) { return from; });
    rejects_->without_numbers();
    return true;
}

void copy_job::say_cost() {
    expected_ = source_.item_count / part_.workers;
    screen_.advice("copies " +
                   scan_cost_text({source_.item_count, source_.size_bytes}, given_.consistent, from_) + "; " +
                   write_cost_text(source_, target_ ? target_->indexes : source_.indexes, to_));
}

awaitable<std::optional<table_description>> copy_job::find_target() {
    const describe_table question{.table_name = given_.to};
    std::optional<table_description> found;
    try {
        table_description target = co_await to_.execute(question);
        found = std::move(target);
    } catch (const error& why) {
        if (why.cause() != errc::resource_not_found) throw;
    }
    co_return found;
}

// What earlier runs have written is not in another table of that name.
bool copy_job::is_other_target() {
    const std::string before = state_.text_of("target_id");
    if (target_ && (before.empty() || before == id_of_target())) return false;
    const std::string place = state_.text_of("target_place");
    if (target_ && !place.empty() && place != place_of(*target_, to_)) {
        screen_.message(state_.path() + " is the state of another copy, to the table " + place +
                            "; name another file with --checkpoint. That copy continues with",
                        state_.command());
        return true;
    }
    screen_.message("the table " + given_.to + " was deleted " + (target_ ? "and created again " : "") +
                        "since the copy began; start again with",
                    command_to_restart(at_.options().words));
    return true;
}

void copy_job::note_target() {
    state_.facts.insert_or_assign("target_id", id_of_target());
    state_.facts.insert_or_assign("target_place", place_of(*target_, to_));
}

std::string copy_job::id_of_target() const { return target_->id.empty() ? given_.to : target_->id; }

copy_options copy_job::options_of_copy() const {
    copy_options options;
    options.read.consistent_read = given_.consistent;
    options.read.max_read_units_per_second = read_rate_;
    options.read.worker = part_.worker;
    options.read.workers = part_.workers;
    options.read.checkpoint = state_.checkpoint;
    options.write.max_write_units_per_second = write_rate_ / part_.workers;
    options.write.max_writes_per_request = given_.batch_size;
    options.write.max_rejected = max_rejects_ - std::min(max_rejects_, before_.rejected);
    options.create = given_.create;
    options.checkpoint_interval = std::chrono::seconds(2);
    return options;
}

// The counts of the whole copy.
work_progress copy_job::progress(const work_progress& run) const {
    work_progress work = progress_with(run, before_);
    work.total_items = expected_;
    if (expected_ > 0)
        work.done_before = std::min(1.0, static_cast<double>(before_.items) / static_cast<double>(expected_));
    return work;
}

void copy_job::show() { screen_.show(progress(progress_with_reads(progress_of(latest_), reads_))); }

void copy_job::note(const load_progress& now) {
    latest_ = now;
    reads_.failing.reset();  // a page has arrived
    set_last_words(now.in_flight);
    show();
}

void copy_job::note_repeating(const export_progress& now) {
    reads_ = now;
    show();
}

void copy_job::set_last_words(std::uint64_t requests_in_flight) {
    std::string words = "dynaco copy: ended at once; up to " +
                        counted(requests_in_flight * given_.batch_size, "write", "writes") +
                        " in flight may or may not have been done";
    if (state_.has_content()) words += "; continue with: " + command_to_resume(at_.options().words);
    ctrl_c_->last_words(std::move(words));
}

void copy_job::keep(const copy_checkpoint& reached) {
    if (!reached.text.empty()) state_.checkpoint = reached.text;  // empty before the first page
    state_.keep_command(command_to_resume(at_.options().words));
    keep_runs(state_, {.items = before_.items + reached.items,
                       .rejected = before_.rejected + reached.rejected,
                       .requests = before_.requests + latest_.requests,
                       .throttled = before_.throttled + latest_.throttled,
                       .units = before_.units + latest_.write_units});
    state_.facts.insert_or_assign("rejects_bytes", rejects_->sync());
    state_.write();
}

void copy_job::advise_to_resume() {
    if (state_.has_content())
        screen_.message("continue with", command_to_resume(at_.options().words));
    else
        screen_.message(
            "run the same command again: what was copied is written again, which changes nothing");
}

awaitable<bool> copy_job::prepare() {
    const describe_table question{.table_name = given_.from};
    source_ = co_await from_.execute(question);
    target_ = co_await find_target();
    say_cost();
    if (!target_ && !given_.create) {
        screen_.message("table " + given_.to + " does not exist at " + to_.endpoint() +
                        "; --create creates it");
        co_return false;
    }
    if (target_) check_copy(source_, *target_);
    co_return open_state();
}

awaitable<exit_status> copy_job::run() {
    const bool is_ready = co_await prepare();
    if (!is_ready) co_return exit_status::failed;
    const bool is_missing = !target_;
    if (given_.dry_run) {
        if (is_missing) screen_.advice("the table " + given_.to + " would be created");
        say_nothing_changed(at_);
        co_return exit_status::done;
    }
    if (is_missing)
        screen_.advice("the table " + given_.to + " is created");
    else
        note_target();
    state_.write_beginning(at_.options().words);
    interruption ctrl_c(at_);
    ctrl_c_ = &ctrl_c;
    set_last_words(table_write_options().max_requests_in_flight);
    copy_options options = options_of_copy();
    const auto on_reject = [this](const rejected_record& each) { rejects_->add(each); };
    const auto on_progress = [this](const load_progress& now) { note(now); };
    const auto on_repeating = [this](const export_progress& now) { note_repeating(now); };
    const auto on_checkpoint = [this](const copy_checkpoint& reached) { keep(reached); };
    options.write.rejected = on_reject;
    options.write.progress = on_progress;
    options.read.repeating = on_repeating;
    options.checkpoint = on_checkpoint;
    std::optional<failure> stopped;
    copy_report done;
    try {
        done = co_await ctrl_c.run(copy_table(from_, given_.from, to_, given_.to, options));
    } catch (const error& why) {
        stopped = why.as_failure();
    }
    if (stopped && is_missing && state_.has_content()) co_await remember_created_target();
    co_return stopped ? ended_early(*stopped) : conclude(done);
}

awaitable<void> copy_job::remember_created_target() {
    try {
        target_ = co_await find_target();
        if (!target_) co_return;
        note_target();
        state_.write();
    } catch (const error&) {
        // The failure that ended the copy is more important.
        co_return;
    }
}

// The same limit would end the copy at the same item.
void copy_job::advise_to_skip() {
    const bool goes_on = state_.has_content();
    std::string command = command_to_skip(at_.options().words, max_rejects_,
                                          goes_on ? work_begin::go_on : work_begin::new_work);
    screen_.message("skip such items with", command);
    if (!goes_on) return;
    state_.keep_command(std::move(command));
    try {
        state_.write();
    } catch (const error& why) {
        screen_.message(failure_text(why));
    }
}

exit_status copy_job::ended_early(const failure& why) {
    if (given_.resume && why.cause() == errc::invalid_argument && latest_.accepted == 0) {
        state_.tell_unusable(screen_, failure_text(error(why)), at_.options().words);
        return exit_status::failed;
    }
    screen_.end(progress(progress_with_reads(progress_of(latest_), reads_)));
    if (ctrl_c_->happened() && why.cause() == errc::canceled) {
        screen_.message("interrupted; " + counted(before_.items + latest_.written, "item was", "items were") +
                        " written");
        advise_to_resume();
        return exit_status::interrupted;
    }
    if (!given_.resume && latest_.written == 0) state_.remove();
    const std::uint64_t rejected = before_.rejected + rejects_->count();
    const bool many = rejected > max_rejects_;
    screen_.message(many ? counted(rejected, "item was", "items were") + " rejected, more than " +
                               count_text(max_rejects_) + " (--max-rejects); the copy ended" +
                               (max_rejects_ > 0 ? rejects_->place_text() : std::string())
                         : failure_text(error(why)));
    if (many)
        advise_to_skip();
    else if (state_.has_content())
        advise_to_resume();
    return many ? exit_status::too_many_rejects : exit_status::failed;
}

exit_status copy_job::conclude(const copy_report& done) {
    state_.remove();
    screen_.end(progress(progress_with_reads(progress_of(done.written), done.read)));
    if (done.created) screen_.advice("created the table " + given_.to);
    const std::uint64_t rejected = before_.rejected + rejects_->count();
    if (rejected == 0) return exit_status::done;
    screen_.message(counted(rejected, "item was", "items were") + " rejected" + rejects_->place_text());
    return exit_status::done_with_rejects;
}

}  // namespace dynaco::program
