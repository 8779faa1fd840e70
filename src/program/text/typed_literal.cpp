#include "program/text/literal.hpp"
#include "program/text/text_fault.hpp"

#include <utility>

namespace dynaco::program {
namespace {

// Reads DynamoDB JSON from literals.
class typed_literal_reader {
 public:
    explicit typed_literal_reader(std::string_view text) : text_(text) {}

    value read(const literal& wrapper) const {
        if (wrapper.form != literal_form::map || wrapper.elements.size() != 1)
            refuse(text_, wrapper.column,
                   "expected an object with one type of DynamoDB, for example {\"S\": \"text\"} or {\"N\": "
                   "\"12\"}");
        const literal& content = wrapper.elements.front();
        const attribute_type type = attribute_type_of(wrapper.names.front());
        switch (type) {
            case attribute_type::S: return text_in(content, type);
            case attribute_type::N: return number_in(content, type);
            case attribute_type::B: return bytes_in(content, type);
            case attribute_type::BOOL: return boolean(content);
            case attribute_type::NUL: return nothing(content);
            case attribute_type::M: return map(content);
            case attribute_type::L: return list(content);
            case attribute_type::SS:
                return set<value::string_set>(content, type, &typed_literal_reader::text_in);
            case attribute_type::NS:
                return set<value::number_set>(content, type, &typed_literal_reader::number_in);
            case attribute_type::BS:
                return set<value::binary_set>(content, type, &typed_literal_reader::bytes_in);
            case attribute_type::any: break;
        }
        refuse(text_, wrapper.column,
               '`' + wrapper.names.front() +
                   "` is not a type of DynamoDB: S, N, B, BOOL, NULL, M, L, SS, NS or BS");
    }

    item map(const literal& content) const {
        if (content.form != literal_form::map) refuse(text_, content.column, "expected an object for M");
        item all;
        for (std::size_t i = 0; i < content.elements.size(); ++i)
            all.insert_or_assign(content.names[i], read(content.elements[i]));
        return all;
    }

 private:
    std::string text_in(const literal& content, attribute_type type) const {
        if (content.form != literal_form::text) {
            const bool is_number = content.form == literal_form::number;
            refuse(text_, content.column,
                   "expected text in quotes for " + std::string(wire_name(type)) +
                       (is_number ? ": write \"" + content.content + '"' : std::string()));
        }
        return content.content;
    }
    number number_in(const literal& content, attribute_type type) const {
        return number_of(text_, content.column, text_in(content, type));
    }
    binary bytes_in(const literal& content, attribute_type type) const {
        return bytes_of(text_, content.column, text_in(content, type));
    }
    value boolean(const literal& content) const {
        if (content.form != literal_form::boolean)
            refuse(text_, content.column, "expected true or false for BOOL");
        return content.truth;
    }
    value nothing(const literal& content) const {
        if (content.form != literal_form::boolean || !content.truth)
            refuse(text_, content.column, "expected true for NULL");
        return null;
    }
    value list(const literal& content) const {
        if (content.form != literal_form::list) refuse(text_, content.column, "expected an array for L");
        value::list all;
        for (const literal& each : content.elements) all.push_back(read(each));
        return all;
    }
    template <class Set, class Element>
    value set(const literal& content, attribute_type type,
              Element (typed_literal_reader::*read_element)(const literal&, attribute_type) const) const {
        if (content.form != literal_form::list)
            refuse(text_, content.column, "expected an array for " + std::string(wire_name(type)));
        if (content.elements.empty()) refuse(text_, content.column, "DynamoDB has no empty sets");
        Set all;
        for (const literal& each : content.elements)
            if (!all.insert((this->*read_element)(each, type)).second)
                refuse(text_, each.column, "the set has this element twice");
        return all;
    }

    std::string_view text_;
};

}  // namespace

value typed_value(std::string_view text, const literal& written) {
    return typed_literal_reader(text).read(written);
}

}  // namespace dynaco::program
