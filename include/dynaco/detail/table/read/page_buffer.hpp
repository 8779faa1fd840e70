#pragma once

#include <dynaco/operations/attributes.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco::detail {

/// Called with an item that does not fit the view, as it is stored, and with the error.
using unreadable_handler = std::function<void(const item& stored, const error& why)>;

/// The content of a page: the items that were read, and those that could not be read.
template <class View>
struct read_page {
    std::vector<View> items{};
    std::vector<unreadable_item> unreadable{};

    [[nodiscard]] std::size_t size() const noexcept { return items.size() + unreadable.size(); }
    /// Keeps the first `count` items, and the unreadable items before the last of them.
    void cut_behind(std::size_t count) {
        items.resize(count);
        while (!unreadable.empty() && unreadable.back().before >= count) unreadable.pop_back();
    }
};

/// Items that were fetched and not returned yet, in order. An unreadable item blocks those after it until it
/// is skipped.
template <class View>
class page_buffer {
 public:
    /// The number of items that are left, including unreadable ones that were not skipped.
    [[nodiscard]] std::size_t left() const noexcept {
        return items_.size() - position_ + unreadable_.size() - passed_;
    }
    /// The next unreadable item that was not skipped, or null.
    [[nodiscard]] const unreadable_item* unreadable() const noexcept {
        return skipped_ < unreadable_.size() ? &unreadable_[skipped_] : nullptr;
    }
    /// True if the next item is unreadable.
    [[nodiscard]] bool is_held_up() const noexcept {
        return unreadable() && unreadable()->before == position_;
    }

    void append(read_page<View> page) {
        if (left() == 0) {
            items_ = std::move(page.items);
            unreadable_ = std::move(page.unreadable);
            position_ = passed_ = skipped_ = 0;
            reported_ = false;
            return;
        }
        for (unreadable_item& each : page.unreadable) {
            each.before += items_.size();
            unreadable_.push_back(std::move(each));
        }
        items_.insert(items_.end(), std::make_move_iterator(page.items.begin()),
                      std::make_move_iterator(page.items.end()));
    }
    /// Passes the next unreadable item to `handler` and skips it. @throws error  the item's error if there is
    /// no handler
    void give_unreadable(const unreadable_handler& handler) {
        const error why(unreadable()->why);
        if (!handler) {
            reported_ = true;
            throw why;
        }
        handler(unreadable()->item(), why);
        skip();
    }
    /// Skips the item for which `give_unreadable` threw, if there is one.
    void skip_reported() noexcept {
        if (reported_) skip();
    }
    /// Returns the next item, which must exist and be readable.
    View take() {
        View next = std::move(items_[position_++]);
        pass_skipped();
        return next;
    }
    /// Returns the items before the next unreadable one.
    std::vector<View> take_readable() {
        const std::size_t end = unreadable() ? unreadable()->before : items_.size();
        std::vector<View> taken;
        if (position_ == 0 && end == items_.size()) {
            taken.swap(items_);
            for (unreadable_item& each : unreadable_) each.before = 0;
        } else {
            const auto at = items_.begin();
            taken.assign(std::make_move_iterator(at + static_cast<std::ptrdiff_t>(position_)),
                         std::make_move_iterator(at + static_cast<std::ptrdiff_t>(end)));
            position_ = end;
        }
        pass_skipped();
        return taken;
    }
    void clear() noexcept {
        items_.clear();
        unreadable_.clear();
        position_ = passed_ = skipped_ = 0;
        reported_ = false;
    }

 private:
    void skip() noexcept {
        reported_ = false;
        ++skipped_;
        pass_skipped();
    }
    void pass_skipped() noexcept {
        while (passed_ < skipped_ && unreadable_[passed_].before <= position_) ++passed_;
    }

    std::vector<View> items_{};
    std::vector<unreadable_item> unreadable_{};
    std::size_t position_ = 0;  // the index of the next item in items_
    std::size_t passed_ = 0;    // how many skipped ones of unreadable_ are before `position_`
    std::size_t skipped_ = 0;   // the index of the next one in unreadable_
    bool reported_ = false;     // an error was thrown for the next item
};

/// Detects that a listing repeats its markers, in a cycle of any length. A marker says where the next page
/// begins. It stores one marker only, for 1, 2, 4, … pages (Brent's algorithm).
class marker_watch {
 public:
    /// True if `next`, the response's marker after `sent`, repeats an earlier marker. An empty marker ends a
    /// listing.
    template <class Same = std::equal_to<>>
    [[nodiscard]] bool repeats(std::string_view sent, std::string_view next, Same same = {}) {
        if (next.empty()) return false;
        if ((!sent.empty() && same(next, sent)) || (!kept_.empty() && same(next, kept_))) return true;
        if (++pages_ < span_) return false;
        kept_ = next;
        pages_ = 0;
        span_ *= 2;
        return false;
    }

 private:
    std::string kept_{};
    std::uint64_t pages_ = 0;
    std::uint64_t span_ = 1;
};

}  // namespace dynaco::detail
