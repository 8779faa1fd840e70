#include "json_events.hpp"

#include <dynaco/detail/json/reader.hpp>

#include <rapidjson/error/error.h>
#include <rapidjson/reader.h>
#include <rapidjson/stream.h>

#include <cstdint>

namespace dynaco::fuzz {
namespace {

void append(std::string& list, char kind, std::string_view text) {
    ((list += kind) += std::to_string(text.size())) += ':';
    list += text;
}

bool walk(detail::json::reader& in, std::string& list);

bool walk_object(detail::json::reader& in, std::string& list) {
    list += '{';
    bool first = true;
    std::string_view name;
    while (in.next_member(first, name)) {
        append(list, 'K', name);
        if (!walk(in, list)) return false;
    }
    list += '}';
    return !in.failed();
}

bool walk_array(detail::json::reader& in, std::string& list) {
    list += '[';
    bool first = true;
    while (in.next_element(first))
        if (!walk(in, list)) return false;
    list += ']';
    return !in.failed();
}

bool walk(detail::json::reader& in, std::string& list) {
    if (!in.enter()) return false;
    std::string_view text;
    bool good = false;
    if (in.take('{')) {
        good = walk_object(in, list);
    } else if (in.take('[')) {
        good = walk_array(in, list);
    } else if (in.take_null()) {
        good = (list += 'N', true);
    } else if (in.raw(text)) {
        detail::json::reader scalar(text);
        bool truth = false;
        if (text.front() == '"')
            good = scalar.string(text) && (append(list, 'S', text), true);
        else if (text.front() == 't' || text.front() == 'f')
            good = scalar.boolean(truth) && (list += truth ? 'T' : 'F', true);
        else
            good = scalar.number_text(text) && (append(list, '#', text), true);
        good = good && scalar.at_end();
    }
    in.leave();
    return good;
}

// The handler's names are RapidJSON's.
class recorder {
 public:
    explicit recorder(std::string& list) : list_(list) {}

    bool Null() { return list_ += 'N', true; }
    bool Bool(bool b) { return list_ += b ? 'T' : 'F', true; }
    bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
        return append(list_, '#', {text, size}), true;
    }
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }
    bool String(const char* text, rapidjson::SizeType size, bool) {
        return append(list_, 'S', {text, size}), true;
    }
    bool StartObject() { return list_ += '{', ++depth_ < max_depth; }
    bool Key(const char* text, rapidjson::SizeType size, bool) {
        return append(list_, 'K', {text, size}), true;
    }
    bool EndObject(rapidjson::SizeType) { return list_ += '}', --depth_, true; }
    bool StartArray() { return list_ += '[', ++depth_ < max_depth; }
    bool EndArray(rapidjson::SizeType) { return list_ += ']', --depth_, true; }

 private:
    static constexpr int max_depth = 1000;

    std::string& list_;
    int depth_ = 0;
};

// RapidJSON 1.1 accepts a single low surrogate as a character. RFC 8259 §8.2 does not define this case;
// dynaco refuses it.
bool holds_surrogate(std::string_view text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
        if (text[i] == '\xed' && static_cast<unsigned char>(text[i + 1]) >= 0xa0) return true;
    return false;
}

}  // namespace

json_events reader_events(std::string_view text) {
    detail::json::reader in(text);
    std::string list;
    if (walk(in, list) && in.at_end()) return {.list = std::move(list)};
    return {.limit = in.failed() && in.why().cause() == errc::nested_too_deeply};
}

json_events rapidjson_events(std::string_view text) {
    // In situ and recursive: other ways use RapidJSON's own stack, which starts with arithmetic on a null
    // pointer (1.1).
    constexpr unsigned flags = rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseInsituFlag;
    std::string list;
    std::string copy(text);
    recorder handler(list);
    rapidjson::Reader reader;
    rapidjson::InsituStringStream stream(copy.data());
    const auto parsed = reader.Parse<flags>(stream, handler);
    if (!parsed)
        return {.limit = parsed.Code() == rapidjson::kParseErrorNumberTooBig ||
                         parsed.Code() == rapidjson::kParseErrorTermination};
    if (stream.Tell() != text.size()) return {};  // it stops at a NUL
    return {.list = list, .limit = holds_surrogate(list)};
}

}  // namespace dynaco::fuzz
