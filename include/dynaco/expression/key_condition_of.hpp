#pragma once

#include <dynaco/expression/condition_of.hpp>
#include <dynaco/expression/key_condition.hpp>

namespace dynaco {

/// A condition on the range key that is chosen at run time, for the second argument of a query. `Keys` is
/// what is queried: the model, or the struct of an index. Any other condition on the range key does not
/// compile.
///
///     dynaco::key_condition_of<Order> which;  // empty: every range key
///     if (since) which = "item_id"_a >= *since;
///     auto found = orders.query("order-1", which);
template <class Keys>
class key_condition_of : public expression::condition_tag {
 public:
    static constexpr bool is_static = false;
    using keys = Keys;

    /// Empty: every range key.
    key_condition_of() noexcept = default;
    template <expression::typed_condition E>
    key_condition_of(const E& condition) {  // NOLINT(google-explicit-constructor)
        constexpr bool sound = expression::check_key_condition<Keys, E>();
        if constexpr (sound) condition_ = expression::detail::recorded<Keys>(condition);
    }
    [[nodiscard]] bool empty() const noexcept { return condition_.empty(); }

    template <class Model>
    static consteval bool check() {
        static_assert(expression::condition_is_for_filters<key_condition_of, Model>,
                      "dynaco: a key_condition_of is for the key of a query only (see "
                      "condition_is_for_filters<Condition, Model> in this message)");
        return false;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const key_condition_of* self) {
        if (self) sink.replay(self->condition_);
    }

 private:
    expression::recording condition_;
};

}  // namespace dynaco
