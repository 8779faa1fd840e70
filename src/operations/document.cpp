#include "operations/document.hpp"

#include "json/plain.hpp"

#include <dynaco/detail/model/container_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/operations/document.hpp>

#include <string>

namespace dynaco::detail {

namespace {

std::string_view text_of(const item* parameters, std::string_view member) noexcept {
    const value* const found = parameters ? parameters->find(member) : nullptr;
    const std::string* const text = found ? found->get_if<std::string>() : nullptr;
    return text ? std::string_view(*text) : std::string_view();
}

}  // namespace

std::string_view document_ref::table() const noexcept { return text_of(parameters_, "TableName"); }

bool document_ref::has(std::string_view name) const noexcept {
    return parameters_ && parameters_->find(name);
}

bool document_ref::write(json::writer& out) const {
    if (!parameters_) return out.raw("{}"), true;
    std::string typed;
    json::writer typed_out(typed);
    if (!model::write_element(typed_out, *parameters_)) {
        const failure why = typed_out.why();
        out.fail(why.cause(), why.diagnostics().detail);
        return out.fail_in(why.diagnostics().attribute_path);
    }
    out.raw(json::to_plain(typed, json::spelling::compact).value());
    return true;
}

result<item> document_ref::read(std::string_view body) {
    item answer;
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return answer;  // an empty body is an empty object
    json::reader in(body, json::form::plain);
    if (model::read_attribute(in, answer) && in.at_end()) return answer;
    return failure(errc::malformed_reply, {.detail = "the body is not a JSON object"});
}

}  // namespace dynaco::detail

namespace dynaco::operations {

std::uint64_t count_of(const detail::json::document& number) noexcept {
    const double value = number.as_double();
    return value >= 0 && value < 9e15 ? static_cast<std::uint64_t>(value) : 0;
}

std::int64_t units_of(const detail::json::document& number) noexcept {
    return static_cast<std::int64_t>(count_of(number));
}

std::chrono::system_clock::time_point time_of(const detail::json::document& seconds) noexcept {
    using clock = std::chrono::system_clock;
    const double value = seconds.as_double();
    if (!(value > 0 && value < 9e9)) return {};
    return clock::time_point(
        std::chrono::duration_cast<clock::duration>(std::chrono::duration<double>(value)));
}

result<detail::json::document> decode_object(std::string_view body, std::string_view member) {
    const auto reply = detail::json::document::parse(body);
    if (!reply || (*reply)[member].type() != detail::json::document::kind::object)
        return failure(errc::malformed_reply, {.detail = "no \"" + std::string(member) + "\" in the reply"});
    return (*reply)[member];
}

}  // namespace dynaco::operations
