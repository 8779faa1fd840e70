#include "json/document.hpp"

#include "core/cleanse.hpp"
#include "core/parse_real.hpp"
#include "json/rapidjson.hpp"

#include <dynaco/detail/json/writer.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>

// Uses RapidJSON's reader but not its DOM, because Debian's document.h does not compile with clang 19.
namespace dynaco::detail::json {

class document_builder {
 public:
    explicit document_builder(document& root) : open_{&root} {}

    bool Null() { return add(document::kind::null); }
    bool Bool(bool b) { return add(document::kind::boolean) && (last().boolean_ = b, true); }
    // Numbers arrive as text (kParseNumbersAsStringsFlag). RapidJSON requires the other functions of a
    // handler too.
    bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
        return add(document::kind::number) && (last().text_.assign(text, size), true);
    }
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }
    bool String(const char* text, rapidjson::SizeType size, bool) {
        return !has_surrogate({text, size}) && add(document::kind::string) &&
               (last().text_.assign(text, size), true);
    }
    bool StartObject() { return open(document::kind::object); }
    bool Key(const char* text, rapidjson::SizeType size, bool) {
        open_.back()->names_.emplace_back(text, size);
        return !has_surrogate({text, size});
    }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool StartArray() { return open(document::kind::array); }
    bool EndArray(rapidjson::SizeType) { return close(); }

 private:
    static constexpr std::size_t max_depth = 64;

    // RapidJSON 1.1 accepts a low surrogate without a high one ("\udc00"), which has no UTF-8 form.
    static bool has_surrogate(std::string_view text) noexcept {
        for (std::size_t at = text.find('\xed'); at < text.size(); at = text.find('\xed', at + 1))
            if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xa0) return true;
        return false;
    }

    bool add(document::kind kind) {
        document& parent = *open_.back();
        if (parent.kind_ == document::kind::array || parent.kind_ == document::kind::object) {
            last_ = &parent.children_.emplace_back();
        } else {
            last_ = &parent;  // the root
        }
        last_->kind_ = kind;
        return true;
    }
    bool open(document::kind kind) {
        if (open_.size() > max_depth) return false;
        add(kind);
        if (last_ != open_.back()) open_.push_back(last_);
        return true;
    }
    bool close() {
        if (open_.size() > 1) open_.pop_back();
        return true;
    }
    document& last() { return *last_; }

    // The open documents, the innermost last. Only the innermost grows until it is closed, so the pointers
    // stay valid.
    std::vector<document*> open_;
    document* last_ = nullptr;
};

std::optional<document> document::parse(std::string_view text) {
    // In-situ, recursive parsing does not use RapidJSON's own stack: in 1.1 that stack begins with arithmetic
    // on a null pointer. The builder limits the recursion.
    constexpr unsigned flags = rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseInsituFlag |
                               rapidjson::kParseValidateEncodingFlag;
    document root;
    document_builder builder(root);
    rapidjson::Reader reader;
    std::string copy;
    copy.reserve(text.size() + 3);
    copy.append(text).append(3, '\0');  // RapidJSON reads a cut-off UTF-8 sequence to its full length
    const detail::cleanse_at_exit overwritten({reinterpret_cast<unsigned char*>(copy.data()), copy.size()});
    rapidjson::InsituStringStream stream(copy.data());
    if (!reader.Parse<flags>(stream, builder)) return std::nullopt;
    if (stream.Tell() != text.size()) return std::nullopt;  // RapidJSON stops at a NUL
    return root;
}

const document& document::operator[](std::string_view name) const noexcept {
    static const document none;
    if (kind_ != kind::object) return none;
    const auto at = std::ranges::find(names_, name);
    return at == names_.end() ? none : children_[static_cast<std::size_t>(at - names_.begin())];
}

double document::as_double() const noexcept {
    double value = 0;
    if (kind_ == kind::number)
        static_cast<void>(detail::parse_real(text_.data(), text_.data() + text_.size(), value));
    return value;
}

std::int64_t document::as_integer() const noexcept {
    std::int64_t value = 0;
    const char* const end = text_.data() + text_.size();
    if (kind_ != kind::number) return 0;
    if (const auto whole = std::from_chars(text_.data(), end, value); whole.ptr == end) return value;
    const double real = as_double();
    return std::abs(real) < 0x1p63 ? static_cast<std::int64_t>(real) : 0;
}

void document::set(std::string_view name, std::string_view text) {
    document& it = member(name);
    it.cleanse();
    it.kind_ = kind::string;
    it.text_ = text;
}

document& document::member(std::string_view name) {
    if (kind_ != kind::object) cleanse(), kind_ = kind::object;
    const auto at = std::ranges::find(names_, name);
    if (at != names_.end()) return children_[static_cast<std::size_t>(at - names_.begin())];
    names_.emplace_back(name);
    return children_.emplace_back();
}

void document::write(writer& out) const {
    switch (kind_) {
        case kind::null: return out.raw("null");
        case kind::boolean: return out.boolean(boolean_);
        case kind::number: return out.raw(text_);
        case kind::string: out.string(text_); return;
        case kind::array:
            out.begin_array();
            for (const document& each : children_) out.element(), each.write(out);
            return out.end_array();
        case kind::object:
            out.begin_object();
            for (std::size_t i = 0; i < children_.size(); ++i) out.key(names_[i]), children_[i].write(out);
            return out.end_object();
    }
}

std::size_t document::most_written() const noexcept {
    constexpr std::size_t escaped = 6;  // "\u0000", for one byte
    constexpr std::size_t around = 8;   // quotes, brackets, a comma and a colon, or a literal
    std::size_t size = escaped * text_.size() + around;
    for (const std::string& name : names_) size += escaped * name.size() + around;
    for (const document& each : children_) size += each.most_written();
    return size;
}

void document::cleanse() noexcept {
    dynaco::detail::cleanse(text_);
    text_.clear();
    for (document& each : children_) each.cleanse();
    names_.clear();
    children_.clear();
    kind_ = kind::null;
}

}  // namespace dynaco::detail::json
