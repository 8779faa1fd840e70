#include "support/fault_server/temporary_file.hpp"

#include <cerrno>
#include <fstream>
#include <stdlib.h>
#include <string>
#include <system_error>
#include <unistd.h>

namespace dynaco::test {

temporary_file::temporary_file(std::string_view text) {
    std::string name = (std::filesystem::temp_directory_path() / "dynaco-test-XXXXXX").string();
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), name);
    ::close(descriptor);
    path_ = name;
    std::ofstream(path_, std::ios::binary) << text;
}

temporary_file::~temporary_file() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

}  // namespace dynaco::test
