#include "fuzz_target.hpp"
#include "identity/sts/answer.hpp"
#include "identity/text/xml.hpp"

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>

#include <sstream>
#include <string>

// A response of STS. Boost.PropertyTree, which is less strict, must read the same tree with the same texts
// from every accepted response.
using namespace dynaco;
using boost::property_tree::ptree;
using fuzz::check;
using identity::xml_document;

namespace {

std::string trimmed(const std::string& text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

// The elements among the children of `tree` are those of the document from `next` on.
void compare(const ptree& tree, const xml_document& document, std::size_t parent, std::size_t& next,
             std::string_view input) {
    const auto& all = document.elements();
    for (const auto& [name, child] : tree) {
        if (name == "<xmlattr>" || name == "<xmlcomment>") continue;
        check(next < all.size() && all[next].name == name, "an element is where the oracle has it", input);
        check(all[next].parent == parent, "an element has the parent that the oracle gives it", input);
        const std::size_t self = next++;
        compare(child, document, self, next, input);
        const auto text = xml_document::text_of(all[self]);
        check(text.has_value() != all[self].holds_elements, "an element without elements has a text", input);
        // Spaces that are written as references stay.
        if (text && input.find("&#") == std::string_view::npos)
            check(trimmed(std::string(text->view())) == trimmed(child.data()), "a text is the oracle's",
                  input);
    }
}

void compare_with_oracle(std::string_view input, const xml_document& document) {
    ptree tree;
    std::istringstream text{std::string(input)};
    boost::property_tree::read_xml(text, tree);
    std::size_t next = 0;
    compare(tree, document, 0, next, input);
    check(next == document.elements().size(), "the oracle has as many elements", input);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::as_text(data, size);
    const auto document = xml_document::parse(text);
    const auto keys = identity::read_role_credentials("AssumeRole", text);
    const identity::sts_error error = identity::read_sts_error(text);
    if (!document) {
        check(!keys && error.code.empty(), "nothing is read from a text that is not a document", text);
        return 0;
    }
    check(!keys || (!keys->access_key_id.empty() && !keys->secret_access_key.empty() &&
                    !keys->session_token.empty() && keys->expiration),
          "credentials are whole", text);
    compare_with_oracle(text, *document);
    return 0;
}
