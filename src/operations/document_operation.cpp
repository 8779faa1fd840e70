#include <dynaco/json/plain.hpp>
#include <dynaco/model/container_codec.hpp>
#include <dynaco/model/value_codec.hpp>
#include <dynaco/operations/document_operation.hpp>

#include <string>

namespace dynaco {

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
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) return answer;  // an empty object
    json::reader in(body, json::form::plain);
    if (model::read_attribute(in, answer) && in.at_end()) return answer;
    return failure(errc::malformed_reply, {.detail = "the body is not a JSON object"});
}

}  // namespace dynaco
