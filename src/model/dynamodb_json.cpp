#include <dynaco/model/dynamodb_json.hpp>
#include <dynaco/model/value_codec.hpp>

#include <ostream>

namespace dynaco::model {

void throw_if_refused(bool written, const json::writer& out) {
    if (!written) throw error(out.why());
}

void throw_if_refused(bool read, json::reader& in) {
    if (read && (in.at_end() || in.malformed())) return;
    const failure why = in.why();
    if (why.cause() != errc::malformed_reply) throw error(why);
    throw error(errc::invalid_argument, why.diagnostics());  // the text is the caller's
}

bool same_item(std::string_view a, std::string_view b, bool is_item) {
    if (a == b) return true;
    if (is_item) return from_dynamodb_json<item>(a) == from_dynamodb_json<item>(b);
    return from_dynamodb_json<value>(a) == from_dynamodb_json<value>(b);
}

void print(std::ostream& stream, bool written, const json::writer& out, std::string_view text) {
    if (written)
        stream << text;
    else
        stream << out.why().text();
}

}  // namespace dynaco::model
