#pragma once

#include <cstddef>
#include <string>

namespace CLI {

class App;

}  // namespace CLI

namespace dynaco::program {

/// Adds --batch-size: the items in a write request, 1 to 100.
void add_batch_size(CLI::App& parser, std::size_t& to);

/// Adds --max-rejects.
/// @param what  the things that can be rejected: "Records"
/// @param work  the work that ends when more are rejected: "import"
void add_max_rejects(CLI::App& parser, std::string& to, const std::string& what, const std::string& work);

/// Adds --resume and --restart, which exclude each other.
/// @param work  the work that was interrupted: "an import"
void add_resume_and_restart(CLI::App& parser, bool& resume, bool& restart, const std::string& work);

}  // namespace dynaco::program
