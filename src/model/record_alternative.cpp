#include "json/quoted.hpp"

#include <dynaco/detail/model/alternative.hpp>
#include <dynaco/detail/model/record_alternative.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace dynaco::detail::model {

bool find_text(json::reader& ahead, std::string_view name, std::string& text) {
    if (!ahead.expect('{')) return false;
    bool first = true;
    std::string_view found;
    while (ahead.next_member(first, found)) {
        if (found != name) {
            if (!ahead.skip()) return false;
            continue;
        }
        attribute_type type{};
        std::string_view view;
        if (!ahead.open_attribute(type) || type != attribute_type::S || !ahead.string(view)) return false;
        text.assign(view);
        return true;
    }
    return false;
}

bool wrong_kind(json::reader& in, std::string_view discriminator, std::string_view kind) {
    in.fail(errc::wrong_model, "the item is of kind " + json::quoted(kind));
    return in.fail_in(discriminator);
}

namespace {

// The texts of an item that determine its model: the kind and the keys.
struct marks {
    std::optional<std::string> kind;
    std::optional<std::string> keys[2];
};

bool read_text(json::reader& in, std::optional<std::string>& text) {
    attribute_type type{};
    std::string_view view;
    if (json::reader ahead = in; ahead.take('"')) {  // plain JSON has no wrappers
        if (!in.string(view)) return false;
        text.emplace(view);
        return true;
    }
    if (!in.open_attribute(type)) return false;
    if (type != attribute_type::S) return in.skip() && in.close_attribute();
    if (!in.string(view)) return false;
    text.emplace(view);
    return in.close_attribute();
}

std::string_view discriminator_of_all(std::span<const alternative_facts> alternatives) {
    const auto at = std::ranges::find_if(alternatives, &alternative_facts::by_kind);
    return at == alternatives.end() ? std::string_view() : at->discriminator;
}

// Stops at the discriminator, because it determines the model alone. Errors in the text are not reported
// here: the decoder reads the item again.
marks find_marks(json::reader& in, std::span<const alternative_facts> alternatives) {
    marks found;
    const std::string_view discriminator = discriminator_of_all(alternatives);
    const auto& key_names = alternatives.front().key_names;
    bool first = true;
    std::string_view name;
    if (!in.expect('{')) return found;
    while (!found.kind && in.next_member(first, name)) {
        const bool is_kind = !discriminator.empty() && name == discriminator;
        const bool is_hash = !key_names[0].empty() && name == key_names[0];
        const bool is_range = !key_names[1].empty() && name == key_names[1];
        const bool read = is_kind    ? read_text(in, found.kind)
                          : is_hash  ? read_text(in, found.keys[0])
                          : is_range ? read_text(in, found.keys[1])
                                     : in.skip();
        if (!read) break;
    }
    return found;
}

bool fits_keys(const alternative_facts& facts, const marks& found) {
    for (std::size_t i = 0; i < 2; ++i) {
        if (!facts.keys[i]) continue;
        if (!found.keys[i] || !fits_template(*facts.keys[i], *found.keys[i])) return false;
    }
    return facts.by_keys();
}

}  // namespace

std::size_t choose_alternative(json::reader in, std::span<const alternative_facts> alternatives) {
    const marks found = find_marks(in, alternatives);
    const auto is_it = [&found](const alternative_facts& facts) {
        return found.kind ? facts.has_kind(*found.kind) : !facts.by_kind() && fits_keys(facts, found);
    };
    const auto at = std::ranges::find_if(alternatives, is_it);
    return static_cast<std::size_t>(at - alternatives.begin());
}

bool no_alternative(json::reader& in, std::span<const alternative_facts> alternatives) {
    json::reader ahead = in;
    const marks found = find_marks(ahead, alternatives);
    std::string what = "the item does not belong to any of the requested models";
    if (found.kind)
        what = "the item is of kind " + json::quoted(*found.kind);
    else if (const std::string_view discriminator = discriminator_of_all(alternatives);
             !discriminator.empty())
        what += ": it has no " + json::quoted(discriminator);
    else if (found.keys[0])
        what += ": its hash key is " + json::quoted(*found.keys[0]);
    return in.fail(errc::wrong_model, std::move(what));
}

}  // namespace dynaco::detail::model
