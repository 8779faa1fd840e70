#include "faults/fault_table.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace dynaco::test::fault_table_test {
namespace {

TEST(FaultTable, StandsInTheDocument) {
    std::ifstream in(DYNACO_SOURCE_ROOT "/docs/reliability.md");
    const std::string document{std::istreambuf_iterator<char>(in), {}};
    EXPECT_TRUE(document == with_fault_table(document))
        << "docs/reliability.md differs from tests/faults/rows. In the build folder:\n"
           "ninja tests/faults/fault-table && tests/faults/fault-table " DYNACO_SOURCE_ROOT
           "/docs/reliability.md";
}

}  // namespace
}  // namespace dynaco::test::fault_table_test
