#include "program/text/literal.hpp"
#include "program/text/text_fault.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/json.hpp>

#include <utility>

namespace dynaco::program {

number number_of(std::string_view text, std::size_t column, std::string_view digits) {
    const result<number> parsed = number::parse(digits);
    if (parsed) return parsed.value();
    if (parsed.error().cause() == errc::number_out_of_range)
        refuse(text, column,
               "DynamoDB cannot store this number: it has more than 38 digits, or is outside 1E-130 to "
               "9.9E+125");
    refuse(text, column, "expected a number, for example 12 or -1.50");
}

binary bytes_of(std::string_view text, std::size_t column, std::string_view base64) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    constexpr const char* expected =
        "expected bytes in standard base64 with padding, for example AQID or AQ==";
    if (base64.find_first_not_of(alphabet) != std::string_view::npos) refuse(text, column, expected);
    try {
        auto bytes = from_dynamodb_json<value>(R"({"B":")" + std::string(base64) + R"("})");
        return std::move(*bytes.get_if<binary>());
    } catch (const error&) {
        refuse(text, column, expected);
    }
}

namespace {

class set_reader {
 public:
    set_reader(std::string_view text, const literal& written) : text_(text), written_(written) {}

    value read() const {
        if (written_.elements.empty()) refuse(text_, written_.column, "DynamoDB has no empty sets");
        switch (written_.elements.front().form) {
            case literal_form::text:
                return all<value::string_set>([](const literal& e) { return e.content; });
            case literal_form::number:
                return all<value::number_set>(
                    [this](const literal& e) { return number_of(text_, e.column, e.content); });
            case literal_form::binary:
                return all<value::binary_set>(
                    [this](const literal& e) { return bytes_of(text_, e.column, e.content); });
            default:
                refuse(
                    text_, written_.elements.front().column,
                    "a set has only texts, only numbers or only binary values; a list is written with [ ]");
        }
    }

 private:
    template <class Set, class Read>
    value all(Read read) const {
        Set set;
        for (const literal& each : written_.elements) {
            if (each.form != written_.elements.front().form)
                refuse(text_, each.column,
                       "all elements of a set have the same type; a list is written with [ ]");
            if (!set.insert(read(each)).second) refuse(text_, each.column, "the set has this element twice");
        }
        return set;
    }

    std::string_view text_;
    const literal& written_;
};

}  // namespace

value plain_value(std::string_view text, const literal& written) {
    switch (written.form) {
        case literal_form::null: return null;
        case literal_form::boolean: return written.truth;
        case literal_form::number: return number_of(text, written.column, written.content);
        case literal_form::text: return written.content;
        case literal_form::binary: return bytes_of(text, written.column, written.content);
        case literal_form::set: return set_reader(text, written).read();
        case literal_form::list: {
            value::list list;
            for (const literal& each : written.elements) list.push_back(plain_value(text, each));
            return list;
        }
        case literal_form::map: break;
    }
    item map;
    for (std::size_t i = 0; i < written.elements.size(); ++i)
        map.insert_or_assign(written.names[i], plain_value(text, written.elements[i]));
    return map;
}

}  // namespace dynaco::program
