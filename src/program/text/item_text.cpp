#include "program/text/item_text.hpp"

#include "program/text/literal.hpp"
#include "program/text/text_fault.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace dynaco::program {
namespace {

// DynamoDB JSON has an object for the type around each value.
constexpr std::size_t most_typed_levels = 2 * most_levels + 2;

literal whole_literal(token_reader& in) {
    literal written = parse_literal(in, most_typed_levels);
    if (!in.at_end()) in.fail("expected the end, but found " + in.next_text());
    return written;
}

class item_reader {
 public:
    item_reader(std::string_view text, const key_shape& key) : text_(text), key_(key) {}

    item read(json_form form) {
        token_reader in(text_);
        if (in.at_end() || !in.peek().is("{"))
            in.fail(R"(expected an item, for example {"id": "c-1"}, but found )" + in.next_text());
        const literal written = whole_literal(in);
        item found;
        if (form == json_form::dynamodb || (form == json_form::guess && is_typed(written)))
            found = typed(written);
        else
            found = plain(written);
        check_key(found, written);
        return found;
    }

 private:
    item typed(const literal& written) const {
        item all;
        for (std::size_t i = 0; i < written.elements.size(); ++i)
            all.insert_or_assign(written.names[i], typed_value(text_, written.elements[i]));
        return all;
    }

    item plain(const literal& written) const {
        item all;
        for (std::size_t i = 0; i < written.elements.size(); ++i) {
            const literal& each = written.elements[i];
            const key_description* const key = key_.find(written.names[i]);
            const bool is_bytes =
                key != nullptr && key->type == attribute_type::B && each.form == literal_form::text;
            all.insert_or_assign(written.names[i], is_bytes
                                                       ? value(bytes_of(text_, each.column, each.content))
                                                       : plain_value(text_, each));
        }
        return all;
    }

    bool is_typed(const literal& written) {
        const auto one = [](const literal& each) {
            return each.form == literal_form::map && each.names.size() == 1 &&
                   attribute_type_of(each.names.front()) != attribute_type::any;
        };
        if (written.elements.empty() || !std::ranges::all_of(written.elements, one)) return false;
        try {
            static_cast<void>(typed(written));
            return true;
        } catch (const text_error& fault) {
            almost_typed_ = fault.fault();
            return false;
        }
    }

    void check_key(const item& found, const literal& written) const {
        for (const auto* part : {&key_.hash, &key_.range})
            for (const key_description& each : *part) check_key(found, written, each);
    }

    void check_key(const item& found, const literal& written, const key_description& key) const {
        const auto at = std::ranges::find(written.names, key.name);
        if (at == written.names.end())
            refuse(
                text_, written.column,
                "the item has no key attribute " + key.name + " (" + std::string(wire_name(key.type)) + ')');
        const literal& as_written = written.elements[static_cast<std::size_t>(at - written.names.begin())];
        const value& stored = found.at(key.name);
        if (stored.type() != key.type) refuse_type(key, as_written);
        const auto* text = stored.get_if<std::string>();
        const auto* bytes = stored.get_if<binary>();
        if ((text != nullptr && text->empty()) || (bytes != nullptr && bytes->empty()))
            refuse(text_, as_written.column,
                   "the key attribute " + key.name + " is empty, which DynamoDB refuses");
    }

    [[noreturn]] void refuse_type(const key_description& key, const literal& written) const {
        // All members look like DynamoDB JSON, but one of them is wrong.
        if (almost_typed_) refuse(text_, almost_typed_->column, "in DynamoDB JSON: " + almost_typed_->what);
        const std::string what = "the key attribute " + key.name + " is ";
        if (key.type == attribute_type::S)
            refuse(text_, written.column,
                   what + "text (S): " +
                       (written.form == literal_form::number ? "write \"" + written.content + '"'
                                                             : "write it in quotes"));
        if (key.type == attribute_type::N)
            refuse(text_, written.column, what + "a number (N): write digits without quotes");
        refuse(text_, written.column, what + "binary (B): write base64 in quotes");
    }

    std::string_view text_;
    const key_shape& key_;
    std::optional<text_fault> almost_typed_{};
};

}  // namespace

item item_from_text(std::string_view text, json_form form, const key_shape& key) {
    return item_reader(text, key).read(form);
}

value value_from_text(std::string_view text) {
    token_reader in(text);
    literal written = parse_literal(in);
    if (!in.at_end()) in.fail("expected the end, but found " + in.next_text());
    return plain_value(text, written);
}

}  // namespace dynaco::program
