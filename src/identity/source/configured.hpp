#pragma once

#include "identity/profile/settings.hpp"
#include "identity/source/source.hpp"

#include <functional>
#include <memory>
#include <string>

namespace dynaco::identity {

/// Makes a source of the settings as they are at a load.
using source_maker = std::function<result<std::shared_ptr<credentials_source>>(
    const std::shared_ptr<const settings>& configured)>;

/// Reads the shared files anew at each load (`profile` as in `settings`), and loads from what `make` makes of
/// them.
[[nodiscard]] std::shared_ptr<credentials_source> configured_source(machine machine, std::string profile,
                                                                    source_maker make);

}  // namespace dynaco::identity
