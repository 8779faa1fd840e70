// Includes dynaco and uses nothing of it.
#include <dynaco.hpp>
