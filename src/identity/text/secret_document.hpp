#pragma once

#include "json/document.hpp"

#include <dynaco/types.hpp>

#include <string_view>
#include <utility>

namespace dynaco::identity {

/// A JSON object with secrets: a cached token, the response of a service. Its memory is overwritten when it
/// is destroyed.
class secret_document {
 public:
    /// An empty document.
    secret_document() = default;
    /// Parses `text`; the document is empty if the text is not a JSON object.
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

    /// Whether the document is a JSON object; false: it is empty.
    explicit operator bool() const noexcept { return tree_.type() == detail::json::document::kind::object; }
    [[nodiscard]] const detail::json::document& tree() const noexcept { return tree_; }
    [[nodiscard]] detail::json::document& tree() noexcept { return tree_; }
    /// The document as JSON text.
    [[nodiscard]] secret text() const;

 private:
    detail::json::document tree_{};
};

/// The text of a string member; empty if the member is missing or not a string.
[[nodiscard]] std::string_view text_of(const detail::json::document& object, std::string_view name) noexcept;

}  // namespace dynaco::identity
