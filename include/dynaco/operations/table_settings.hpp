#pragma once

#include <dynaco/operations/operation.hpp>
#include <dynaco/schema.hpp>

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace dynaco {

/// TimeToLiveStatus; `unknown` for a status that this version does not know.
enum class time_to_live_status { disabled, enabling, enabled, disabling, unknown };

/// Whether DynamoDB deletes items of a table whose time has come.
struct time_to_live_description {
    time_to_live_status status = time_to_live_status::disabled;
    std::string attribute{};  ///< Holds the time, in seconds since 1970.

    /// It is on, or is being switched on.
    [[nodiscard]] bool is_on() const noexcept {
        return status == time_to_live_status::enabled || status == time_to_live_status::enabling;
    }
};

/// DescribeTimeToLive.
struct describe_time_to_live {
    static constexpr operation_info info{.name = "DescribeTimeToLive"};
    using response = time_to_live_description;

    std::string_view table_name{};

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// UpdateTimeToLive: switches the deletion of items whose time has come on or off. DynamoDB takes up to an
/// hour for it and accepts no other change meanwhile.
struct update_time_to_live {
    static constexpr operation_info info{.name = "UpdateTimeToLive", .writes = true};
    struct response {
        std::string attribute{};
        bool enabled = false;
    };

    std::string_view table_name{};
    std::string_view attribute{};  ///< Holds the time, in seconds since 1970.
    bool enabled = true;

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// ListTagsOfResource: one page of a table's tags.
struct list_tags_of_resource {
    static constexpr operation_info info{.name = "ListTagsOfResource"};
    struct response {
        std::map<std::string, std::string> tags{};
        std::string next_token{};  ///< Empty on the last page.
    };

    std::string_view resource_arn{};  ///< `table_description::arn`.
    std::string_view next_token{};    ///< Of the page before.

    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    [[nodiscard]] std::string_view resource() const noexcept { return resource_arn; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// TagResource: gives a table tags; one with the same key is replaced.
struct tag_resource {
    static constexpr operation_info info{.name = "TagResource", .writes = true, .has_output = false};
    struct response {};

    std::string_view resource_arn{};  ///< `table_description::arn`.
    std::span<const table_tag> tags{};

    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    [[nodiscard]] std::string_view resource() const noexcept { return resource_arn; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// UntagResource: takes tags away from a table; one that it does not have is no error.
struct untag_resource {
    static constexpr operation_info info{.name = "UntagResource", .writes = true, .has_output = false};
    struct response {};

    std::string_view resource_arn{};  ///< `table_description::arn`.
    std::span<const std::string_view> tag_keys{};

    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    [[nodiscard]] std::string_view resource() const noexcept { return resource_arn; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
