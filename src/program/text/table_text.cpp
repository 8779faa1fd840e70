#include "program/text/table_text.hpp"

#include "program/text/amounts.hpp"
#include "program/text/text_fault.hpp"

#include <limits>
#include <utility>

namespace dynaco::program {
namespace {

// The part of a text that is read, with its place in the whole text.
struct slice {
    std::string_view whole;
    std::size_t begin;
    std::size_t end;

    explicit slice(std::string_view text) : whole(text), begin(0), end(text.size()) {}
    slice(std::string_view text, std::size_t from, std::size_t to) : whole(text), begin(from), end(to) {}

    [[nodiscard]] std::string_view text() const { return whole.substr(begin, end - begin); }
    [[nodiscard]] bool empty() const { return begin == end; }
    [[noreturn]] void refuse(std::string what) const { program::refuse(whole, begin, std::move(what)); }

    // Cuts off the part before the separator. Everything, if it does not occur.
    slice take_until(char separator) {
        const std::size_t found = text().find(separator);
        const std::size_t stop = found == std::string_view::npos ? end : begin + found;
        const slice part(whole, begin, stop);
        begin = stop == end ? end : stop + 1;
        return part;
    }
    [[nodiscard]] bool has(char c) const { return text().find(c) != std::string_view::npos; }
};

written_key key_in(slice part) {
    const std::size_t colon = part.text().rfind(':');
    if (colon == std::string_view::npos) {
        if (part.empty()) part.refuse("the name of a key attribute is missing");
        return {.name = std::string(part.text())};
    }
    const std::string_view letter = part.text().substr(colon + 1);
    const attribute_type type = attribute_type_of(letter);
    if (type != attribute_type::S && type != attribute_type::N && type != attribute_type::B)
        refuse(part.whole, part.begin + colon + 1,
               "a key attribute must have the type S (string), N (number) or B (binary)");
    if (colon == 0) part.refuse("the name of a key attribute is missing");
    return {.name = std::string(part.text().substr(0, colon)), .type = type};
}

std::vector<written_key> keys_in(slice part) {
    std::vector<written_key> all;
    for (;;) {
        const bool more = part.has('+');
        all.push_back(key_in(part.take_until('+')));
        if (!more) break;
    }
    if (all.size() > key_attributes::max) part.refuse("a key can have at most four attributes");
    return all;
}

void read_projection(slice part, written_index& into) {
    if (part.empty()) part.refuse("name what is projected: all, keys, or names of attributes");
    if (part.text() == "all") return;
    if (part.text() == "keys") {
        into.projection = projection::keys_only;
        return;
    }
    into.projection = projection::include;
    for (;;) {
        const bool more = part.has(',');
        const slice name = part.take_until(',');
        if (name.empty()) name.refuse("the name of an attribute is missing");
        into.attributes.emplace_back(name.text());
        if (!more) return;
    }
}

// Reads the name and the projection. Returns the part with the keys.
slice read_frame(std::string_view text, std::string_view example, written_index& into) {
    slice rest(text);
    if (!rest.has('=')) refuse(text, text.size(), "write an index as NAME=KEYS: " + std::string(example));
    const slice name = rest.take_until('=');
    if (name.empty()) name.refuse("the name of the index is missing");
    into.name = name.text();
    const bool projects = rest.has('/');
    const slice keys = rest.take_until('/');
    if (projects) read_projection(rest, into);
    return keys;
}

std::int64_t units_in(slice part) {
    std::uint64_t units = 0;
    try {
        units = parse_count(part.text());
    } catch (const text_error& why) {
        part.refuse(why.what());
    }
    if (units == 0) part.refuse("the units must be at least 1");
    if (units > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        part.refuse("the number is too large");
    return static_cast<std::int64_t>(units);
}

written_units both_units(slice part) {
    const bool two = part.has(',');
    const std::int64_t read = units_in(part.take_until(','));
    return {.read = read, .write = two ? units_in(part) : read};
}

}  // namespace

written_key parse_key(std::string_view text) { return key_in(slice(text)); }

std::vector<written_key> parse_keys(std::string_view text) {
    slice rest(text);
    const bool has_range = rest.has(',');
    std::vector<written_key> keys{key_in(rest.take_until(','))};
    if (!has_range) return keys;
    if (rest.has(',')) rest.refuse("a key is the hash key, and the range key if there is one");
    keys.push_back(key_in(rest));
    if (keys.back().name == keys.front().name)
        rest.refuse("the attribute " + keys.front().name + " is twice in the key of the table");
    return keys;
}

written_index parse_index(std::string_view text) {
    written_index index;
    slice keys = read_frame(text, "by-status=status:S,total:N", index);
    const bool ranges = keys.has(',');
    index.hash = keys_in(keys.take_until(','));
    if (ranges) index.range = keys_in(keys);
    return index;
}

written_index parse_local_index(std::string_view text) {
    written_index index{.scope = index_scope::local};
    const slice keys = read_frame(text, "by-total=total:N", index);
    if (keys.has(',') || keys.has('+'))
        keys.refuse("a local index must have one range key; its hash key is that of the table");
    index.range.push_back(key_in(keys));
    return index;
}

written_units parse_units(std::string_view text) { return both_units(slice(text)); }

std::pair<std::string, written_units> parse_named_units(std::string_view text) {
    slice rest(text);
    if (!rest.has('=')) refuse(text, text.size(), "write NAME=READ,WRITE: by-status=10,5");
    const slice name = rest.take_until('=');
    if (name.empty()) name.refuse("the name of the index is missing");
    return {std::string(name.text()), both_units(rest)};
}

std::pair<std::string, std::string> parse_tag(std::string_view text) {
    slice rest(text);
    if (!rest.has('=')) refuse(text, text.size(), "write a tag as KEY=VALUE: team=shop");
    const slice key = rest.take_until('=');
    if (key.empty()) key.refuse("the key of the tag is missing");
    return {std::string(key.text()), std::string(rest.text())};
}

s3_place parse_s3_place(std::string_view text) {
    constexpr std::string_view scheme = "s3://";
    if (!text.starts_with(scheme)) refuse(text, 0, "write a place in Amazon S3 as s3://bucket/prefix");
    slice rest(text, scheme.size(), text.size());
    const slice bucket = rest.take_until('/');
    if (bucket.empty()) bucket.refuse("the name of the bucket is missing");
    return {.bucket = std::string(bucket.text()), .prefix = std::string(rest.text())};
}

}  // namespace dynaco::program
