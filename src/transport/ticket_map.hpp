#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace dynaco::transport {

/// What belongs to the tickets of a line, in their order. Tickets are added in ascending order and mostly
/// leave from the front: both take constant time, and nodes are used again.
template <class T>
class ticket_map {
 public:
    using ticket = std::uint64_t;

    void add(ticket number, T value) {
        if (spare_.empty()) {
            entries_.emplace_hint(entries_.end(), number, std::move(value));
            return;
        }
        typename entries::node_type node = std::move(spare_.back());
        spare_.pop_back();
        node.key() = number;
        node.mapped() = std::move(value);
        entries_.insert(entries_.end(), std::move(node));
    }
    std::optional<T> take(ticket number) {
        const auto at = empty() || first() == number ? entries_.begin() : entries_.find(number);
        if (at == entries_.end()) return std::nullopt;
        return take(at);
    }
    std::pair<ticket, T> take_first() {
        const ticket number = first();
        return {number, take(entries_.begin())};
    }

    [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    [[nodiscard]] ticket first() const { return entries_.begin()->first; }
    auto begin() const noexcept { return entries_.begin(); }
    auto end() const noexcept { return entries_.end(); }
    void clear() noexcept { entries_.clear(); }

 private:
    using entries = std::map<ticket, T>;
    static constexpr std::size_t most_spare = 1024;

    T take(typename entries::iterator at) {
        typename entries::node_type node = entries_.extract(at);
        T value = std::exchange(node.mapped(), T());
        if (spare_.size() < most_spare) spare_.push_back(std::move(node));
        return value;
    }

    entries entries_{};
    std::vector<typename entries::node_type> spare_{};
};

}  // namespace dynaco::transport
