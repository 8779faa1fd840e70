#pragma once

#include "program/bulk/interruption.hpp"
#include "program/bulk/reject_list.hpp"
#include "program/bulk/resume_file.hpp"
#include "program/bulk/work_screen.hpp"
#include "program/command.hpp"
#include "program/data/import_choices.hpp"
#include "program/data/new_table.hpp"
#include "program/data/work_identity.hpp"

#include <dynaco/load/loader.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// Writes the records of files to a table: `import`.
class import_job {
 public:
    /// `given` must outlive the job.
    /// @throws usage_error  an option is wrong
    import_job(session& at, const import_choices& given, work_screen& screen);

    /// Prepares the import, then creates the table if it has to, and writes the records. With --dry-run it
    /// checks the records instead.
    /// @throws usage_error  the state of an earlier import does not fit the options. error: the table or a
    /// file cannot be used
    [[nodiscard]] awaitable<exit_status> run();

 private:
    // All that can be refused before something is changed. Returns false if the import cannot continue an
    // earlier one.
    [[nodiscard]] bool prepare(const table_description& table);
    void read_headers(const table_description& table);
    void open_state(const work_identity& now);
    [[nodiscard]] std::string rejects_path() const;
    void check_files() const;
    void open_rejects();
    [[nodiscard]] work_identity identity(const table_description& table) const;
    [[nodiscard]] awaitable<exit_status> load_records();
    [[nodiscard]] awaitable<void> put_records(loader& load);
    [[nodiscard]] load_options options_of_load();
    void keep(std::string_view checkpoint);
    void write_state();
    void show(const load_progress& now);
    void set_last_words(std::uint64_t in_flight);
    [[nodiscard]] exit_status conclude(const load_report& done, bool interrupted);
    [[nodiscard]] exit_status conclude_complete(const load_report& done);
    [[nodiscard]] exit_status tell_why(const load_report& done, bool interrupted);
    void tell_too_many(const load_report& done);
    void advise_to_go_on(const load_report& done, exit_status status);
    void advise_to_resume();
    [[nodiscard]] bool has_done_something(const load_report& done) const;
    void advise_after_rejects(bool nothing_done);
    void advise_after_damage(const load_report& done);
    void tell_rejects(std::uint64_t count);

    session& at_;
    const import_choices& given_;
    work_screen& screen_;
    worker_part part_;
    double rate_ = 0;
    std::uint64_t max_rejects_ = 0;
    bool wrong_types_ = false;  // --types contradicts the header of standard input
    resume_file state_;
    std::optional<reject_list> rejects_{};
    std::string types_{};
    std::string required_{};
    source_options source_{};
    std::vector<std::string> columns_{};
    std::chrono::steady_clock::time_point state_written_at_{};
    interruption* ctrl_c_ = nullptr;
};

}  // namespace dynaco::program
