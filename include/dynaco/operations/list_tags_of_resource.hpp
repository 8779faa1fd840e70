#pragma once

#include <dynaco/operations/operation.hpp>

#include <map>
#include <string>
#include <string_view>

namespace dynaco {

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

}  // namespace dynaco
