#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace dynaco::transport {

/// Maps tickets to values, in the order of the tickets. Tickets are added in ascending order and are mostly
/// taken from the front. Both take constant time and no extra memory. Others are taken in logarithmic time.
template <class T>
class ticket_map {
 public:
    using ticket = std::uint64_t;

    void add(ticket number, T value) {
        entries_.push_back({number, std::move(value)});
        ++size_;
    }
    std::optional<T> take(ticket number) {
        if (empty()) return std::nullopt;
        if (first() == number) return take_first().second;
        const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(front_);
        const auto at = std::ranges::lower_bound(begin, entries_.end(), number, {}, &entry::number);
        if (at == entries_.end() || at->number != number || !at->value) return std::nullopt;
        std::optional<T> value = std::exchange(at->value, std::nullopt);
        if (--size_ * 2 + few < entries_.size() - front_) compact();
        return value;
    }
    std::pair<ticket, T> take_first() {
        entry& e = entries_[front_];
        std::pair<ticket, T> taken(e.number, std::move(*e.value));
        e.value.reset();
        --size_;
        while (front_ < entries_.size() && !entries_[front_].value) ++front_;
        if (front_ == entries_.size() || front_ > entries_.size() / 2 + few) compact();
        return taken;
    }

    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// A pointer to the first value; null if the map is empty.
    [[nodiscard]] const T* front() const noexcept { return empty() ? nullptr : &*entries_[front_].value; }
    [[nodiscard]] ticket first() const { return entries_[front_].number; }
    template <class F>
    void for_each(F f) const {
        for (std::size_t i = front_; i < entries_.size(); ++i)
            if (entries_[i].value) f(entries_[i].number, *entries_[i].value);
    }
    void clear() noexcept {
        entries_.clear();
        front_ = size_ = 0;
    }

 private:
    struct entry {
        ticket number;
        std::optional<T> value;  // empty: it was taken
    };
    static constexpr std::size_t few = 64;

    void compact() {
        std::erase_if(entries_, [](const entry& e) { return !e.value; });
        front_ = 0;
    }

    std::vector<entry> entries_{};
    std::size_t front_ = 0;  // the first entry that was not taken
    std::size_t size_ = 0;
};

}  // namespace dynaco::transport
