#pragma once

#include "program/bulk/column_watch.hpp"
#include "program/bulk/earlier_runs.hpp"
#include "program/bulk/file_format.hpp"
#include "program/bulk/interruption.hpp"
#include "program/bulk/item_output.hpp"
#include "program/bulk/resume_file.hpp"
#include "program/bulk/work_screen.hpp"
#include "program/command.hpp"
#include "program/data/work_identity.hpp"
#include "program/expression/written_request.hpp"

#include <dynaco/load/export.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace dynaco::program {

/// The options of `export`, as they were written.
struct export_choices {
    std::string table{};
    std::string file = "-";
    std::string format{};
    std::string index{};
    std::string filter{};
    std::string attributes{};
    std::string columns{};
    std::string delimiter{};
    std::string rate{};
    std::string checkpoint{};
    std::string worker{};
    std::uint32_t segments = 0;
    bool consistent = false;
    bool untyped_header = false;
    bool resume = false;
    bool restart = false;
    bool overwrite = false;
    bool dry_run = false;

    /// @throws usage_error  options contradict each other
    void check() const;
};

/// Writes the items of a table to a file: `export`.
class export_job {
 public:
    /// `given` must outlive the job.
    /// @throws usage_error, text_error  an option is wrong
    export_job(session& at, const export_choices& given, work_screen& screen);

    /// @throws error, output_failed  the export failed; with a file, its state is kept
    [[nodiscard]] awaitable<exit_status> run(const table_description& table);

 private:
    void advise(const table_description& table);
    void advise_about_nothing(const table_description& table, std::uint64_t read);
    // All that can be refused before a page is read and a file is made. Nothing: the reason was shown.
    [[nodiscard]] std::optional<table_export> prepare(const table_description& table);
    [[nodiscard]] bool open_state(const table_description& table);
    [[nodiscard]] work_identity identity(const table_description& table) const;
    [[nodiscard]] output_choices choices_of_output(const table_description& table) const;
    [[nodiscard]] output_place place_in_state() const;
    [[nodiscard]] bool open_output(const table_description& table);
    [[nodiscard]] export_options options_of_export() const;
    awaitable<void> write_pages(table_export& rows);
    void write_page(const exported_page& page);
    void count_written();
    void keep(const table_export& rows);
    void forget();
    [[nodiscard]] work_progress progress(const export_progress& now) const;
    [[nodiscard]] exit_status ended_early(const table_export& rows, const std::string& reason);
    void set_last_words();
    void show(const export_progress& now);
    [[nodiscard]] exit_status interrupted(const table_export& rows);
    void keep_at_end(const table_export& rows);
    void advise_to_resume();
    [[nodiscard]] std::string words_about_part() const;

    session& at_;
    const export_choices& given_;
    work_screen& screen_;
    worker_part part_;
    double rate_ = 0;
    written_request expressions_;
    resume_file state_;
    std::optional<item_output> output_{};
    column_watch columns_;
    earlier_work before_{};          // done by earlier runs
    std::uint64_t written_ = 0;      // items written by this run
    std::uint64_t buffered_ = 0;     // items for a pipe that it may not have yet
    std::uint64_t bytes_since_ = 0;  // written since the last checkpoint
    bool page_is_whole_ = true;      // the last page was written as a whole
    bool began_page_ = false;        // something was written
    bool is_file_failure_ = false;   // the output cannot be written
    bool is_state_wrong_ = false;    // the export cannot continue from its state
    std::uint64_t expected_ = 0;     // items, an estimate
    double share_before_ = 0;        // of the segments, done by earlier runs
    std::chrono::steady_clock::time_point kept_at_ = std::chrono::steady_clock::now();
    interruption* ctrl_c_ = nullptr;
    // Shows the progress while no page arrives.
    std::function<void(const export_progress&)> on_repeating_ = [this](const export_progress& now) {
        show(now);
    };
};

}  // namespace dynaco::program
