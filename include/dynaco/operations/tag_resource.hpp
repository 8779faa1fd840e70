#pragma once

#include <dynaco/model/schema.hpp>
#include <dynaco/operations/operation.hpp>

#include <span>
#include <string_view>

namespace dynaco {

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

}  // namespace dynaco
