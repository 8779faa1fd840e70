// first-error: a keys-only index does not have the discriminator, so the items of this model cannot be recognised
// expect-line: index_holds_the_discriminator<.*Cat, Dog.*KeysOnly>
#include "models_of_three.hpp"

void f(const Pets& pets) { (void)pets.index<KeysOnly>().query<std::variant<Cat, Dog>>("al"); }
