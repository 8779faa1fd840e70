#include "models.hpp"
#include "recorded_case.hpp"

/// Attributes and their forms.
namespace dynaco::test::pynamodb {

drivers value_drivers() {
    drivers all;
    return all;
}

}  // namespace dynaco::test::pynamodb
