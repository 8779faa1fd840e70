#pragma once

#include <dynaco/types.hpp>

#include <string>
#include <string_view>
#include <vector>

/// The definition of a table as a document: the members of CreateTable as plain JSON, and two members for
/// what is set after the creation, with the names of their own requests:
///
///     "TimeToLiveSpecification": {"AttributeName": "expires", "Enabled": true}
///     "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true, "RecoveryPeriodInDays": 35}
namespace dynaco::program {

/// The parts of a table's definition that are not in its TableDescription: the responses of other requests.
struct table_extras {
    item time_to_live{};                ///< TimeToLiveDescription.
    item continuous_backups{};          ///< ContinuousBackupsDescription.
    std::vector<value> tags{};          ///< Tags.
    std::vector<std::string> unread{};  ///< What could not be read, and why: "tags: AccessDeniedException".
};

/// Returns the document that creates an equal table: keys, indexes, billing, limits, stream, class,
/// protection, encryption, tags, time to live and point-in-time recovery. Members that only DescribeTable has
/// are left out. Tags whose key begins with "aws:" are left out, because DynamoDB refuses them.
///
/// @param description  TableDescription as plain JSON
[[nodiscard]] item create_document(const item& description, const table_extras& extras);

/// The properties of the table that a definition does not have, one phrase each: "replicas (eu-west-1)".
[[nodiscard]] std::vector<std::string> left_out_of(const item& description);

/// Returns the document that is in a file: a document itself, a TableDescription, or the response of
/// DescribeTable ({"Table": …}).
/// @throws usage_error  the file has something else
[[nodiscard]] item document_of_file(const item& content);

/// The members of a document that are not members of CreateTable in this version.
[[nodiscard]] std::vector<std::string> unknown_members(const item& document);

}  // namespace dynaco::program
