#pragma once

#include "json/document.hpp"

#include <dynaco/types.hpp>

#include <string_view>
#include <utility>

namespace dynaco::identity {

/// A JSON object that holds secrets: a cached token, the answer of a service. Overwrites itself.
class secret_document {
 public:
    /// Empty.
    secret_document() = default;
    /// Reads `text`; what is no JSON object is empty.
    explicit secret_document(std::string_view text);
    secret_document(const secret_document&) = delete;
    secret_document& operator=(const secret_document&) = delete;
    secret_document(secret_document&& other) noexcept : tree_(std::exchange(other.tree_, {})) {}
    secret_document& operator=(secret_document&& other) noexcept {
        if (this == &other) return *this;
        tree_.cleanse();
        tree_ = std::exchange(other.tree_, {});
        return *this;
    }
    ~secret_document() { tree_.cleanse(); }

    /// Whether it is an object.
    explicit operator bool() const noexcept { return tree_.type() == json::document::kind::object; }
    [[nodiscard]] const json::document& tree() const noexcept { return tree_; }
    [[nodiscard]] json::document& tree() noexcept { return tree_; }
    /// As JSON.
    [[nodiscard]] secret text() const;

 private:
    json::document tree_{};
};

/// The text of a string member; empty if it is not there or is no string.
[[nodiscard]] std::string_view text_of(const json::document& object, std::string_view name) noexcept;

}  // namespace dynaco::identity
