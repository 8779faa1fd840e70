#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/expressions.hpp>

#include <ostream>

namespace dynaco::detail::expression {
namespace {

/// Prints a value as plain JSON.
class plain_printer {
 public:
    explicit plain_printer(std::string& text) : out_(text) {}

    void operator()(const value& v) { std::visit(*this, v.content()); }
    void operator()(const std::string& text) { out_.string(text); }
    void operator()(const number& n) { out_.raw(n.to_string()); }
    void operator()(const binary& bytes) { out_.raw("b"), out_.base64(bytes); }
    void operator()(bool b) { out_.boolean(b); }
    void operator()(null_t) { out_.raw("null"); }
    void operator()(const item& map) {
        list("{", map, "}", [this](const auto& member) {
            out_.string(member.first);
            out_.raw(": ");
            (*this)(member.second);
        });
    }
    void operator()(const value::list& elements) { list("[", elements, "]", *this); }
    void operator()(const value::string_set& elements) { list("<<", elements, ">>", *this); }
    void operator()(const value::number_set& elements) { list("<<", elements, ">>", *this); }
    void operator()(const value::binary_set& elements) { list("<<", elements, ">>", *this); }

 private:
    template <class Range, class Print>
    void list(std::string_view left, const Range& elements, std::string_view right, Print print) {
        out_.raw(left);
        bool first = true;
        for (const auto& each : elements) {
            if (!first) out_.raw(", ");
            print(each);
            first = false;
        }
        out_.raw(right);
    }

    json::writer out_;
};

// Cuts the text to at most `max` bytes, between two characters.
void cut(std::string& text, std::size_t max) {
    if (text.size() <= max) return;
    while (max > 0 && (static_cast<unsigned char>(text[max]) & 0xC0) == 0x80) --max;
    text.resize(max);
    text += "…";
}

}  // namespace

void readable_sink::open() {
    text_ += '(';
    ++depth_;
}

void readable_sink::close() {
    text_ += ')';
    if (--depth_ == 0 && outermost_ends_ == 0 && text_.front() == '(') outermost_ends_ = text_.size();
}

void readable_sink::put_step(step, step spelled, bool first) {
    if (spelled.is_index()) {
        append_index(text_, spelled.index);
        return;
    }
    std::string name;
    append_name(name, spelled.name);
    if (!first) text_ += '.';
    text_ += name;
}

void readable_sink::put_value(const void* operand, operand_writer write) {
    std::string encoded;
    json::writer out(encoded);
    if (!write(out, operand) || out.failed()) return refuse(out.why());
    json::reader in(encoded);
    value decoded;
    if (!model::read_attribute(in, decoded)) return refuse(in.why());
    std::string text;
    plain_printer printer(text);
    printer(decoded);
    cut(text, max_operand_bytes);
    text_ += text;
}

void readable_sink::refuse(const failure& why) { text_ += '<' + why.text() + '>'; }

std::string readable_sink::take() {
    if (!text_.empty() && outermost_ends_ == text_.size()) return text_.substr(1, text_.size() - 2);
    return std::move(text_);
}

std::ostream& print(std::ostream& out, const std::string& text) { return out << text; }

}  // namespace dynaco::detail::expression
