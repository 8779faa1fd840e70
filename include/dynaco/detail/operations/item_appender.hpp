#pragma once

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/operations/attributes.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace dynaco::detail {

/// Appends the items of a response to a vector. An `attributes_sink` refers to it.
///
///     item_appender<account> take(accounts);
///     result<page_info> page = query::decode_into(body, take);
///
/// The vector grows by the number of items that the rest of the response probably has, instead of doubling,
/// so items are seldom moved. It reserves at most a few times the bytes of the response.
template <class T>
class item_appender {
 public:
    /// `items` and `unreadable` must outlive the appender. Items that do not fit `T` are appended to
    /// `unreadable` and skipped. If it is null, the first of them is the reader's failure.
    explicit item_appender(std::vector<T>& items, std::vector<unreadable_item>* unreadable = nullptr) noexcept
        : items_(items), unreadable_(unreadable), before_(items.size()) {}

    /// Reads the item at `in`.
    bool operator()(json::reader& in) {
        if (items_.size() == before_) left_at_first_ = in.left();
        if (items_.size() == items_.capacity()) make_room(in.left());
        const json::reader::place begin = in.here();
        if (read_item(in, items_.emplace_back())) return true;
        items_.pop_back();
        return unreadable_ && skip_unreadable(in, begin, items_.size(), *unreadable_);
    }

 private:
    void make_room(std::size_t left) {
        const std::size_t size = items_.size();
        const std::size_t taken = size - before_;
        std::size_t more = std::max<std::size_t>(taken == 0 ? size : size / 8, 1);  // at least this many
        if (taken > 0) {
            const std::size_t bytes_of_one = std::max<std::size_t>((left_at_first_ - left) / taken, 1);
            const std::size_t likely = left / bytes_of_one + 1;
            constexpr std::size_t memory_per_byte = 4;
            more = std::max(more, std::min(likely + likely / 16, left * memory_per_byte / sizeof(T)));
        }
        items_.reserve(size + more);
    }

    std::vector<T>& items_;
    std::vector<unreadable_item>* unreadable_;
    std::size_t before_;
    std::size_t left_at_first_ = 0;
};

}  // namespace dynaco::detail
