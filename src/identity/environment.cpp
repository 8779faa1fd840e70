#include "identity/environment.hpp"

#include <cstdlib>

namespace dynaco::identity {

environment process_environment() {
    return [](std::string_view name) {
        const char* const text = std::getenv(std::string(name).c_str());  // NOLINT(concurrency-mt-unsafe)
        return std::string(text ? text : "");
    };
}

}  // namespace dynaco::identity
