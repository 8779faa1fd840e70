#include "identity/text/secret_document.hpp"

#include <dynaco/detail/json/writer.hpp>

#include <string>

namespace dynaco::identity {

secret_document::secret_document(std::string_view text) {
    auto read = detail::json::document::parse(text);
    if (!read) return;
    if (read->type() == detail::json::document::kind::object)
        tree_ = std::move(*read);
    else
        read->cleanse();
}

secret secret_document::text() const {
    std::string text;
    text.reserve(tree_.most_written());  // a string that grows leaves a copy behind
    detail::json::writer out(text);
    tree_.write(out);
    return secret(std::move(text));
}

std::string_view text_of(const detail::json::document& object, std::string_view name) noexcept {
    const detail::json::document& member = object[name];
    return member.type() == detail::json::document::kind::string ? std::string_view(member.text()) : "";
}

}  // namespace dynaco::identity
