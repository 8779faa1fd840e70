#include "json/document.hpp"

#include <dynaco/model/value_codec.hpp>
#include <dynaco/operations/document_operation.hpp>

#include <string>
#include <utility>
#include <variant>

namespace dynaco {
namespace {

// Writes values as plain JSON.
struct plain_writer {
    json::writer& out;

    void operator()(const std::string& text) const { out.string(text); }
    void operator()(const number& n) const { out.raw(n.to_string()); }
    void operator()(const binary& bytes) const { out.base64(bytes); }
    void operator()(bool value) const { out.boolean(value); }
    void operator()(null_t) const { out.raw("null"); }
    void operator()(const item& map) const {
        out.begin_object();
        for (const auto& [name, each] : map) {
            out.key(name);
            (*this)(each);
        }
        out.end_object();
    }
    void operator()(const value& v) const { std::visit(*this, v.content()); }
    template <class Elements>
    void operator()(const Elements& elements) const {
        out.begin_array();
        for (const auto& each : elements) {
            out.element();
            (*this)(each);
        }
        out.end_array();
    }
};

bool read_plain(const json::document& from, value& to);

bool read_plain(const json::document& from, item& to) {
    for (std::size_t i = 0; i < from.elements().size(); ++i)
        if (!read_plain(from.elements()[i], to[from.names()[i]])) return false;
    return true;
}

bool read_plain(const json::document& from, value::list& to) {
    for (const json::document& each : from.elements())
        if (!read_plain(each, to.emplace_back())) return false;
    return true;
}

template <class Container>
bool read_container(const json::document& from, value& to) {
    Container content;
    if (!read_plain(from, content)) return false;
    to = value(std::move(content));
    return true;
}

bool read_plain(const json::document& from, value& to) {
    switch (from.type()) {
        case json::document::kind::null: to = null; return true;
        case json::document::kind::boolean: to = from.as_bool(); return true;
        case json::document::kind::string: to = from.text(); return true;
        case json::document::kind::number: {
            const result<number> n = number::parse(from.text());
            if (n) to = *n;
            return n.has_value();
        }
        case json::document::kind::array: return read_container<value::list>(from, to);
        case json::document::kind::object: return read_container<item>(from, to);
    }
    return false;
}

}  // namespace

std::string_view document_ref::table() const noexcept {
    const value* const name = parameters_ ? parameters_->find("TableName") : nullptr;
    const std::string* const text = name ? name->get_if<std::string>() : nullptr;
    return text ? std::string_view(*text) : std::string_view();
}

bool document_ref::write(json::writer& out) const {
    const plain_writer plain{out};
    if (parameters_)
        plain(*parameters_);
    else
        out.raw("{}");
    return true;
}

result<item> document_ref::read(std::string_view body) {
    item answer;
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) return answer;  // an empty object
    const auto parsed = json::document::parse(body);
    const bool sound =
        parsed && parsed->type() == json::document::kind::object && read_plain(*parsed, answer);
    if (!sound) return failure(errc::malformed_reply, {.detail = "the body is not a JSON object"});
    return answer;
}

}  // namespace dynaco
