#include <dynaco/expression/suits.hpp>

#include <string>

namespace dynaco::expression {

std::string required_is_left_out(std::string_view path) {
    return (path.empty() ? std::string("an attribute") : std::string(path)) +
           " is required, but it is set to an empty value, which removes it";
}

std::string index_is_beyond(long long index, std::size_t size) {
    return "the index " + std::to_string(index) + " is beyond the end of a std::array of " +
           std::to_string(size) + " elements";
}

bool operand_does_not_fit(json::writer& out, const failure& why) {
    std::string text = "the attribute could not be read back from this value";
    const diagnostics& about = why.diagnostics();
    if (!about.detail.empty()) text += ": " + about.detail;
    if (!about.attribute_path.empty()) text += " (at " + about.attribute_path + " of it)";
    return out.fail(why.cause(), std::move(text));
}

bool operand_is_not_whole(json::writer& out, const number& operand) {
    return out.fail(errc::number_out_of_range,
                    "the attribute is an integer, which cannot be read back after " + operand.to_string() +
                        " is added: give a whole number of 64 bits");
}

}  // namespace dynaco::expression
