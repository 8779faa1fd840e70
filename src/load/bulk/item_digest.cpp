#include "load/bulk/item_digest.hpp"

#include <dynaco/detail/json/writer.hpp>
#include <dynaco/types.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <utility>

namespace dynaco::loading {
namespace {

// The mixing functions of MurmurHash3 (128 bits), a word of 64 bits at a time.
class digest_state {
 public:
    explicit digest_state(char tag) noexcept { add(static_cast<unsigned char>(tag)); }

    void add(std::uint64_t word) noexcept {
        a_ ^= std::rotl(word * first_factor, 31) * second_factor;
        a_ = (std::rotl(a_, 27) + b_) * 5 + 0x52dce729;
        b_ ^= std::rotl(word * second_factor, 33) * first_factor;
        b_ = (std::rotl(b_, 31) + a_) * 5 + 0x38495ab5;
    }
    void add(const digest& value) noexcept {
        add(value.high);
        add(value.low);
    }
    void add(std::string_view bytes) noexcept {
        add(std::uint64_t{bytes.size()});
        for (; bytes.size() >= 8; bytes.remove_prefix(8)) add(word_of(bytes.substr(0, 8)));
        if (!bytes.empty()) add(word_of(bytes));
    }
    [[nodiscard]] digest end() const noexcept {
        std::uint64_t a = a_ + b_;
        std::uint64_t b = finished(b_ + a);
        a = finished(a) + b;
        return {.high = a, .low = b + a};
    }

 private:
    static constexpr std::uint64_t first_factor = 0x87c37b91114253d5;
    static constexpr std::uint64_t second_factor = 0x4cf5ad432745937f;

    // Little-endian on every machine.
    static std::uint64_t word_of(std::string_view bytes) noexcept {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i)
            word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
        return word;
    }
    static std::uint64_t finished(std::uint64_t k) noexcept {
        k = (k ^ (k >> 33)) * 0xff51afd7ed558ccd;
        k = (k ^ (k >> 33)) * 0xc4ceb9fe1a85ec53;
        return k ^ (k >> 33);
    }

    std::uint64_t a_ = 0;
    std::uint64_t b_ = 0;
};

digest digest_of(char tag, std::string_view bytes) noexcept {
    digest_state state(tag);
    state.add(bytes);
    return state.end();
}

digest digest_of(char tag, const digest& value) noexcept {
    digest_state state(tag);
    state.add(value);
    return state.end();
}

// The tags of values. The letter of a set is that of its elements in lower case.
char tag_of(attribute_type type) noexcept {
    switch (type) {
        case attribute_type::S: return 'S';
        case attribute_type::N: return 'N';
        case attribute_type::B: return 'B';
        case attribute_type::SS: return 's';
        case attribute_type::NS: return 'n';
        case attribute_type::BS: return 'b';
        case attribute_type::L: return 'L';
        case attribute_type::M: return 'M';
        case attribute_type::BOOL: return 'O';
        default: return '0';
    }
}

// An integer without leading zeros is its own canonical form.
bool is_canonical(std::string_view digits) noexcept {
    if (digits.size() > 18 || digits.empty()) return false;
    if (digits == "0") return true;
    if (digits.front() < '1' || digits.front() > '9') return false;
    return digits.back() != '0' && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

failure not_an_item() {
    return {errc::malformed_reply, {.detail = "an item of the response is not DynamoDB JSON"}};
}

}  // namespace

std::string text_of(const digest& value) {
    std::string text;
    for (const std::uint64_t part : {value.high, value.low})
        for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[(part >> shift) & 15];
    return text;
}

item_digester::item_digester(std::vector<std::string> keys) : keys_(std::move(keys)) {}

bool item_digester::scalar(detail::json::reader& in, char type, digest& value) {
    if (type == 'B') {
        if (!in.base64(bytes_)) return false;
        value = digest_of(type, {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()});
        return true;
    }
    std::string_view text;
    if (!in.string(text)) return false;
    if (type == 'S' || is_canonical(text)) return value = digest_of(type, text), true;
    const auto parsed = number::parse(text);
    if (!parsed) return in.malformed();
    std::array<char, number::max_text> shortest{};
    const char* const end = parsed->to_chars(shortest.data());
    value = digest_of(type, {shortest.data(), static_cast<std::size_t>(end - shortest.data())});
    return true;
}

bool item_digester::set(detail::json::reader& in, char element, char type, digest& value) {
    if (!in.expect('[')) return false;
    digest sum;
    bool first = true;
    while (in.next_element(first)) {
        digest each;
        if (!scalar(in, element, each)) return false;
        sum += each;
    }
    value = digest_of(type, sum);
    return !in.failed();
}

bool item_digester::list(detail::json::reader& in, digest& value) {
    if (!in.enter() || !in.expect('[')) return false;
    digest_state state('L');
    bool first = true;
    while (in.next_element(first)) {
        digest each;
        if (!attribute(in, each)) return false;
        state.add(each);
    }
    in.leave();
    value = state.end();
    return !in.failed();
}

bool item_digester::map(detail::json::reader& in, digest& value) {
    if (!in.enter()) return false;
    digest sum;
    const bool read = each_attribute(in, [&sum](const std::string& name, const digest& each) {
        digest_state state('a');
        state.add(std::string_view(name));
        state.add(each);
        sum += state.end();
    });
    in.leave();
    value = digest_of('M', sum);
    return read;
}

template <class Found>
bool item_digester::each_attribute(detail::json::reader& in, const Found& found) {
    if (!in.expect('{')) return false;
    bool first = true;
    std::string_view name;
    std::string kept;
    while (in.next_member(first, name)) {
        kept = name;
        digest value;
        if (!attribute(in, value)) return false;
        found(kept, value);
    }
    return !in.failed();
}

bool item_digester::attribute(detail::json::reader& in, digest& value) {
    attribute_type type{};
    if (!in.open_attribute(type)) return false;
    const auto content = [&] {
        switch (type) {
            case attribute_type::S:
            case attribute_type::N:
            case attribute_type::B: return scalar(in, tag_of(type), value);
            case attribute_type::SS: return set(in, 'S', 's', value);
            case attribute_type::NS: return set(in, 'N', 'n', value);
            case attribute_type::BS: return set(in, 'B', 'b', value);
            case attribute_type::L: return list(in, value);
            case attribute_type::M: return map(in, value);
            default: break;
        }
        bool truth = false;
        if (!in.boolean(truth)) return false;
        value = digest_of(tag_of(type), truth ? "1" : "0");
        return true;
    };
    return content() && in.close_attribute();
}

result<digested_item> item_digester::run(std::string_view item) {
    key_values_.assign(keys_.size(), {});
    has_key_.assign(keys_.size(), false);
    detail::json::reader in(item);
    digest sum;
    const bool read = each_attribute(in, [&](const std::string& name, const digest& value) {
        digest_state state('a');
        state.add(std::string_view(name));
        state.add(value);
        sum += state.end();
        const auto key = std::ranges::find(keys_, name);
        if (key == keys_.end()) return;
        key_values_[static_cast<std::size_t>(key - keys_.begin())] = value;
        has_key_[static_cast<std::size_t>(key - keys_.begin())] = true;
    });
    if (!read || !in.at_end() || std::ranges::find(has_key_, false) != has_key_.end()) return not_an_item();
    digest_state key('k');
    for (const digest& each : key_values_) key.add(each);
    return digested_item{.key = key.end(), .whole = digest_of('i', sum)};
}

result<std::map<std::string, digest>> item_digester::attributes(std::string_view item) {
    std::map<std::string, digest> all;
    detail::json::reader in(item);
    const bool read = each_attribute(
        in, [&](const std::string& name, const digest& value) { all.insert_or_assign(name, value); });
    if (!read) return not_an_item();
    return all;
}

std::string item_digester::key_text(std::string_view item) const {
    std::vector<std::string_view> values(keys_.size());
    detail::json::reader in(item);
    bool first = true;
    std::string_view name;
    if (!in.expect('{')) return {};
    while (in.next_member(first, name)) {
        const auto key = std::ranges::find(keys_, name);
        std::string_view value;
        if (!in.raw(value)) return {};
        if (key != keys_.end()) values[static_cast<std::size_t>(key - keys_.begin())] = value;
    }
    std::string text;
    detail::json::writer out(text);
    out.begin_object();
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        if (values[i].empty()) continue;
        out.key(keys_[i]);
        out.raw(values[i]);
    }
    out.end_object();
    return text;
}

}  // namespace dynaco::loading
