#pragma once

#include <dynaco/types.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::identity {

/// A character that is written as a reference in XML.
struct xml_entity {
    char32_t character = 0;
    std::size_t size = 0;  ///< The size of the reference in bytes, from '&' to ';'.
};

/// The reference at the beginning of `text`: one of the five predefined entities ("&lt;"), or the number of a
/// character that XML allows ("&#228;", "&#xe4;"). Nothing for any other text.
[[nodiscard]] std::optional<xml_entity> read_entity(std::string_view text) noexcept;

/// Appends a Unicode scalar value as one to four bytes. They are never more than its reference has.
void append_utf8(std::string& text, char32_t character);

/// The elements of an XML document in the format of AWS's Query protocol. Supports only the parts of XML that
/// the protocol needs. Makes no copies, because the text contains secrets, so the text must outlive the
/// document.
///
/// Comments, processing instructions, CDATA sections, attributes (ignored) and the predefined entities are
/// supported. A document type is not, so that nothing can be expanded or fetched. Names include their
/// prefixes.
class xml_document {
 public:
    static constexpr std::size_t max_size = std::size_t{256} << 10;
    static constexpr std::size_t max_depth = 32;

    struct element {
        std::string_view name{};
        std::string_view content{};   ///< The text between the tags, as written.
        std::size_t parent = 0;       ///< The parent's index in `elements()`; 0 for the root.
        bool holds_elements = false;  ///< The element contains elements, so it has no text.
    };

    /// Parses a document; returns nothing if `text` is not well-formed, is larger than `max_size` or nested
    /// deeper than `max_depth`.
    [[nodiscard]] static std::optional<xml_document> parse(std::string_view text);

    /// All elements in the order of their start tags; the root is the first.
    [[nodiscard]] const std::vector<element>& elements() const noexcept { return elements_; }
    /// The text of the first element at a path of names from the root ("ErrorResponse/Error/Code"), without
    /// white space at both ends. Nothing if there is no such element, or if it contains elements.
    [[nodiscard]] std::optional<secret> text(std::string_view path) const;
    /// The text of an element of `elements()`, without white space at both ends; nothing if it contains
    /// elements.
    [[nodiscard]] static std::optional<secret> text_of(const element& e);

 private:
    friend class xml_scanner;

    [[nodiscard]] bool is_at(std::size_t index, std::string_view path) const;

    std::vector<element> elements_{};
};

}  // namespace dynaco::identity
