#pragma once

#include "identity/profile/settings.hpp"
#include "identity/source/source.hpp"

#include <functional>
#include <memory>
#include <string>

namespace dynaco::identity {

/// A function that makes a source from the settings that were read for a load.
using source_maker = std::function<result<std::shared_ptr<credentials_source>>(
    const std::shared_ptr<const settings>& configured)>;

/// A source that reads the shared files again at each load and loads from the source that `make` returns for
/// them. `profile` as in `settings`.
[[nodiscard]] std::shared_ptr<credentials_source> configured_source(machine machine, std::string profile,
                                                                    source_maker make);

}  // namespace dynaco::identity
