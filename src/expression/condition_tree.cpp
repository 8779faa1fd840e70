#include <dynaco/expression/condition_tree.hpp>

#include <utility>

namespace dynaco::expression {

condition_tree::condition_tree(recording condition)
    : parts_{std::make_shared<const recording>(std::move(condition))} {}

// Makes this the first parts of a junction: several parts that are joined otherwise become one.
void condition_tree::fold(junction how) {
    if (parts_.size() > 1 && how_ != how) {
        recording whole;
        replay(whole);
        parts_.assign(1, std::make_shared<const recording>(std::move(whole)));
    }
    how_ = how;
}

void condition_tree::join(junction how, const condition_tree& other) {
    if (other.empty()) return;
    if (empty()) {
        *this = other;
        return;
    }
    condition_tree rest = other;
    rest.fold(how);
    fold(how);
    parts_.insert(parts_.end(), rest.parts_.begin(), rest.parts_.end());
}

void condition_tree::negate() {
    if (empty()) return;
    recording negated;
    negated.operation();
    negated.open();
    negated.text("NOT ");
    replay(negated);
    negated.close();
    parts_.assign(1, std::make_shared<const recording>(std::move(negated)));
}

void condition_tree::replay(runtime_sink& to) const {
    const bool is_joined = parts_.size() > 1;
    if (is_joined) to.open();
    for (const auto& part : parts_) {
        if (&part != &parts_.front()) {
            to.operation();
            to.text(how_ == junction::all ? " AND " : " OR ");
        }
        part->replay(to);
    }
    if (is_joined) to.close();
}

}  // namespace dynaco::expression
