#pragma once

#include "program/definition/table_options.hpp"
#include "program/text/time_text.hpp"

#include <dynaco/types.hpp>

#include <string>
#include <vector>

namespace CLI {

class App;

}  // namespace CLI

namespace dynaco::program {

/// The options of `jobs import`.
struct import_choice {
    std::string table{};                ///< The new table.
    std::string source{};               ///< The location of the objects.
    std::string format{};               ///< --input-format
    std::string compression{};          ///< --compression
    std::string delimiter{};            ///< --delimiter
    std::vector<std::string> header{};  ///< --header
    std::string owner{};                ///< --bucket-owner
    std::string token{};                ///< --token
    table_options definition{};         ///< Keys, indexes, billing.

    /// Adds the options to the subcommand.
    void add_options(CLI::App& parser);
    /// Returns the request of ImportTable. @throws usage_error, text_error: an option has a mistake
    [[nodiscard]] item request() const;
};

/// The options of `jobs export`.
struct export_choice {
    std::string table{};       ///< The table.
    std::string target{};      ///< The location to which the export is written.
    std::string time{};        ///< --at
    std::string since{};       ///< --since
    std::string until{};       ///< --until
    std::string view{};        ///< --view
    std::string format{};      ///< --output-format
    std::string encryption{};  ///< --encrypt
    std::string kms_key{};     ///< --kms-key
    std::string owner{};       ///< --bucket-owner
    std::string token{};       ///< --token

    /// Adds the options to the subcommand.
    void add_options(CLI::App& parser);
    /// Returns the request of ExportTableToPointInTime. @throws usage_error, text_error: an option has a
    /// mistake
    [[nodiscard]] item request(const std::string& table_arn, time_point now) const;
};

/// The options of `jobs bulk-put`.
struct bulk_put_choice {
    std::string table{};         ///< The table.
    std::string source{};        ///< The location of the objects.
    std::string rejects{};       ///< --rejects
    std::string report{};        ///< --report
    std::string format{};        ///< --input-format
    std::string compression{};   ///< --compression
    std::string max_units{};     ///< --max-write-units
    std::string tier{};          ///< --tier
    std::string owner{};         ///< --bucket-owner
    std::string reject_owner{};  ///< --rejects-bucket-owner
    std::string encryption{};    ///< --encrypt
    std::string kms_key{};       ///< --kms-key
    std::string token{};         ///< --token

    /// Adds the options to the subcommand.
    void add_options(CLI::App& parser);
    /// Returns the request of StartBulkPutItems. @throws usage_error, text_error: an option has a mistake
    [[nodiscard]] item request() const;
};

}  // namespace dynaco::program
