#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/schema.hpp>

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace dynaco {

/// The status of time to live (TimeToLiveStatus). `unknown`: a status that this version of dynaco does not
/// know.
enum class time_to_live_status { disabled, enabling, enabled, disabling, unknown };

/// Whether DynamoDB deletes items of a table after a time, and which attribute has that time
/// (TimeToLiveDescription).
struct time_to_live_description {
    /// TimeToLiveStatus.
    time_to_live_status status = time_to_live_status::disabled;
    /// AttributeName: the attribute with the time, in seconds since 1970. Empty if time to live is off.
    std::string attribute{};

    /// True if time to live is on, or is being switched on.
    [[nodiscard]] bool is_on() const noexcept {
        return status == time_to_live_status::enabled || status == time_to_live_status::enabling;
    }
};

/// DescribeTimeToLive: whether time to live is on, and for which attribute.
struct describe_time_to_live {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "DescribeTimeToLive"};
    using response = time_to_live_description;  ///< The response.

    std::string_view table_name{};  ///< TableName.

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// UpdateTimeToLive: switches time to live on or off. The change takes up to an hour; DynamoDB refuses other
/// changes of time to live until it is complete.
struct update_time_to_live {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "UpdateTimeToLive", .writes = true};
    /// The response.
    struct response {
        std::string attribute{};  ///< AttributeName.
        bool enabled = false;     ///< Enabled.
    };

    std::string_view table_name{};  ///< TableName.
    /// AttributeName: the attribute with the time, in seconds since 1970.
    std::string_view attribute{};
    /// Enabled: whether to switch it on or off.
    bool enabled = true;

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// ListTagsOfResource: one page of a table's tags.
struct list_tags_of_resource {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "ListTagsOfResource"};
    /// The response.
    struct response {
        std::map<std::string, std::string> tags{};  ///< Tags: key and value.
        std::string next_token{};                   ///< NextToken; empty on the last page.
    };

    /// ResourceArn: the `table_description::arn`.
    std::string_view resource_arn{};
    /// NextToken of the previous page. Empty: the first page.
    std::string_view next_token{};

    /// Empty: the request does not name a table.
    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    /// The ARN that the request is about.
    [[nodiscard]] std::string_view resource() const noexcept { return resource_arn; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// TagResource: adds tags to a table. A tag with the same key is replaced.
struct tag_resource {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "TagResource", .writes = true, .has_output = false};
    /// The response, which has no members.
    struct response {};

    /// ResourceArn: the `table_description::arn`.
    std::string_view resource_arn{};
    /// Tags: the tags to set.
    std::span<const table_tag> tags{};

    /// Empty: the request does not name a table.
    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    /// The ARN that the request is about.
    [[nodiscard]] std::string_view resource() const noexcept { return resource_arn; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Ignores the response body, which is empty.
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// UntagResource: removes tags from a table. Keys that the table does not have are ignored.
struct untag_resource {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "UntagResource", .writes = true, .has_output = false};
    /// The response, which has no members.
    struct response {};

    /// ResourceArn: the `table_description::arn`.
    std::string_view resource_arn{};
    /// TagKeys: the keys of the tags to remove.
    std::span<const std::string_view> tag_keys{};

    /// Empty: the request does not name a table.
    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    /// The ARN that the request is about.
    [[nodiscard]] std::string_view resource() const noexcept { return resource_arn; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Ignores the response body, which is empty.
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
