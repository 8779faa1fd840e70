#include "json/quoted.hpp"

#include <dynaco/detail/model/composed_writer.hpp>

#include <algorithm>

namespace dynaco::detail::model {
namespace {

void append_unquoted(json::writer& out, std::string_view text) {
    const std::size_t begin = out.text().size();
    out.string(text);
    out.text().erase(begin, 1);
    out.text().pop_back();
}

std::string shown_template(const key_template& t) {
    std::string text;
    for (std::size_t i = 0; i < t.count; ++i)
        ((text += t.holes[i].before) += '{') += std::string(t.holes[i].member) + "}";
    return text += t.tail;
}

bool is_digits(std::string_view text) noexcept {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::size_t composed_writer::start_hole() {
    append_unquoted(out_, template_.holes[hole_].before);
    return out_.text().size();
}

// The codec wrote a JSON string. Without its quotes, it becomes a part of the key's string; escapes are kept.
bool composed_writer::end_hole(std::size_t begin) {
    std::string& text = out_.text();
    text.erase(begin, 1);
    text.pop_back();
    const std::size_t size = text.size() - begin;
    if (const std::size_t width = template_.holes[hole_].width; width > 0) {
        if (size > width || !is_digits(std::string_view(text).substr(begin)))
            return refuse(errc::number_out_of_range,
                          text.substr(begin) + " is not a whole number of at most " + std::to_string(width) +
                              " digits, so the keys would not sort numerically");
        text.insert(begin, width - size, '0');
    }
    const bool is_last = hole_ + 1 == template_.count;
    if (!is_last) {
        const std::size_t end = text.size();
        append_unquoted(out_, template_.after(hole_));
        const bool is_ambiguous = text.find(std::string_view(text).substr(end), begin) != end;
        text.resize(end);
        if (is_ambiguous)
            return refuse(errc::invalid_argument, "the value contains \"" +
                                                      std::string(template_.after(hole_)) +
                                                      "\", which separates it from the next part of the key");
    }
    ++hole_;
    return true;
}

void composed_writer::finish() {
    append_unquoted(out_, template_.tail);
    out_.raw("\"");
}

bool composed_writer::is_a_part(std::string_view text) {
    if (!looks_composed(template_, text)) return true;
    const template_hole& hole = template_.holes[0];
    const std::string shown = shown_template(template_);
    out_.fail(errc::invalid_argument, "the key is composed as " + json::quoted(shown) +
                                          ": pass the value of " + std::string(hole.member) +
                                          ", not the composed text; got " + json::quoted(text) +
                                          ". If that is the value, pass dynaco::parts(value); if it is the "
                                          "whole key, pass dynaco::composed_text(key)");
    return false;
}

bool fits_some_template(json::writer& out, std::span<const key_template* const> templates,
                        std::string_view text) {
    const auto fits = [text](const key_template* t) { return fits_template(*t, text); };
    if (std::ranges::any_of(templates, fits)) return true;
    std::string shown;
    for (const key_template* each : templates)
        (shown += shown.empty() ? "" : ", ") += json::quoted(shown_template(*each));
    return out.fail(errc::invalid_argument,
                    "the models of the table compose this key in different ways (" + shown +
                        "): pass the whole text of the key. " + json::quoted(text) +
                        " does not fit any of them. To pass the value of a member, use as<Model>()");
}

bool composed_writer::refuse(errc why, std::string detail) {
    out_.fail(why, std::move(detail));
    return out_.fail_in(template_.holes[hole_].member);
}

std::string part_as_json(const template_hole& hole, std::string_view text) {
    if (hole.width > 0) text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1));
    std::string quoted;
    json::writer(quoted).string(text);
    return quoted;
}

bool text_does_not_fit(json::reader& in, std::string_view text) {
    return in.fail(errc::invalid_value, json::quoted(text) + " does not fit the member's template");
}

bool is_written_as(std::string_view made, std::string_view text) {
    json::reader in(made);
    std::string_view content;
    return in.string(content) && content == text;
}

bool members_contradict(json::reader& in, std::string_view stored, std::string_view made) {
    return in.fail(errc::invalid_value,
                   "the item's key is " + json::quoted(stored) + ", but its members compose " +
                       (made.empty() ? std::string("no key") : "the key " + std::string(made)) +
                       ". Writing the object would change another item. Read the item as dynaco::item");
}

bool part_does_not_fit(json::reader& in, const template_hole& hole, std::string_view text) {
    return in.fail(errc::invalid_value,
                   json::quoted(text) + " is not a valid value for the member " + std::string(hole.member));
}

}  // namespace dynaco::detail::model
