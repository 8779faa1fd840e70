#include <dynaco/expression/sink.hpp>

#include <algorithm>

namespace dynaco::expression {

void value_sink::start_value() {
    std::string name = ":" + std::to_string(count_++);
    out_.plain_key(name);
}

void runtime_sink::name(std::string_view n) {
    const auto at = std::ranges::find(names_, n);
    const auto index = static_cast<std::size_t>(at - names_.begin());
    if (at == names_.end()) names_.emplace_back(n);
    text("#");
    out_.number(index);
}

void runtime_sink::put_step(step s, bool first) {
    if (s.is_index()) {
        text("["), out_.number(s.index), text("]");
        return;
    }
    if (!first) text(".");
    name(s.name);
}

void runtime_sink::runtime_path(std::string_view path) {
    if (!ok_) return;  // the first failure is the one to report
    const auto parsed = parse_path<64>(path);
    if (!parsed.valid) {
        ok_ = false;
        out_.fail(errc::invalid_argument,
                  '"' + std::string(path) + "\" is not a document path: name(.name|[index])*");
        return;
    }
    for (std::size_t i = 0; i < parsed.count; ++i) put_step(parsed.steps[i], i == 0);
}

void runtime_sink::start_value() {
    const std::string name = ":" + std::to_string(value_count_);
    text(name);
    if (value_count_++ > 0) values_ += ',';
    values_ += '"' + name + "\":";
}

void runtime_sink::refuse(const failure& why) {
    out_.fail(why.cause(), why.diagnostics().detail);
    out_.fail_in(why.diagnostics().attribute_path);
    out_.fail_in("expression value");
}

bool runtime_sink::finish() {
    if (!names_.empty()) {
        out_.plain_key("ExpressionAttributeNames");
        out_.begin_object();
        for (std::size_t i = 0; i < names_.size(); ++i) {
            out_.key("#" + std::to_string(i));
            out_.string(names_[i]);
        }
        out_.end_object();
    }
    if (value_count_ > 0) {
        out_.plain_key("ExpressionAttributeValues");
        out_.begin_object();
        out_.raw(values_);
        out_.end_object();
    }
    return ok_;
}

}  // namespace dynaco::expression
