#pragma once

namespace dynaco::program {

/// Prepares the process before anything is opened. Call it first in `main`.
///
/// - A standard stream that is closed is replaced, so that no file of the program gets its number. Using it
///   fails as before: reading a closed standard input and writing to a closed output are errors.
/// - No core dump is written: it would contain the credentials.
/// - Writing to a closed pipe, or beyond the limit of a file's size, is an error instead of the end of the
///   process (SIGPIPE and SIGXFSZ are ignored).
void prepare_process() noexcept;

}  // namespace dynaco::program
