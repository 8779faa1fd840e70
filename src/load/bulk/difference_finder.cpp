#include "load/bulk/difference_finder.hpp"

#include "load/bulk/table_digest.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::loading {
namespace {

constexpr std::size_t bytes_beside_item = 128;
constexpr std::size_t most_kept = 100'000;  // differences, before the first ones are chosen

std::vector<std::string> differing_names(const std::map<std::string, digest>& left,
                                         const std::map<std::string, digest>& right) {
    std::vector<std::string> names;
    for (const auto& [name, value] : left) {
        const auto other = right.find(name);
        if (other == right.end() || other->second != value) names.push_back(name);
    }
    for (const auto& [name, value] : right)
        if (!left.contains(name)) names.push_back(name);
    std::ranges::sort(names);
    return names;
}

}  // namespace

difference_finder::difference_finder(std::vector<bool> partitions, std::size_t memory)
    : partitions_(std::move(partitions)), memory_(memory), left_out_(partitions_.size()) {}

bool difference_finder::is_wanted(const digest& key) const noexcept {
    const std::size_t partition = table_digest::partition_of(key);
    return partitions_[partition] && !left_out_[partition];
}

void difference_finder::add_left(const digested_item& digested, std::string_view item) {
    if (!is_wanted(digested.key)) return;
    if (!left_.empty() && used_ + item.size() > memory_) {
        left_out_[table_digest::partition_of(digested.key)] = true;
        return;
    }
    used_ += item.size() + bytes_beside_item;
    left_.insert_or_assign(digested.key, kept_item{.whole = digested.whole, .text = std::string(item)});
}

result<void> difference_finder::add_right(const digested_item& digested, std::string_view item,
                                          item_digester& digester) {
    if (!is_wanted(digested.key)) return {};
    const auto left = left_.find(digested.key);
    if (left == left_.end()) {
        if (found_.size() < most_kept)
            found_.push_back({.kind = difference_kind::only_right, .key = digester.key_text(item)});
        return {};
    }
    if (left->second.whole != digested.whole && found_.size() < most_kept) {
        const auto was = digester.attributes(left->second.text);
        const auto is = digester.attributes(item);
        if (!was) return was.error();
        if (!is) return is.error();
        found_.push_back({.kind = difference_kind::different,
                          .key = digester.key_text(item),
                          .attributes = differing_names(*was, *is)});
    }
    left_.erase(left);
    return {};
}

std::vector<item_difference> difference_finder::end(const item_digester& digester, std::size_t most) {
    for (const auto& [key, item] : left_)
        if (is_wanted(key))
            found_.push_back({.kind = difference_kind::only_left, .key = digester.key_text(item.text)});
    std::ranges::sort(found_, {}, &item_difference::key);
    if (found_.size() > most) found_.resize(most);
    return std::move(found_);
}

}  // namespace dynaco::loading
