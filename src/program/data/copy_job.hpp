#pragma once

#include "program/bulk/earlier_runs.hpp"
#include "program/bulk/file_format.hpp"
#include "program/bulk/interruption.hpp"
#include "program/bulk/reject_list.hpp"
#include "program/bulk/resume_file.hpp"
#include "program/bulk/work_screen.hpp"
#include "program/command.hpp"
#include "program/data/work_identity.hpp"

#include <dynaco/load/tables.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace dynaco::program {

/// The options of `copy`, as they were written.
struct copy_choices {
    std::string from{};
    std::string to{};
    connection_options from_connection{};
    connection_options to_connection{};
    std::string read_rate{};
    std::string write_rate{};
    std::string max_rejects{};
    std::string rejects{};
    std::string worker{};
    std::string checkpoint{};
    std::size_t batch_size = 25;
    bool create = false;
    bool consistent = false;
    bool resume = false;
    bool restart = false;
    bool dry_run = false;
};

/// Copies a table: `copy`.
class copy_job {
 public:
    /// `given` must outlive the job.
    /// @throws usage_error  an option is wrong
    copy_job(session& at, const copy_choices& given, work_screen& screen);

    /// @throws error  the copy failed; its state is kept
    [[nodiscard]] awaitable<exit_status> run();

 private:
    // All that can be refused before an item is read and the target is created. Returns false if the reason
    // was shown.
    [[nodiscard]] awaitable<bool> prepare();
    [[nodiscard]] work_identity identity() const;
    [[nodiscard]] bool open_state();
    void say_cost();
    // Nothing: it does not exist.
    [[nodiscard]] awaitable<std::optional<table_description>> find_target();
    [[nodiscard]] bool is_other_target();
    [[nodiscard]] std::string id_of_target() const;
    void note_target();
    awaitable<void> remember_created_target();
    [[nodiscard]] copy_options options_of_copy() const;
    void show();
    void note(const load_progress& now);
    void note_repeating(const export_progress& now);
    void set_last_words(std::uint64_t requests_in_flight);
    void keep(const copy_checkpoint& reached);
    [[nodiscard]] work_progress progress(const work_progress& run) const;
    [[nodiscard]] exit_status conclude(const copy_report& done);
    [[nodiscard]] exit_status ended_early(const failure& why);
    void advise_to_resume();
    void advise_to_skip();

    session& at_;
    const copy_choices& given_;
    work_screen& screen_;
    worker_part part_;
    double read_rate_;
    double write_rate_;
    std::uint64_t max_rejects_;
    client from_;
    client to_;
    table_description source_{};
    std::optional<table_description> target_{};
    resume_file state_;
    std::optional<reject_list> rejects_{};
    earlier_work before_{};       // done by earlier runs
    std::uint64_t expected_ = 0;  // items, an estimate
    load_progress latest_{};
    export_progress reads_{};  // when a read failed last
    interruption* ctrl_c_ = nullptr;
};

}  // namespace dynaco::program
