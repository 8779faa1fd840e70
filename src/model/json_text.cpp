#include <dynaco/json/plain.hpp>
#include <dynaco/model/json_text.hpp>

namespace dynaco::model {
namespace {

// A failure inside the text is one of the attribute, at the path inside.
template <class Outer>
bool pass(Outer& outer, const failure& inner) {
    const bool malformed = inner.cause() == errc::malformed_reply;
    outer.fail(malformed ? errc::invalid_value : inner.cause(), inner.diagnostics().detail);
    return outer.fail_in(inner.diagnostics().attribute_path);
}

}  // namespace

bool write_json_text(json::writer& out, std::string_view typed) {
    const auto text = json::to_plain(typed, json::spelling::python);
    if (!text) return pass(out, text.error());
    return out.string(*text);
}

bool pass_on(json::writer& out, const failure& inner) { return pass(out, inner); }

bool check_json_text(json::reader& in, bool read, json::reader& inner) {
    return (read && (inner.at_end() || inner.malformed())) || pass(in, inner.why());
}

bool json_text_is_unreadable(json::reader& in) {
    return in.fail(errc::invalid_value, "the text is not the JSON that the member needs");
}

}  // namespace dynaco::model
