// The includes of the largest tests: parsed once for each program, not once for each of its files.
#include <dynaco.hpp>

#include <gtest/gtest.h>
