#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/types.hpp>

#include <string>
#include <vector>

namespace dynaco::program {

/// The expressions of one request in DynamoDB's form: texts with placeholders, and their names and values.
/// `request_writer` makes it.
///
/// It is the `expressions` member of the requests get_item, query, scan, put_item, update_item, delete_item
/// and of the actions of a transaction, which refer to it; it must outlive them:
///
///     const written_request expressions = writer.take();
///     dynaco::scan request{.table_name = "orders", .expressions = expressions};
struct written_request {
    std::string key_condition{};  ///< KeyConditionExpression; empty: none.
    std::string filter{};         ///< FilterExpression; empty: none.
    std::string condition{};      ///< ConditionExpression; empty: none.
    std::string projection{};     ///< ProjectionExpression; empty: none.
    std::string update{};         ///< UpdateExpression; empty: none.
    /// ExpressionAttributeNames: names[2] is the attribute name for "#2". Each name occurs once.
    std::vector<std::string> names{};
    /// ExpressionAttributeValues: values[2] is the value for ":2".
    std::vector<value> values{};
    /// Advice about texts that are correct, but probably not meant: "`open` is read as an attribute; for text
    /// write status = "open"". For standard error; whole sentences without a full stop.
    std::vector<std::string> advice{};
    /// The paths without backquotes that have several names, as they were written: "address.city". An
    /// attribute may have such a name.
    std::vector<std::string> dotted{};
    /// The attributes of the item that the filter names, each once.
    std::vector<std::string> filtered{};

    /// True if there is no expression.
    [[nodiscard]] bool empty() const noexcept;
    /// Writes the members of the request: "FilterExpression", "ExpressionAttributeNames", … Nothing if it is
    /// empty.
    /// @returns false after `out.fail(…)`, for a value that cannot be stored; does not happen for a result of
    /// `request_writer`
    bool write(detail::json::writer& out) const;
    /// The members as a JSON object, to show them.
    [[nodiscard]] std::string to_json() const;
};

}  // namespace dynaco::program
