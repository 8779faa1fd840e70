// The floor that every client stands on. Nothing is signed, decoded or timed out.

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
