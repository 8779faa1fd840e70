#include "identity/machine/environment.hpp"

#include <dynaco/types.hpp>

#include <map>
#include <memory>

// POSIX: no header needs to declare it.
extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace dynaco::identity {
namespace {

using variables = std::map<std::string, secret, std::less<>>;

std::shared_ptr<const variables> copy_of_environment() {
    auto copy = std::make_shared<variables>();
    for (char** each = environ; each && *each; ++each) {
        const std::string_view text(*each);
        const auto sign = text.find('=');
        // If a name occurs twice, getenv returns the first value; emplace keeps the first one too.
        if (sign != text.npos) copy->emplace(text.substr(0, sign), text.substr(sign + 1));
    }
    return copy;
}

}  // namespace

environment process_environment() {
    return [all = copy_of_environment()](std::string_view name) {
        const auto at = all->find(name);
        return std::string(at == all->end() ? std::string_view() : at->second.view());
    };
}

}  // namespace dynaco::identity
