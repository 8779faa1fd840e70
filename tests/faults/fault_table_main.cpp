// fault-table [document]: prints the table of faults, or updates it in a document.

#include "faults/fault_table.hpp"

#include <fstream>
#include <iostream>
#include <iterator>

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cout << dynaco::test::fault_table();
        return 0;
    }
    std::ifstream in(argv[1]);
    const std::string before{std::istreambuf_iterator<char>(in), {}};
    in.close();
    const std::string after = dynaco::test::with_fault_table(before);
    return (std::ofstream(argv[1]) << after).good() ? 0 : 1;
}
