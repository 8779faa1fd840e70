#pragma once

#include <dynaco/operations/operation.hpp>

#include <span>
#include <string_view>

namespace dynaco {

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
