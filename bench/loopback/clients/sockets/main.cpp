// The floor: the least work of any client. It signs and decodes nothing, and has no timeouts.

#include "floor_client.hpp"

#include <iostream>

namespace bench {
namespace {

struct no_duties {
    explicit no_duties(const std::string& /*request*/) {}
    void sign(std::string& /*request*/) {}
    struct reply_check {
        void take(std::string_view /*body*/) {}
        void end() {}
    };
};

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
    std::cout << bench::result_of<bench::no_duties>(bench::parse_arguments(argc, argv)) << std::endl;
}
