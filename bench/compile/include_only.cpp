// What including dynaco costs before anything of it is used.
#include <dynaco.hpp>
