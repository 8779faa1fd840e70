#include <dynaco/version.hpp>

namespace dynaco {

std::string_view library_version() noexcept { return version::text; }

}  // namespace dynaco
