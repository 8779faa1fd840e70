// first-error: the view has another discriminator, or other kinds
// expect-line: view_has_the_tables_discriminator<Fish
#include "models_of_three.hpp"

void f(const Pets& pets) { (void)pets.scan<Fish>(); }
