#pragma once

namespace dynaco {

template <class Iterator>
inline constexpr bool items_are_awaited = false;

/// What is read from the network is no range: says what to write instead of a range-`for`.
template <class Iterator>
struct refuse_range_for {
    template <class Refused = Iterator>
    const int* begin() const {
        static_assert(items_are_awaited<Refused>,
                      "dynaco: items come from the network and must be awaited: while (auto x = co_await "
                      "items.next()), not for (auto x : items) (see items_are_awaited<Iterator> in this "
                      "message)");
        return nullptr;
    }
    template <class Refused = Iterator>
    const int* end() const {
        return nullptr;
    }
};

}  // namespace dynaco
