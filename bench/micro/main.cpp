#include "subjects.hpp"

#include <benchmark/benchmark.h>
#include <exception>
#include <iostream>

int main(int count, char** arguments) {
    try {
        micro::signing();
        micro::encoding();
        micro::decoding();
        benchmark::Initialize(&count, arguments);
        if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 2;
        benchmark::RunSpecifiedBenchmarks();
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
