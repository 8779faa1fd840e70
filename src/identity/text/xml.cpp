#include "identity/text/xml.hpp"

#include "core/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <utility>

namespace dynaco::identity {
namespace {

constexpr std::array<std::pair<std::string_view, char32_t>, 5> named_entities{
    {{"&lt;", U'<'}, {"&gt;", U'>'}, {"&amp;", U'&'}, {"&apos;", U'\''}, {"&quot;", U'"'}}};

bool is_character(char32_t c) noexcept {
    if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
    const bool is_surrogate = c >= 0xd800 && c < 0xe000;
    return !is_surrogate && c != 0xfffe && c != 0xffff && c <= 0x10ffff;
}

}  // namespace

std::optional<xml_entity> read_entity(std::string_view text) noexcept {
    for (const auto& [name, character] : named_entities)
        if (text.starts_with(name)) return xml_entity{.character = character, .size = name.size()};
    if (!text.starts_with("&#")) return std::nullopt;
    const bool is_hex = text.starts_with("&#x");
    const char* const begin = text.data() + (is_hex ? 3 : 2);
    const char* const end = text.data() + text.size();
    std::uint32_t number = 0;
    const auto [last, error] = std::from_chars(begin, end, number, is_hex ? 16 : 10);
    if (error != std::errc() || last == end || *last != ';' || !is_character(number)) return std::nullopt;
    return xml_entity{.character = number, .size = static_cast<std::size_t>(last - text.data()) + 1};
}

void append_utf8(std::string& text, char32_t character) {
    const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((character >> shift) & 0x3f)); };
    if (character < 0x80) {
        text += static_cast<char>(character);
    } else if (character < 0x800) {
        text += static_cast<char>(0xc0 | (character >> 6));
        tail(0);
    } else if (character < 0x10000) {
        text += static_cast<char>(0xe0 | (character >> 12));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xf0 | (character >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

namespace {

constexpr std::string_view white_space = " \t\r\n";
constexpr std::string_view cdata_begin = "<![CDATA[";
constexpr std::string_view cdata_end = "]]>";

bool is_space(char c) noexcept { return white_space.find(c) != std::string_view::npos; }

bool is_name_start(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
           static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_character(char c) noexcept {
    return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

bool has_only_characters(std::string_view text) noexcept {
    return std::ranges::all_of(text,
                               [](char c) { return static_cast<unsigned char>(c) >= 0x20 || is_space(c); });
}

// Appends the text of the first piece of a well-formed content; returns the size of the piece.
std::size_t append_piece(std::string& text, std::string_view content) {
    if (content.starts_with(cdata_begin)) {
        const auto end = content.find(cdata_end);
        text += content.substr(cdata_begin.size(), end - cdata_begin.size());
        return end + cdata_end.size();
    }
    if (content.starts_with("<!--")) return content.find("-->", 4) + 3;
    if (content.starts_with("<?")) return content.find("?>", 2) + 2;
    if (const auto entity = read_entity(content)) {
        append_utf8(text, entity->character);
        return entity->size;
    }
    const auto end = std::min(content.find_first_of("<&"), content.size());
    text += content.substr(0, end);
    return end;
}

}  // namespace

// Scans a text once, from tag to tag. Open elements are kept in a list, so there is no recursion.
class xml_scanner {
 public:
    explicit xml_scanner(std::string_view text) noexcept : rest_(text) {}

    bool document(xml_document& into) {
        take("\xef\xbb\xbf");
        while (!rest_.empty())
            if (!next(into)) return false;
        return open_.empty() && !into.elements_.empty();
    }

 private:
    using element = xml_document::element;

    bool next(xml_document& into) {
        if (rest_.front() != '<') return characters();
        if (take("<!--")) return skip_past("-->");
        if (take("<?")) return skip_past("?>");
        if (take(cdata_begin)) return !open_.empty() && skip_past(cdata_end);
        if (take("</")) return end_tag(into.elements_);
        return start_tag(into.elements_);
    }

    // Outside the root there is only white space.
    bool characters() {
        const std::string_view text = rest_.substr(0, rest_.find('<'));
        rest_.remove_prefix(text.size());
        return open_.empty() ? detail::trimmed(text, white_space).empty() : entities_are_known(text);
    }

    bool start_tag(std::vector<element>& elements) {
        rest_.remove_prefix(1);
        const std::string_view name = take_name();
        const bool is_second_root = open_.empty() && !elements.empty();
        if (name.empty() || is_second_root || open_.size() >= xml_document::max_depth) return false;
        if (!attributes()) return false;
        const bool is_empty = take("/");
        if (!take(">")) return false;
        if (!open_.empty()) elements[open_.back()].holds_elements = true;
        elements.push_back({.name = name, .content = rest_, .parent = open_.empty() ? 0 : open_.back()});
        if (is_empty)
            elements.back().content = rest_.substr(0, 0);
        else
            open_.push_back(elements.size() - 1);
        return true;
    }

    bool end_tag(std::vector<element>& elements) {
        if (open_.empty()) return false;
        element& ended = elements[open_.back()];
        constexpr std::size_t mark = 2;  // "</"
        const std::size_t size = ended.content.size() - rest_.size() - mark;
        if (take_name() != ended.name) return false;
        skip_space();
        ended.content = ended.content.substr(0, size);
        open_.pop_back();
        return take(">");
    }

    // Skips any number of name="value", each after white space.
    bool attributes() {
        for (;;) {
            const bool apart = skip_space();
            if (rest_.starts_with('>') || rest_.starts_with('/')) return true;
            if (!apart || take_name().empty()) return false;
            skip_space();
            if (!take("=")) return false;
            skip_space();
            const std::string_view quote = rest_.substr(0, 1);
            if (quote != "\"" && quote != "'") return false;
            rest_.remove_prefix(1);
            const auto end = rest_.find(quote);
            if (end == std::string_view::npos) return false;
            const std::string_view value = rest_.substr(0, end);
            if (value.find('<') != std::string_view::npos || !entities_are_known(value)) return false;
            rest_.remove_prefix(end + 1);
        }
    }

    static bool entities_are_known(std::string_view text) {
        for (auto at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1))
            if (!read_entity(text.substr(at))) return false;
        return true;
    }

    std::string_view take_name() noexcept {
        if (rest_.empty() || !is_name_start(rest_.front())) return {};
        const auto* const end = std::ranges::find_if_not(rest_, is_name_character);
        const std::string_view name = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(name.size());
        return name;
    }
    bool skip_space() noexcept {
        const auto end = std::min(rest_.find_first_not_of(white_space), rest_.size());
        rest_.remove_prefix(end);
        return end > 0;
    }
    bool skip_past(std::string_view mark) noexcept {
        const auto at = rest_.find(mark);
        if (at == std::string_view::npos) return false;
        rest_.remove_prefix(at + mark.size());
        return true;
    }
    bool take(std::string_view expected) noexcept {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(expected.size());
        return true;
    }

    std::string_view rest_;
    std::vector<std::size_t> open_{};  // indexes of the open elements, the innermost last
};

std::optional<xml_document> xml_document::parse(std::string_view text) {
    if (text.size() > max_size || !has_only_characters(text)) return std::nullopt;
    xml_document document;
    if (!xml_scanner(text).document(document)) return std::nullopt;
    return document;
}

bool xml_document::is_at(std::size_t index, std::string_view path) const {
    for (;;) {
        const auto slash = path.rfind('/');
        const bool is_first = slash == std::string_view::npos;
        const std::string_view name = is_first ? path : path.substr(slash + 1);
        if (elements_[index].name != name || is_first != (index == 0)) return false;
        if (is_first) return true;
        path = path.substr(0, slash);
        index = elements_[index].parent;
    }
}

std::optional<secret> xml_document::text(std::string_view path) const {
    for (std::size_t i = 0; i < elements_.size(); ++i)
        if (is_at(i, path)) return text_of(elements_[i]);
    return std::nullopt;
}

std::optional<secret> xml_document::text_of(const element& e) {
    if (e.holds_elements) return std::nullopt;
    std::string_view content = detail::trimmed(e.content, white_space);
    std::string text;
    // A reference is never shorter than its character, so the string does not grow, which would leave a copy
    // behind.
    text.reserve(content.size());
    while (!content.empty()) content.remove_prefix(append_piece(text, content));
    return secret(std::move(text));
}

}  // namespace dynaco::identity
