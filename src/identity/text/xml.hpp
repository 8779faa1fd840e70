#pragma once

#include <dynaco/types.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::identity {

/// A character that XML writes as a reference.
struct xml_entity {
    char32_t character = 0;
    std::size_t size = 0;  ///< Of the reference, from '&' to ';'.
};

/// The reference that `text` begins with: one of the five that need no declaration ("&lt;"), or a number
/// ("&#228;", "&#xe4;") of a character that XML allows. Nothing for any other.
[[nodiscard]] std::optional<xml_entity> read_entity(std::string_view text) noexcept;

/// Appends a Unicode scalar value; one byte to four, never more than its reference has.
void append_utf8(std::string& text, char32_t character);

/// The elements of an XML document as AWS's Query protocol answers: no more of XML than that takes, and no
/// copies, since the text holds secrets. The text must outlive it.
///
/// Comments, processing instructions, CDATA sections, attributes (ignored) and the entities that need no
/// declaration are read; a document type is not, so that nothing can be expanded or fetched. Names are taken
/// as written, with their prefixes.
class xml_document {
 public:
    static constexpr std::size_t max_size = std::size_t{256} << 10;
    static constexpr std::size_t max_depth = 32;

    struct element {
        std::string_view name{};
        std::string_view content{};   ///< Between its tags, as written.
        std::size_t parent = 0;       ///< Its place in `elements()`; the root's own is 0.
        bool holds_elements = false;  ///< Then it has no text.
    };

    /// @returns nothing if `text` is not well-formed, is too large or nested too deeply.
    [[nodiscard]] static std::optional<xml_document> parse(std::string_view text);

    /// In the order of their start tags; the root is the first.
    [[nodiscard]] const std::vector<element>& elements() const noexcept { return elements_; }
    /// The text of the first element at a path of names, the root's first ("ErrorResponse/Error/Code"),
    /// without white space around it; nothing if there is none, or it holds elements.
    [[nodiscard]] std::optional<secret> text(std::string_view path) const;
    /// The same of an element of `elements()`.
    [[nodiscard]] static std::optional<secret> text_of(const element& e);

 private:
    friend class xml_scanner;

    [[nodiscard]] bool is_at(std::size_t index, std::string_view path) const;

    std::vector<element> elements_{};
};

}  // namespace dynaco::identity
