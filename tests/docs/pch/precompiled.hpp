// What every chapter's code begins with.
#include <dynaco.hpp>
