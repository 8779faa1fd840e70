#pragma once

// Every public header includes this file, so that a wrong setting is reported in one line. The #include after
// an #error does not exist: compilers stop there. After an #error alone they continue, and hundreds of lines
// follow.

#if !defined(_MSVC_LANG) && __cplusplus < 202002L
#error "dynaco needs C++20: compile with -std=c++20 (in Meson: cpp_std=c++20)"
#include "compile with -std=c++20"
#elif !__has_include(<boost/version.hpp>)
#error "dynaco needs the headers of Boost 1.81 or newer: install them, or name their folder with -I"
#include "install Boost 1.81"
#endif

#include <boost/version.hpp>
#if BOOST_VERSION < 108100
#error "dynaco needs Boost 1.81 or newer, and this one is older: name the folder of a newer one with -I"
#include "install Boost 1.81"
#endif
