#pragma once

#include "program/bulk/resume_file.hpp"
#include "program/bulk/work_screen.hpp"

#include <dynaco/client.hpp>
#include <dynaco/operations/table.hpp>
#include <dynaco/types.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco::program {

/// Where a table is: its ARN, or its name, and the endpoint.
[[nodiscard]] std::string place_of(const table_description& table, const client& db);

/// What must be the same when work continues: its table, its files and its options. Otherwise its records or
/// pages would be others, or the file would have two forms. The state of the work keeps it.
class work_identity {
 public:
    /// @param work  the name of the command, "import", under which the state keeps it
    /// @param table_id  empty: the table does not exist
    work_identity(std::string work, std::string table, std::string table_id);

    /// Sets where the table is, `place_of`: tables of several regions may have one name.
    void set_place(std::string place) { place_ = std::move(place); }
    /// Adds a file that is read. `identity`: a text that changes with the file. Different paths of a file are
    /// the same.
    void add_file(const std::string& path, std::string identity);
    /// Adds an option or argument as it was written; empty: it was not given.
    void add_option(std::string_view name, std::string value);
    void add_flag(std::string_view name, bool is_set);

    /// Says what differs from the earlier runs, and how to continue or to start again. Of the state of other
    /// work it says what that is, and how that continues. The state is one that was read. @param words  the
    /// command, for the commands that are printed
    /// @returns false if nothing differs
    [[nodiscard]] bool tell_difference(work_screen& screen, const resume_file& state,
                                       const std::vector<std::string>& words) const;
    /// What other work a state has: "the table orders", or its files. Empty: it may be that of this work.
    /// `facts`: of the state.
    [[nodiscard]] std::string other_subject(const item& facts) const;
    /// Puts it into the facts of the state.
    void keep_in(resume_file& state) const;

 private:
    std::string work_;
    std::string table_;
    std::string table_id_;
    std::string place_{};
    item files_{};
    item options_{};
};

}  // namespace dynaco::program
