#include "load/encode/item_encoder.hpp"
#include "load/encode/untyped_json.hpp"

#include <algorithm>

namespace dynaco::loading {
namespace {

/// An item as it is, without the ends of lines between its tokens.
class dynamodb_json_lines final : public item_encoder {
 public:
    explicit dynamodb_json_lines(bool exported) noexcept : exported_(exported) {}

    void write(std::string_view item, std::string& out) override {
        const std::size_t start = out.size();
        if (exported_) out += "{\"Item\":";
        const std::size_t text = out.size();
        out += item;
        // A JSON string has no control characters: these are white space.
        if (item.find('\n') != item.npos || item.find('\r') != item.npos)
            std::ranges::replace_if(
                out.begin() + static_cast<std::ptrdiff_t>(text), out.end(),
                [](char c) { return c == '\r' || c == '\n'; }, ' ');
        detail::json::reader in(item);
        if (!item.starts_with('{') || !in.skip() || !in.at_end()) {
            out.resize(start);
            refuse_item(count_, {}, "the item is not DynamoDB JSON");
        }
        out += exported_ ? "}\n" : "\n";
        ++count_;
    }

 private:
    bool exported_;
};

class plain_json_lines final : public item_encoder {
 public:
    void write(std::string_view item, std::string& out) override {
        const std::size_t start = out.size();
        lost_.begin_item(count_);
        detail::json::reader in(item);
        if (!plain_.item(in, out) || !in.at_end()) {
            out.resize(start);
            const failure why =
                in.failed() ? in.why() : failure(errc::invalid_value, {.detail = "text follows the item"});
            refuse_item(count_, why.diagnostics().attribute_path,
                        "the item is not DynamoDB JSON: " + why.diagnostics().detail);
        }
        out += '\n';
        ++count_;
    }

 private:
    untyped_json plain_{lost_};
};

}  // namespace

void losses::add(kind lost, std::string_view path) {
    if (lost == kind::other_attribute) leave_out(path);
    first_loss& first = first_[static_cast<std::size_t>(lost)];
    if (first.lost) return;
    first = {true, item_, std::string(path)};
}

void losses::leave_out(std::string_view name) {
    if (std::ranges::find(left_out_, name) != left_out_.end()) return;
    if (left_out_.size() == most_named)
        more_left_out_ = true;
    else
        left_out_.emplace_back(name);
}

std::string losses::left_out_text() const {
    std::string text = "attributes without a column are left out: ";
    for (std::size_t i = 0; i < left_out_.size(); ++i) (text += i == 0 ? "" : ", ") += left_out_[i];
    return more_left_out_ ? text + " and others" : text;
}

std::vector<sink_warning> losses::warnings() const {
    constexpr std::string_view whats[] = {
        "sets are written as arrays, and are lists when they are read again",
        "bytes are written as base64 strings, and are strings when they are read again",
        "the types of columns are not written: values are strings when they are read again"};
    std::vector<sink_warning> all;
    for (std::size_t i = 0; i < std::size(whats); ++i) {
        if (!first_[i].lost) continue;
        all.push_back({.what = static_cast<kind>(i),
                       .text = std::string(whats[i]) + "; first: " + first_[i].path + " of item " +
                               std::to_string(first_[i].item + 1)});
    }
    if (!left_out_.empty()) all.push_back({.what = kind::other_attribute, .text = left_out_text()});
    return all;
}

void refuse_item(std::uint64_t number, std::string_view attribute, std::string reason) {
    throw error(errc::invalid_value,
                {.operation = "write_items",
                 .attribute_path = std::string(attribute),
                 .detail = "item " + std::to_string(number + 1) + ": " + std::move(reason)});
}

std::unique_ptr<item_encoder> dynamodb_json_encoder(bool exported) {
    return std::make_unique<dynamodb_json_lines>(exported);
}
std::unique_ptr<item_encoder> plain_json_encoder() { return std::make_unique<plain_json_lines>(); }

}  // namespace dynaco::loading
