#pragma once

#include <dynaco/identity/credentials.hpp>

#include <memory>

namespace dynaco {

/// Keeps what `own` gives until it expires, as dynaco's own providers do: `own` has to override `get` only.
///
/// All who need credentials at the same time share one `get`, which none of them cancels; it is cancelled
/// after 60 s. Credentials that expire are renewed in the background in the last quarter of their life, 15
/// minutes before its end at the earliest; in the last sixth, 10 minutes at most, calls wait for that.
/// While they have not expired a failure is nobody's; then it is that of all who ask, and `get` is called
/// again after about a second. What the service refuses is asked for anew, once in 10 s at most. Exceptions
/// of `own` are failures.
///
/// Fails with what `own` fails with; with errc::credentials_expired if it gives expired credentials; with
/// errc::credentials_failed if it takes too long, throws or gives none.
[[nodiscard]] std::shared_ptr<credentials_provider> cached_credentials(
    std::shared_ptr<credentials_provider> own);

}  // namespace dynaco
