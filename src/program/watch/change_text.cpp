#include "program/watch/change_text.hpp"

#include "program/show/text_width.hpp"
#include "program/show/value_text.hpp"
#include "program/text/time_text.hpp"

#include <dynaco/json.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

namespace dynaco::program {
namespace {

std::string_view name_of(stream_event event) noexcept {
    switch (event) {
        case stream_event::insert: return "insert";
        case stream_event::modify: return "modify";
        case stream_event::remove: return "remove";
        case stream_event::unknown: break;
    }
    return "unknown";
}

// An attribute of a change: its mark and its values.
struct attribute_line {
    char mark;
    std::string name;
    std::string text;
    bool has_number;
};

bool is_number(const value& what) { return what.type() == attribute_type::N; }

class attribute_lines {
 public:
    attribute_lines(const item_change& change, const std::vector<std::string>& keys) : keys_(&keys) {
        const item nothing;
        const item& before = change.old_image ? *change.old_image : nothing;
        const item& after = change.new_image ? *change.new_image : nothing;
        const bool compares = change.old_image || change.event == stream_event::insert;
        for (const auto& [name, content] : after)
            if (!is_key(name)) add_after(name, before.find(name), content, compares);
        for (const auto& [name, content] : before)
            if (!is_key(name) && (change.event == stream_event::remove || change.new_image) &&
                !after.contains(name))
                lines_.push_back({'-', name, value_text(content), is_number(content)});
        std::ranges::stable_sort(lines_, {}, &attribute_line::name);
    }

    [[nodiscard]] const std::vector<attribute_line>& lines() const noexcept { return lines_; }
    [[nodiscard]] std::size_t name_width() const {
        std::size_t width = 0;
        for (const attribute_line& each : lines_) width = std::max(width, text_width(each.name));
        return width;
    }

 private:
    [[nodiscard]] bool is_key(const std::string& name) const {
        return std::ranges::find(*keys_, name) != keys_->end();
    }
    void add_after(const std::string& name, const value* old, const value& content, bool compares) {
        if (old && *old == content) return;
        if (old) {
            lines_.push_back({'~', name, value_text(*old) + " → " + value_text(content),
                              is_number(*old) || is_number(content)});
        } else {
            lines_.push_back({compares ? '+' : '=', name, value_text(content), is_number(content)});
        }
    }

    const std::vector<std::string>* keys_;
    std::vector<attribute_line> lines_{};
};

tone tone_of(char mark) {
    if (mark == '+') return tone::good;
    if (mark == '-') return tone::bad;
    return mark == '~' ? tone::warning : tone::plain;
}

std::string head_of(const item_change& change, const std::vector<std::string>& keys, screen shown_on) {
    const std::string time = time_text(change.approximate_creation_time);
    std::string event = ' ' + std::string(name_of(change.event));
    if (change.is_ttl_deletion) event += " (time to live)";
    std::string key;
    std::size_t width = text_width(time + event);
    for (const std::string& each : keys)
        if (const value* const found = change.keys.find(each)) {
            const std::string text = value_text(*found);
            width += 1 + text_width(text);
            (key += key.empty() ? "" : " ") += painted(text, tone::key, shown_on.colours);
        }
    const bool fits = shown_on.width == 0 || width <= shown_on.width;
    return painted(time, tone::faint, shown_on.colours) + event + (fits ? " " : "\n  ") + key + '\n';
}

std::string in_quotes(std::string_view text) { return to_json(value(text)); }

}  // namespace

std::string readable_change(const item_change& change, const std::vector<std::string>& keys,
                            screen shown_on) {
    std::string text = head_of(change, keys, shown_on);
    const attribute_lines attributes(change, keys);
    const std::size_t name_width = attributes.name_width();
    for (const attribute_line& each : attributes.lines()) {
        std::string line = visible_text(each.name);
        line.append(name_width - std::min(name_width, text_width(each.name)) + 2, ' ');
        line += each.text;
        constexpr std::size_t indent = 4;
        const std::size_t room = shown_on.width > indent + 8 ? shown_on.width - indent : 8;
        if (shown_on.width > 0 && !each.has_number) line = cut_to_width(line, room);
        (text += "  ") +=
            painted(std::string(1, each.mark) + ' ' + line, tone_of(each.mark), shown_on.colours);
        text += '\n';
    }
    return text;
}

std::string plain_change(const item_change& change) {
    item shown{{"event", name_of(change.event)},
               {"time", time_text(change.approximate_creation_time)},
               {"keys", change.keys},
               {"sequence", change.sequence_number}};
    if (change.old_image) shown.insert_or_assign("old", *change.old_image);
    if (change.new_image) shown.insert_or_assign("new", *change.new_image);
    if (change.is_ttl_deletion) shown.insert_or_assign("time_to_live", true);
    return to_json(shown);
}

std::string dynamodb_change(const item_change& change) {
    std::string event(name_of(change.event));
    std::ranges::transform(event, event.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    const auto seconds =
        std::chrono::floor<std::chrono::seconds>(change.approximate_creation_time.time_since_epoch()).count();
    std::string text = R"({"eventID":)" + in_quotes(change.event_id) + R"(,"eventName":)" + in_quotes(event);
    text += R"(,"dynamodb":{"ApproximateCreationDateTime":)" + std::to_string(seconds);
    text += R"(,"Keys":)" + to_dynamodb_json(change.keys);
    if (change.new_image) text += R"(,"NewImage":)" + to_dynamodb_json(*change.new_image);
    if (change.old_image) text += R"(,"OldImage":)" + to_dynamodb_json(*change.old_image);
    text += R"(,"SequenceNumber":)" + in_quotes(change.sequence_number);
    text += R"(,"SizeBytes":)" + std::to_string(change.size_bytes) + '}';
    if (change.is_ttl_deletion)
        text += R"(,"userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"})";
    return text += '}';
}

}  // namespace dynaco::program
