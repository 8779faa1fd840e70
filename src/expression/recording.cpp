#include <dynaco/detail/expression/recording.hpp>

#include <utility>

namespace dynaco::detail::expression {

condition_tree::condition_tree(recording condition)
    : parts_{std::make_shared<const recording>(std::move(condition))} {}

// Prepares the tree for adding parts with `how`. Parts that are joined in the other way become one part
// first.
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

void recording::text(std::string_view t) {
    if (pieces_.empty() || pieces_.back().what != kind::text)
        pieces_.push_back({kind::text, std::string(t)});
    else
        pieces_.back().content += t;
}

void recording::open() { pieces_.push_back({kind::open, {}}); }
void recording::close() { pieces_.push_back({kind::close, {}}); }

void recording::put_step(step wire, step spelled, bool first) {
    pieces_.push_back({first ? kind::first_step : kind::step, std::string(wire.name),
                       std::string(spelled.name), wire.index});
}

void recording::put_value(const void* operand, operand_writer write) {
    std::string encoded;
    json::writer out(encoded);
    if (!write(out, operand) || out.failed()) {
        refuse(out.why());
        return;
    }
    pieces_.push_back({kind::value, std::move(encoded)});
}

void recording::operation() { pieces_.push_back({kind::operation, {}}); }

void recording::refuse(const failure& why) {
    if (!failure_) failure_ = why;
}

void recording::append(const recording& other) {
    pieces_.insert(pieces_.end(), other.pieces_.begin(), other.pieces_.end());
    if (other.failure_) refuse(*other.failure_);
}

void recording::replay(runtime_sink& to) const {
    for (const piece& each : pieces_) {
        switch (each.what) {
            case kind::text: to.text(each.content); break;
            case kind::open: to.open(); break;
            case kind::close: to.close(); break;
            case kind::value:
                to.put_value(&each.content, [](json::writer& out, const void* encoded) {
                    out.raw(*static_cast<const std::string*>(encoded));
                    return true;
                });
                break;
            case kind::operation: to.operation(); break;
            case kind::first_step:
            case kind::step:
                to.put_step({each.content, each.index}, {each.spelled, each.index},
                            each.what == kind::first_step);
        }
    }
    if (failure_) to.refuse(*failure_);
}

}  // namespace dynaco::detail::expression
