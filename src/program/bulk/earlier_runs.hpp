#pragma once

#include "program/bulk/resume_file.hpp"
#include "program/progress/work_progress.hpp"

namespace dynaco::program {

/// The counts of earlier runs in a state; zero in a new one.
[[nodiscard]] earlier_work earlier_runs(const resume_file& state);
/// Stores the counts of the whole work in the facts of a state.
void keep_runs(resume_file& state, const earlier_work& done);

}  // namespace dynaco::program
