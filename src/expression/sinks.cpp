#include <dynaco/detail/expression/request_sink.hpp>
#include <dynaco/detail/expression/runtime_sink.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace dynaco::detail::expression {

void request_sink::begin_expression(std::string_view member) {
    out_.plain_key(member);
    out_.raw("\"");
    member_ = member;
    begin_ = out_.text().size();
    operations_ = 0;
}

void request_sink::end_expression() {
    const std::size_t size = out_.text().size() - begin_;
    out_.raw("\"");
    const auto beyond = [this](std::size_t count, std::string_view what, std::size_t max) {
        fail(errc::invalid_argument, std::string(member_) + " has " + std::to_string(count) + ' ' +
                                         std::string(what) + "; DynamoDB's limit is " + std::to_string(max));
    };
    if (size > max_expression_bytes) beyond(size, "bytes", max_expression_bytes);
    if (operations_ > max_operations) beyond(operations_, "operators and functions", max_operations);
}

void request_sink::name(std::string_view n) {
    const auto at = std::ranges::find(names_, n);
    const auto index = static_cast<std::size_t>(at - names_.begin());
    if (at == names_.end()) names_.emplace_back(n);
    out_.raw("#");
    out_.number(index);
}

void request_sink::put_step(step wire, step, bool first) {
    if (wire.is_index()) {
        out_.raw("[");
        out_.number(wire.index);
        out_.raw("]");
        return;
    }
    if (!first) out_.raw(".");
    name(wire.name);
}

void request_sink::put_value(const void* operand, operand_writer write) {
    if (!ok_) return;  // only the first failure is reported
    const std::string name = ':' + std::to_string(value_count_);
    out_.raw(name);
    if (value_count_++ > 0) values_ += ',';
    values_ += '"' + name + "\":";
    json::writer values(values_);
    if (write(values, operand) && !values.failed()) return;
    refuse(values.why());
}

void request_sink::refuse(const failure& why) {
    if (!ok_) return;
    ok_ = false;
    out_.fail(why.cause(), why.diagnostics().detail);
    if (!why.diagnostics().attribute_path.empty()) out_.fail_in(why.diagnostics().attribute_path);
}

bool request_sink::finish() {
    if (!names_.empty()) {
        out_.plain_key("ExpressionAttributeNames");
        out_.begin_object();
        for (std::size_t i = 0; i < names_.size(); ++i) {
            out_.key('#' + std::to_string(i));
            if (!out_.string(names_[i])) out_.fail_in(names_[i]);
        }
        out_.end_object();
    }
    if (value_count_ > 0) {
        out_.plain_key("ExpressionAttributeValues");
        out_.begin_object();
        out_.raw(values_);
        out_.end_object();
    }
    return ok_ && !out_.failed();
}

void runtime_sink::fail(errc why, std::string detail) { refuse({why, {.detail = std::move(detail)}}); }

void runtime_sink::runtime_path(std::string_view path) {
    std::string names(path.size(), '\0');
    std::array<parsed_step, max_runtime_steps> steps;
    path_parser parser(path, names.data(), steps.data(), steps.size());
    if (!parser.parse()) {
        fail(errc::invalid_argument,
             '"' + std::string(path) + "\" is not a document path; write it as name(.name|[index])*");
        return;
    }
    for (std::size_t i = 0; i < parser.step_count(); ++i) {
        const step s = steps[i].in(names.data());
        put_step(s, s, i == 0);
    }
}

void runtime_sink::runtime_step(std::string_view name) {
    if (name.empty()) return fail(errc::invalid_argument, "a map key is empty");
    put_step({name}, {name}, false);
}

void runtime_sink::runtime_step(long long index) {
    constexpr long long max = 999'999'999;
    if (index < 0 || index > max)
        return fail(errc::invalid_argument, "the index " + std::to_string(index) + " of a list");
    const step s{{}, static_cast<int>(index)};
    put_step(s, s, false);
}

}  // namespace dynaco::detail::expression
