#pragma once

#include <dynaco/types.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace CLI {

class App;

}  // namespace CLI

namespace dynaco::program {

/// The options that define a new table: of `create`, and of imports from S3.
struct table_options {
    std::string file{};                        ///< --file
    std::string hash{};                        ///< --key
    std::string range{};                       ///< --range
    std::vector<std::string> indexes{};        ///< --index
    std::vector<std::string> local_indexes{};  ///< --local-index
    std::string capacity{};                    ///< --capacity
    std::string max_units{};                   ///< --max-units
    std::string kms_key{};                     ///< --kms-key
    std::string stream{};                      ///< --stream
    std::string table_class{};                 ///< --class
    std::string ttl{};                         ///< --ttl
    std::vector<std::string> tags{};           ///< --tag
    bool protect = false;                      ///< --protect

    /// Adds --file, keys, global indexes, capacity and encryption: the options of every new table.
    void add_basic_options(CLI::App& parser);
    /// Adds local indexes, stream, class, time to live, tags and protection.
    void add_more_options(CLI::App& parser);

    /// Returns the definition of the table `name` as a document, which is read from the file or made of the
    /// options. An empty `name`: the one in the file.
    /// @throws usage_error  options are missing, or no name is given. text_error: an option has a mistake.
    /// error, errc::file_failed: the file cannot be read
    [[nodiscard]] item document(std::string_view name) const;
};

/// Returns the API's name of a stream's view for the name that a person writes: "NEW_IMAGE" for "new-image".
/// The argument is one of `stream_view_names`.
[[nodiscard]] std::string api_stream_view(std::string_view written);
/// The views of a stream, as a person writes them.
[[nodiscard]] const std::vector<std::string>& stream_view_names();
/// The table classes, as a person writes them: "standard", "infrequent-access".
[[nodiscard]] const std::vector<std::string>& table_class_names();

}  // namespace dynaco::program
